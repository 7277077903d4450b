"""What one would write first on SQLite and be safe with: every step a transaction of its own, synced to the disk."""

import contextlib
import pathlib
import sqlite3
import tempfile
import time

from bench.pairs import Measured

BODY = '{"kind":"nothing","payload":{"number":1}}'

ADD_JOB = "INSERT INTO jobs (body) VALUES (?)"
CLAIM = """
    UPDATE jobs SET state = 1, attempts = attempts + 1
    WHERE id = (SELECT id FROM jobs WHERE state = 0 AND run_at <= ? ORDER BY run_at, id LIMIT 1) RETURNING id
"""
DONE = "UPDATE jobs SET state = 2 WHERE id = ?"
APPEND = "INSERT INTO events (stream, version, kind, body) VALUES (?, ?, ?, ?)"


@contextlib.contextmanager
def durable(folder):
    with tempfile.TemporaryDirectory(dir=folder) as inside:
        connection = sqlite3.connect(pathlib.Path(inside) / "naive.sqlite", isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        with contextlib.closing(connection):
            yield connection


def jobs(folder, seconds):
    """Claims and acknowledges jobs that wait already; to put them there costs this side nothing."""
    with durable(folder) as connection:
        connection.execute(
            "CREATE TABLE jobs (id INTEGER PRIMARY KEY, state INTEGER NOT NULL DEFAULT 0, "
            "run_at INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL)"
        )
        connection.execute("CREATE INDEX jobs_waiting ON jobs (run_at, id) WHERE state = 0")
        connection.execute("BEGIN")
        connection.executemany(ADD_JOB, ((BODY,) for _ in range(200_000)))
        connection.execute("COMMIT")

        def one(_):
            ((job,),) = connection.execute(CLAIM, (1,)).fetchall()
            connection.execute(DONE, (job,))

        return repeat(one, seconds)


def appends(folder, seconds):
    with durable(folder) as connection:
        connection.execute(
            "CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, "
            "version INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (stream, version))"
        )
        return repeat(lambda number: connection.execute(APPEND, ("a", number, "happened", BODY)), seconds)


def repeat(body, seconds):
    begun, cpu_begun, count = time.monotonic(), time.process_time(), 0
    while (spent := time.monotonic() - begun) < seconds:
        body(count)
        count += 1
    return Measured(count, spent, time.process_time() - cpu_begun)
