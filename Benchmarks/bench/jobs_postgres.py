"""Jobs on PostgreSQL beside pgbench, which makes the same commits on the same server."""

from bench import disk, job_peers, pairs, postgres
from bench.driver import Driver
from bench.pairs import Measured
from bench.record import Outcome
from bench.services import Services

JOBS = 5_000
PEER_JOBS = 2_000
BATCH, BATCHED_JOBS = 100, 50_000
ROUNDS = 5

TWIN_BAR_PERCENT, BATCHED_BAR, CPU_BAR_MICROSECONDS = 90, 10_000, 150

TABLE = (
    "CREATE TABLE jobs (id bigserial PRIMARY KEY, state smallint NOT NULL DEFAULT 0, "
    "run_at bigint NOT NULL DEFAULT 0, attempts integer NOT NULL DEFAULT 0, body text NOT NULL)",
    "CREATE INDEX jobs_waiting ON jobs (run_at, id) WHERE state = 0",
    # Some more than are claimed, so that no client comes to an empty table.
    "INSERT INTO jobs (body) "
    f"""SELECT '{{"kind":"nothing","payload":{{"number":1}}}}' FROM generate_series(1, {JOBS + 1_000})""",
    "VACUUM ANALYZE jobs",
)
# Two commits: a claim that survives the worker, and the acknowledgement.
TWIN = """
UPDATE jobs SET state = 1, attempts = attempts + 1 WHERE id = (
  SELECT id FROM jobs WHERE state = 0 AND run_at <= 1 ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING id \\gset
UPDATE jobs SET state = 2 WHERE id = :id;
"""


def run(options):
    with Services(options, "postgres") as services:
        remarks = [postgres.version(services.database), disk.Sync(options.work), disk.postgres_sync(options.work)]
        if options.peers_only:
            outcome = Outcome.unjudged().remark(f"pgbench twin: {twin(services).per_second:.0f} jobs/s.")
        else:
            driver = Driver(options)
            compared = pairs.Pairs(lambda: twin(services), lambda: ours(driver, services, JOBS, 1), ROUNDS)
            batched = [ours(driver, services, BATCHED_JOBS, BATCH) for _ in range(3)]
            outcome = judge(compared, batched)
        queue = job_peers.Procrastinate(services)
        row = queue.row(job_peers.measured(queue, PEER_JOBS))
    outcome.table(
        f"{PEER_JOBS} jobs that do nothing, {job_peers.WORKERS} worker processes, once.", job_peers.COLUMNS, [row]
    )
    return outcome.remark(" ".join(f"{str(remark).rstrip('.')}." for remark in remarks))


def twin(services):
    with postgres.database(services) as database:
        postgres.run(database.owner_address, *TABLE)
        per_second = postgres.pgbench(database.owner_address, TWIN, JOBS)
    return Measured(JOBS, JOBS / per_second, 0)


def ours(driver, services, jobs, batch):
    with postgres.database(services) as database:
        answer = driver(
            "jobs", database=database.address, migration_database=database.owner_address, jobs=jobs,
            workers=postgres.CLIENTS, batch=batch, prefill=True,
        )
    return Measured(answer["jobs"], answer["seconds"], answer["cpu_seconds"])


def judge(compared, batched):
    percent, batched_rate = compared.ratio * 100, pairs.rate(batched)
    cpu = max(pairs.cpu(compared.ours), pairs.cpu(batched))
    outcome = Outcome(
        f"{percent:.0f} % of the pgbench twin, {batched_rate:.0f} jobs/s batched, {cpu:.0f} us CPU a job",
        f">= {TWIN_BAR_PERCENT} %, >= {BATCHED_BAR}/s, <= {CPU_BAR_MICROSECONDS} us",
        percent >= TWIN_BAR_PERCENT and batched_rate >= BATCHED_BAR and cpu <= CPU_BAR_MICROSECONDS,
    )
    outcome.table(
        f"Medians: {ROUNDS} rounds in turn, {postgres.CLIENTS} connections, synchronous_commit=on on both sides; "
        "the jobs wait already. CPU without the server's.",
        ["side", "jobs/s", "CPU us/job"],
        [
            ["ours, one by one", f"{pairs.rate(compared.ours):.0f}", f"{pairs.cpu(compared.ours):.0f}"],
            ["pgbench twin: claim, acknowledge", f"{pairs.rate(compared.twins):.0f}", ""],
            [f"ours, up to {BATCH} in a commit", f"{batched_rate:.0f}", f"{pairs.cpu(batched):.0f}"],
        ],
    )
    return outcome.table("Rounds, one by one.", *compared.by_round("pgbench twin"))
