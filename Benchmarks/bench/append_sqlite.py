"""Events appended one by one to a log on one SQLite file, each acknowledged after it is on the disk."""

import pathlib
import tempfile

from bench import disk, naive_sqlite, pairs
from bench.driver import Driver, sqlite
from bench.pairs import Measured
from bench.record import Outcome

CALLERS = 256
EVENTS = 50_000
ROUNDS = 5
TWIN_SECONDS = 3

RATE_BAR, TWIN_BAR = 10_000, 20


def run(options):
    sync = disk.Sync(options.work)

    def twin():
        return naive_sqlite.appends(options.work, TWIN_SECONDS)

    if options.peers_only:
        return Outcome.unjudged().remark(f"Naive twin: {twin().per_second:.0f} appends/s. {sync}")
    driver = Driver(options)
    compared = pairs.Pairs(twin, lambda: ours(driver, options.work), ROUNDS)
    sync.measure()
    return judge(compared, sync)


def ours(driver, work):
    with tempfile.TemporaryDirectory(dir=work) as folder:
        address = sqlite(pathlib.Path(folder) / "data")
        answer = driver("append", database=address, callers=CALLERS, events=EVENTS)
    return Measured(answer["events"], answer["seconds"], answer["cpu_seconds"])


def judge(compared, sync):
    rate, ratio = pairs.rate(compared.ours), compared.ratio
    outcome = Outcome(
        f"{rate:.0f} appends/s, {ratio:.0f} times the naive durable twin",
        f">= {RATE_BAR}/s, or {TWIN_BAR} times where a sync costs {disk.SLOW_MS:.0f} ms",
        rate >= RATE_BAR or (sync.is_slow and ratio >= TWIN_BAR),
    )
    outcome.remark(str(sync))
    outcome.table(
        f"Medians of {ROUNDS} rounds in turn, one event an append, synchronous=FULL on both sides.",
        ["side", "appends/s", "CPU us/append"],
        [
            [f"ours, {CALLERS} callers", f"{rate:.0f}", f"{pairs.cpu(compared.ours):.0f}"],
            ["naive twin", f"{pairs.rate(compared.twins):.0f}", f"{pairs.cpu(compared.twins):.0f}"],
        ],
    )
    return outcome.table("Rounds.", *compared.by_round("naive twin"))
