"""Events appended one by one on PostgreSQL, with a follower beside, against rows with an outbox by pgbench."""

from bench import disk, pairs, postgres
from bench.driver import Driver
from bench.failure import FAULT, Failure
from bench.pairs import Measured
from bench.record import Outcome
from bench.services import Services

EVENTS = 20_000
ROUNDS = 5

TWIN_BAR_PERCENT, LAG_BAR_MS = 80, 1_000

TABLES = (
    "CREATE TABLE things (id bigserial PRIMARY KEY, tenant_id text NOT NULL, kind text NOT NULL, "
    "body text NOT NULL, at bigint NOT NULL)",
    "CREATE TABLE outbox (id bigserial PRIMARY KEY, tenant_id text NOT NULL, kind text NOT NULL, "
    "body text NOT NULL, run_at bigint NOT NULL DEFAULT 0, sent boolean NOT NULL DEFAULT false)",
    "CREATE INDEX outbox_waiting ON outbox (run_at, id) WHERE NOT sent",
)
TWIN = """
BEGIN;
INSERT INTO things (tenant_id, kind, body, at) VALUES ('default', 'happened', '{"number":1,"text":"nothing"}', 1);
INSERT INTO outbox (tenant_id, kind, body) VALUES ('default', 'happened', '{"number":1,"text":"nothing"}');
COMMIT;
"""


def run(options):
    with Services(options, "postgres") as services:
        remarks = [postgres.version(services.database), disk.Sync(options.work), disk.postgres_sync(options.work)]
        if options.peers_only:
            outcome = Outcome.unjudged().remark(f"pgbench twin: {twin(services).per_second:.0f} a second.")
        else:
            driver, lags_ms = Driver(options), []
            compared = pairs.Pairs(lambda: twin(services), lambda: ours(driver, services, lags_ms), ROUNDS)
            outcome = judge(compared, lags_ms)
    return outcome.remark(" ".join(f"{str(remark).rstrip('.')}." for remark in remarks))


def twin(services):
    with postgres.database(services) as database:
        postgres.run(database.owner_address, *TABLES)
        per_second = postgres.pgbench(database.owner_address, TWIN, EVENTS)
    return Measured(EVENTS, EVENTS / per_second, 0)


def ours(driver, services, lags_ms):
    with postgres.database(services) as database:
        answer = driver(
            "append", database=database.address, migration_database=database.owner_address,
            callers=postgres.CLIENTS, connections=postgres.CLIENTS, events=EVENTS, follow=True,
        )
    if answer["followed"] != answer["events"]:
        raise Failure(FAULT, f"the follower saw {answer['followed']} of {answer['events']} events")
    lags_ms.append(answer["lag_ms_max"])
    return Measured(answer["events"], answer["seconds"], answer["cpu_seconds"])


def judge(compared, lags_ms):
    percent, lag = compared.ratio * 100, max(lags_ms)
    outcome = Outcome(
        f"{percent:.0f} % of a row and an outbox row by pgbench, followers at most {lag:.0f} ms behind",
        f">= {TWIN_BAR_PERCENT} %, < {LAG_BAR_MS} ms",
        percent >= TWIN_BAR_PERCENT and lag < LAG_BAR_MS,
    )
    outcome.table(
        f"Medians of {ROUNDS} rounds in turn, {postgres.CLIENTS} connections, synchronous_commit=on on both sides. "
        "CPU without the server's, with the follower's.",
        ["side", "a second", "CPU us each"],
        [
            ["ours: one event an append", f"{pairs.rate(compared.ours):.0f}", f"{pairs.cpu(compared.ours):.0f}"],
            ["pgbench twin: row and outbox row", f"{pairs.rate(compared.twins):.0f}", ""],
        ],
    )
    outcome.table("Rounds.", *compared.by_round("pgbench twin"))
    return outcome.table(
        "How long after its commit was acknowledged an event reached the follower, at most.",
        ["ms, by round", *(str(number) for number in range(1, len(lags_ms) + 1))],
        [["follower", *(f"{lag_ms:.0f}" for lag_ms in lags_ms)]],
    )
