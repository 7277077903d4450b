"""Databases for one round each, and pgbench in them."""

import contextlib
import glob
import itertools
import os
import pathlib
import re
import shutil
import subprocess
import urllib.parse

import psycopg

from bench.failure import FAULT, MISSING, Failure

CLIENTS = 8
THREADS = 2

NUMBERS = itertools.count(1)


class Database:
    """A new one with the two roles' rights, as scripts/services makes the first."""

    def __init__(self, services):
        self.name = f"round_{next(NUMBERS)}"
        self.address = with_database(services.database, self.name)
        self.owner_address = with_database(services.owner_database, self.name)


@contextlib.contextmanager
def database(services):
    made = Database(services)
    with psycopg.connect(services.owner_database, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {made.name}")
    try:
        run(
            made.owner_address,
            f"GRANT CONNECT ON DATABASE {made.name} TO lux",
            "GRANT USAGE ON SCHEMA public TO lux",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lux",
            "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO lux",
        )
        yield made
    finally:
        # One that somebody still holds goes with the server, at the end of the run.
        with psycopg.connect(services.owner_database, autocommit=True) as connection:
            with contextlib.suppress(psycopg.errors.ObjectInUse):
                connection.execute(f"DROP DATABASE {made.name}")


def with_database(address, name):
    return urllib.parse.urlsplit(address)._replace(path="/" + name).geturl()


def run(address, *statements):
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def pgbench(address, script, transactions, *definitions):
    """Runs a script so many times over all clients together; transactions per second. A definition is NAME=VALUE."""
    place = urllib.parse.urlsplit(address)
    environment = {
        **os.environ, "PGHOST": place.hostname, "PGPORT": str(place.port), "PGUSER": place.username,
        "PGPASSWORD": place.password, "PGDATABASE": place.path[1:],
    }
    command = [
        program("pgbench"), "--no-vacuum", "--protocol", "prepared", "--client", str(CLIENTS),
        "--jobs", str(THREADS), "--transactions", str(transactions // CLIENTS), "--file", "/dev/stdin",
        *(f"--define={definition}" for definition in definitions),
    ]
    done = subprocess.run(command, env=environment, input=script, capture_output=True, text=True)
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    processed = re.search(r"actually processed: (\d+)/(\d+)", done.stdout)
    if done.returncode or not found or not processed or processed[1] != processed[2]:
        raise Failure(FAULT, f"pgbench failed: {done.stdout[-300:]} {done.stderr[-300:]}")
    return float(found[1])


def program(name):
    """One of the server's own programs; the newest where there are several."""
    found = glob.glob(f"/usr/lib/postgresql/*/bin/{name}")
    newest = max(found, key=lambda path: int(pathlib.Path(path).parts[4].split(".")[0]), default=None)
    path = newest or shutil.which(name)
    if path is None:
        raise Failure(MISSING, f"missing: {name} (Debian: package postgresql)")
    return path


def version(address):
    with psycopg.connect(address) as connection:
        return f"PostgreSQL {connection.info.server_version // 10_000}.{connection.info.server_version % 10_000}"
