"""Many requests at a time by wrk, and what they cost the server."""

import json
import statistics
import subprocess
import threading

from bench import machine
from bench.failure import FAULT, Failure
from bench.surroundings import HERE

SCRIPT = HERE / "bench" / "load.lua"
CONNECTIONS = 16
TIMEOUT_SECONDS = 20


class Round:
    """One spell of load: requests, latencies in milliseconds, CPU and memory of the server's processes."""

    def __init__(self, server, path, bodies_file, seconds):
        before = machine.cpu_seconds(server.pid)
        found = wrk(server.port, path, bodies_file, seconds)
        cpu = machine.cpu_seconds(server.pid) - before
        if found["not_ok"] or found["socket_errors"] or not found["requests"]:
            raise Failure(FAULT, f"not every answer was 200: {found}")
        self.requests_per_second = found["requests"] / found["seconds"]
        self.p50_ms, self.p99_ms = found["p50_ms"], found["p99_ms"]
        self.cpu_microseconds = cpu / found["requests"] * 1e6
        self.resident_mib = machine.resident_mib(server.pid)


def wrk(port, path, bodies_file, seconds):
    command = [
        "wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s",
        "--timeout", f"{TIMEOUT_SECONDS}s", "--script", SCRIPT, f"http://127.0.0.1:{port}{path}",
        "--", bodies_file,
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines or not lines[-1].startswith("{"):
        raise Failure(FAULT, f"wrk failed: {done.stdout[-300:]} {done.stderr[-300:]}")
    return json.loads(lines[-1])


def median(rounds, name):
    return statistics.median(getattr(played, name) for played in rounds)


class Watch:
    """Looks at whole answers while the load runs; wrk sees but their status."""

    EVERY_SECONDS = 0.5

    def __init__(self, look):
        self.look = look
        self.complaint = None
        self.looks = 0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.keep_looking)

    def keep_looking(self):
        while not self.done.wait(self.EVERY_SECONDS):
            try:
                self.look()
                self.looks += 1
            except (Failure, OSError, ValueError, KeyError) as reason:
                self.complaint = self.complaint or reason

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, kind, *_):
        self.done.set()
        self.thread.join()
        if self.complaint and kind is None:
            raise Failure(FAULT, f"under load: {self.complaint}")
