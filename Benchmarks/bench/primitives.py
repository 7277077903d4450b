"""What protects a call costs: limiter, breaker and retry in memory, and a limiter on Redis in an HTTP path."""

import importlib.metadata
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import redis

from bench import load, texts
from bench.driver import Driver
from bench.failure import FAULT, Failure
from bench.record import Outcome
from bench.server import Server
from bench.services import Services
from bench.surroundings import HERE

ROUNDS = 3
HTTP_ROUNDS, HTTP_SECONDS, WARM_UP_SECONDS = 3, 5, 2
PATH, WORDS = "/limited", 300

CALL_BAR_MICROSECONDS, HTTP_BAR_MICROSECONDS, ROUND_TRIPS_BAR = 1.0, 100, 1

CALLS = {"limiter": "memory limiter", "breaker": "breaker, closed", "retry": "retry, first attempt succeeds"}
PEERS = {"limiter": "limits", "breaker": "pybreaker", "retry": "tenacity"}


def run(options):
    driver = None if options.peers_only else Driver(options)
    with Services(options, "redis") as services, tempfile.TemporaryDirectory() as folder:
        ours, peers = [], []
        for _ in range(ROUNDS):
            if driver:
                ours.append(driver("primitives"))
            peers.append(peer_costs(services.redis))
        http = play(driver, services, pathlib.Path(folder))
    return judge(ours, peers, *http)


def peer_costs(address):
    done = subprocess.run([sys.executable, HERE / "peers" / "call_costs.py", address], capture_output=True, text=True)
    if done.returncode:
        raise Failure(FAULT, f"the libraries' costs: {done.stderr[-500:]}")
    return json.loads(done.stdout)


def play(driver, services, folder):
    """Rounds of load on both services in turn, and our commands to Redis a request."""
    bodies = folder / "bodies.jsonl"
    body = json.dumps({"text": texts.text(WORDS, 1), "language": "pt"}, ensure_ascii=False)
    bodies.write_text(body + "\n", encoding="utf-8")
    counter, ours, peers, trips = redis.Redis.from_url(services.redis), [], [], []
    with peer_server(services.redis) as peer:
        if driver is None:
            load.Round(peer, PATH, bodies, WARM_UP_SECONDS)
            return [], [load.Round(peer, PATH, bodies, HTTP_SECONDS) for _ in range(HTTP_ROUNDS)], []
        with our_server(driver, services.redis) as served:
            for side in (served, peer):
                load.Round(side, PATH, bodies, WARM_UP_SECONDS)
            for _ in range(HTTP_ROUNDS):
                before = asked(counter)
                ours.append(load.Round(served, PATH, bodies, HTTP_SECONDS))
                trips.append((asked(counter) - before) / (ours[-1].requests_per_second * HTTP_SECONDS))
                peers.append(load.Round(peer, PATH, bodies, HTTP_SECONDS))
    return ours, peers, trips


def asked(redis_server):
    """What clients have sent by now. What a script does inside Redis costs no trip, and would be counted as commands."""
    return sum(line["calls"] for name, line in redis_server.info("commandstats").items() if name.startswith("cmdstat_eval"))


def our_server(driver, address):
    return Server(lambda port: [driver.path, "limited", "--redis", address, "--port", str(port)], "/ready")


def peer_server(address):
    def command(port):
        return [
            sys.executable, "-m", "uvicorn", "fastapi_limited:app", "--app-dir", HERE / "peers",
            "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-access-log",
            "--log-level", "warning",
        ]

    return Server(command, "/ready", env={**os.environ, "BENCH_REDIS": address})


def judge(ours, peers, our_rounds, peer_rounds, trips):
    peer_cost = {name: statistics.median(found[name] for found in peers) for name in peers[0]}
    peer_http = load.median(peer_rounds, "cpu_microseconds")
    if not ours:
        outcome, our_cost, our_http = Outcome.unjudged(), {}, None
    else:
        our_cost = {name: statistics.median(found[f"{name}_us"] for found in ours) for name in CALLS}
        our_http, trip = load.median(our_rounds, "cpu_microseconds"), statistics.median(trips)
        dearest = max(our_cost, key=our_cost.get)
        outcome = Outcome(
            f"{our_cost[dearest]:.2f} us for the dearest ({CALLS[dearest]}), {our_http:.0f} us CPU a request with "
            f"{trip:.2f} round trips to Redis",
            f"<= {CALL_BAR_MICROSECONDS:.0f} us each, <= {HTTP_BAR_MICROSECONDS} us, {ROUND_TRIPS_BAR} round trip",
            our_cost[dearest] <= CALL_BAR_MICROSECONDS and our_http <= HTTP_BAR_MICROSECONDS
            and round(trip, 1) <= ROUND_TRIPS_BAR,
        )
    outcome.table(
        f"CPU us of one call that succeeds: the least of 5 spells, the median of {ROUNDS} rounds in turn.",
        ["call", "ours", "peer"],
        [[f"{CALLS[name]} ({PEERS[name]})", figure(our_cost.get(name)), f"{peer_cost[name]:.2f}"] for name in CALLS],
    )
    outcome.table(
        f"POST of {WORDS} words, body checked, limit kept on Redis, {load.CONNECTIONS} connections, {HTTP_ROUNDS} "
        f"rounds of {HTTP_SECONDS} s in turn; CPU without Redis's.",
        ["side", "CPU us/request", "requests/s", "p99 ms"],
        [row(name, rounds) for name, rounds in (("ours", our_rounds), ("FastAPI, limits", peer_rounds)) if rounds],
    )
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in (*PEERS.values(), "fastapi"))
    return outcome.remark(
        f"Peers: {versions}. limits takes {peer_cost['redis_limiter']:.0f} us a call on Redis without any HTTP; an "
        f"empty call of Python takes {peer_cost['nothing']:.2f} us."
    )


def figure(microseconds):
    return "" if microseconds is None else f"{microseconds:.2f}"


def row(name, rounds):
    return [
        name, f"{load.median(rounds, 'cpu_microseconds'):.0f}", f"{load.median(rounds, 'requests_per_second'):.0f}",
        f"{load.median(rounds, 'p99_ms'):.2f}",
    ]
