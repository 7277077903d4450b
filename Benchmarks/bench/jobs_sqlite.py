"""Jobs on one SQLite file, each acknowledged after its commit is on the disk."""

import pathlib
import tempfile

from bench import disk, job_peers, naive_sqlite, pairs
from bench.driver import Driver, sqlite
from bench.pairs import Measured
from bench.record import Outcome
from bench.services import Services

JOBS = 5_000
WORKERS = 8
ROUNDS = 5
TWIN_SECONDS = 4

RATE_BAR, TWIN_BAR, CPU_BAR_MICROSECONDS = 5_000, 20, 150


def run(options):
    sync = disk.Sync(options.work)

    def twin():
        return naive_sqlite.jobs(options.work, TWIN_SECONDS)

    if options.peers_only:
        outcome = Outcome.unjudged().remark(f"Naive twin: {twin().per_second:.0f} jobs/s. {sync}")
    else:
        driver = Driver(options)
        compared = pairs.Pairs(twin, lambda: ours(driver, options.work), ROUNDS)
        sync.measure()
        outcome = judge(compared, sync)
    with Services(options, "redis") as services:
        rows = []
        for kind in (job_peers.Celery, job_peers.RQ):
            queue = kind(services)
            rows.append(queue.row(job_peers.measured(queue, JOBS)))
    return outcome.table(
        f"{JOBS} jobs that only count themselves, {job_peers.WORKERS} worker processes, once. Redis syncs once a "
        "second; a job that was taken when its worker died is lost.",
        job_peers.COLUMNS, rows,
    )


def ours(driver, work):
    with tempfile.TemporaryDirectory(dir=work) as folder:
        address = sqlite(pathlib.Path(folder) / "data")
        answer = driver("jobs", database=address, jobs=JOBS, workers=WORKERS)
    return Measured(answer["jobs"], answer["seconds"], answer["cpu_seconds"])


def judge(compared, sync):
    rate, ratio, cpu = pairs.rate(compared.ours), compared.ratio, pairs.cpu(compared.ours)
    fast_enough = rate >= RATE_BAR or (sync.is_slow and ratio >= TWIN_BAR)
    outcome = Outcome(
        f"{rate:.0f} jobs/s, {ratio:.0f} times the naive durable twin, {cpu:.0f} us CPU a job",
        f">= {RATE_BAR}/s, or {TWIN_BAR} times where a sync costs {disk.SLOW_MS:.0f} ms; "
        f"<= {CPU_BAR_MICROSECONDS} us",
        fast_enough and cpu <= CPU_BAR_MICROSECONDS,
    )
    outcome.remark(str(sync))
    outcome.table(
        f"Medians of {ROUNDS} rounds in turn, synchronous=FULL on both sides.",
        ["side", "jobs/s", "CPU us/job"],
        [
            ["ours: enqueued, claimed, acknowledged", f"{rate:.0f}", f"{cpu:.0f}"],
            ["naive twin: claimed, acknowledged", f"{pairs.rate(compared.twins):.0f}",
             f"{pairs.cpu(compared.twins):.0f}"],
        ],
    )
    return outcome.table("Rounds.", *compared.by_round("naive twin"))
