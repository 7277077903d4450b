"""Events read back: decoded and applied, and a read model rebuilt from all of them."""

import json
import pathlib
import sqlite3
import statistics
import tempfile
import time

from bench import disk
from bench.driver import Driver, sqlite
from bench.record import Outcome

EVENTS = 1_000_000
TWIN_EVENTS = 200_000
ROUNDS = 3

RATE_BAR, REBUILD_BAR_SECONDS = 200_000, 30


def run(options):
    disk.refuse_memory(options.work)
    twins = [twin(options.work) for _ in range(ROUNDS)]
    if options.peers_only:
        return Outcome.unjudged().remark(f"Python twin: {statistics.median(twins):.0f} events per CPU second.")
    driver = Driver(options)
    return judge([ours(driver, options.work) for _ in range(ROUNDS)], twins)


def twin(work):
    """Rows of a table through Python's JSON reader, written in C, into a count and a last state by stream."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        connection = sqlite3.connect(pathlib.Path(folder) / "naive.sqlite")
        connection.execute("CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT, body TEXT)")
        connection.executemany(
            "INSERT INTO events (stream, body) VALUES (?, ?)",
            ((f"stream-{number % 1000}", json.dumps({"number": number, "text": "happened", "at": 1_700_000_000_000}))
             for number in range(TWIN_EVENTS)),
        )
        connection.commit()
        begun, counts, last = time.process_time(), {}, {}
        for stream, body in connection.execute("SELECT stream, body FROM events ORDER BY position"):
            counts[stream] = counts.get(stream, 0) + 1
            last[stream] = json.loads(body)["number"]
        spent = time.process_time() - begun
        connection.close()
    return TWIN_EVENTS / spent


def ours(driver, work):
    with tempfile.TemporaryDirectory(dir=work) as folder:
        return driver("replay", database=sqlite(pathlib.Path(folder) / "data"), events=EVENTS)


def judge(answers, twins):
    rate = statistics.median(answer["events"] / answer["replay_cpu_seconds"] for answer in answers)
    rebuild = statistics.median(answer["rebuild_seconds"] for answer in answers)
    outcome = Outcome(
        f"{rate:.0f} events per CPU second, {EVENTS} rebuilt in {rebuild:.1f} s",
        f">= {RATE_BAR}, <= {REBUILD_BAR_SECONDS} s",
        rate >= RATE_BAR and rebuild <= REBUILD_BAR_SECONDS,
    )
    outcome.table(
        f"{EVENTS} events on SQLite, read in order, decoded and applied. The twin reads plain rows of one JSON "
        f"column, {TWIN_EVENTS} of them.",
        ["events per CPU second, by round", *(str(number) for number in range(1, ROUNDS + 1))],
        [
            ["ours", *(f"{answer['events'] / answer['replay_cpu_seconds']:.0f}" for answer in answers)],
            ["Python twin", *(f"{found:.0f}" for found in twins)],
        ],
    )
    return outcome.table(
        "A read model rebuilt from all of them, while the one before still serves.",
        ["rebuild, by round", *(str(number) for number in range(1, ROUNDS + 1))],
        [
            ["seconds", *(f"{answer['rebuild_seconds']:.1f}" for answer in answers)],
            ["CPU seconds", *(f"{answer['rebuild_cpu_seconds']:.1f}" for answer in answers)],
        ],
    )
