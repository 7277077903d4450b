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
CLAIM = """
UPDATE jobs SET state = 1, attempts = attempts + 1 WHERE id = (
  SELECT id FROM jobs WHERE state = 0 AND run_at <= 1 ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING id \\gset
"""
ACKNOWLEDGEMENT = "UPDATE jobs SET state = 2 WHERE id = :id;"
# A claim survives the worker in both. One commit a job: the acknowledgement of the last and the claim of the next.
TOGETHER = f"BEGIN;\n{ACKNOWLEDGEMENT}{CLAIM}COMMIT;\n"
# Two commits a job.
APART = f"{CLAIM}{ACKNOWLEDGEMENT}\n"


def run(options):
    with Services(options, "postgres") as services:
        remarks = [postgres.version(services.database), disk.Sync(options.work), disk.postgres_sync(options.work)]
        if options.peers_only:
            rates = [f"{twin(services, script).per_second:.0f}" for script in (TOGETHER, APART)]
            outcome = Outcome.unjudged().remark(f"pgbench twin: {' jobs/s, with two commits a job '.join(rates)}.")
        else:
            driver = Driver(options)
            compared, apart = (
                pairs.Pairs(
                    lambda: twin(services, script), lambda: ours(driver, services, JOBS, 1, script is APART), ROUNDS
                )
                for script in (TOGETHER, APART)
            )
            batched = [ours(driver, services, BATCHED_JOBS, BATCH) for _ in range(3)]
            outcome = judge(compared, apart, batched)
        queue = job_peers.Procrastinate(services)
        row = queue.row(job_peers.measured(queue, PEER_JOBS))
    outcome.table(
        f"{PEER_JOBS} jobs that do nothing, {job_peers.WORKERS} worker processes, once.", job_peers.COLUMNS, [row]
    )
    return outcome.remark(" ".join(f"{str(remark).rstrip('.')}." for remark in remarks))


def twin(services, script):
    with postgres.database(services) as database:
        postgres.run(database.owner_address, *TABLE)
        per_second = postgres.pgbench(database.owner_address, script, JOBS, "id=0")
    return Measured(JOBS, JOBS / per_second, 0)


def ours(driver, services, jobs, batch, apart=False):
    with postgres.database(services) as database:
        answer = driver(
            "jobs", database=database.address, migration_database=database.owner_address, jobs=jobs,
            workers=postgres.CLIENTS, batch=batch, prefill=True, apart=apart,
        )
    return Measured(answer["jobs"], answer["seconds"], answer["cpu_seconds"])


def judge(compared, apart, batched):
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
            ["pgbench twin: the same commits", f"{pairs.rate(compared.twins):.0f}", ""],
            ["ours, two commits a job", f"{pairs.rate(apart.ours):.0f}", f"{pairs.cpu(apart.ours):.0f}"],
            ["pgbench twin: two commits a job", f"{pairs.rate(apart.twins):.0f}", ""],
            [f"ours, up to {BATCH} in a commit", f"{batched_rate:.0f}", f"{pairs.cpu(batched):.0f}"],
        ],
    )
    outcome.table("Rounds, one by one.", *compared.by_round("pgbench twin"))
    return outcome.table("Rounds, two commits a job.", *apart.by_round("pgbench twin"))
