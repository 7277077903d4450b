"""How long from the start to the first answer of /ready, and how much memory stands idle after it."""

import json
import pathlib
import statistics
import tempfile
import time

from bench import fastapi_peer, machine, product, server, texts
from bench.failure import FAULT, Failure
from bench.record import Outcome

ROUNDS = 15
PEER_ROUNDS = 3
IDLE_ROUNDS = 3
IDLE_SECONDS = 2
# What an existing data folder holds: texts whose keywords were kept.
ENTRIES = 200

READY_BAR_SECONDS, RESIDENT_BAR_MIB = 0.3, 60


class Side:
    """One way to start, and what its rounds took."""

    def __init__(self, name, start):
        self.name, self.start = name, start
        self.ready_seconds, self.cpu_seconds, self.resident_mib = [], [], []

    def play(self, is_idle_round):
        with self.start() as started:
            self.cpu_seconds.append(machine.cpu_seconds_fine(started.pid))
            self.ready_seconds.append(started.ready_seconds)
            if is_idle_round:
                time.sleep(IDLE_SECONDS)
                self.resident_mib.append(machine.resident_mib(started.pid))

    @property
    def ready(self):
        return statistics.median(self.ready_seconds)

    @property
    def resident(self):
        return max(self.resident_mib)

    def row(self):
        seconds = [self.ready, max(self.ready_seconds), statistics.median(self.cpu_seconds)]
        milliseconds = [f"{value * 1000:.0f}" for value in seconds]
        return [self.name, len(self.ready_seconds), *milliseconds, f"{self.resident:.1f}"]


def run(options):
    lux = product.find(options)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        empty = Side("empty data folder", Empty(lux, folder / "empty"))
        existing = Side(f"data folder with {ENTRIES} entries", lambda: server.lux(lux, folder / "kept"))
        peer = Side("FastAPI and YAKE", fastapi_peer.server)
        (folder / "kept").mkdir()
        keep_entries(lux, folder / "kept")
        for played in range(ROUNDS):
            for side in (empty, existing):
                side.play(is_idle_round=played < IDLE_ROUNDS)
        for _ in range(PEER_ROUNDS):
            peer.play(is_idle_round=True)
    return judge([empty, existing], peer)


class Empty:
    """Starts on a new folder each time."""

    def __init__(self, lux, folder):
        self.lux, self.folder = lux, folder
        self.folder.mkdir()

    def __call__(self):
        return server.lux(self.lux, pathlib.Path(tempfile.mkdtemp(dir=self.folder)))


def keep_entries(lux, folder):
    with server.lux(lux, folder) as started:
        for seed in range(ENTRIES):
            body = json.dumps({"text": texts.text(300, seed), "persist": True})
            status, answer = started.post("/keywords/extract", body)
            if status != 200 or "id" not in answer:
                raise Failure(FAULT, f"an entry was not kept: {status} {json.dumps(answer)[:300]}")


def judge(ours, peer):
    ready = max(side.ready for side in ours)
    resident = max(side.resident for side in ours)
    outcome = Outcome(
        f"ready in {ready:.3f} s, {resident:.1f} MiB idle",
        f"<= {READY_BAR_SECONDS} s and <= {RESIDENT_BAR_MIB} MiB",
        ready <= READY_BAR_SECONDS and resident <= RESIDENT_BAR_MIB,
    )
    outcome.table(
        "From before exec to the first 200 of /ready.",
        ["start", "rounds", "ready ms", "slowest ms", "CPU ms", f"RSS MiB after {IDLE_SECONDS} s idle"],
        [side.row() for side in (*ours, peer)],
    )
    return outcome.remark(
        f"Ready and CPU are medians, RSS is the largest of {IDLE_ROUNDS}. The slower and the larger of our "
        f"two starts are held to the bar. Peer: {fastapi_peer.versions()}; it reads its stop words only when "
        "first asked."
    )
