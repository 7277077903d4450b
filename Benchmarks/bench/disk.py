"""The disk under a measurement: what one sync costs there, by which everything durable is bounded."""

import os
import pathlib
import re
import subprocess
import tempfile
import time

from bench import postgres
from bench.failure import MISSING, Failure

BLOCK_BYTES = 8192
SECONDS = 2
# Where a sync costs less, a rate is held to its own bar and not to a twin's.
SLOW_MS = 1.0

FDATASYNC = re.compile(r"\s+fdatasync\s+([\d.]+) ops/sec\s+(\d+) usecs/op")

IN_MEMORY = ("tmpfs", "ramfs")


class Sync:
    """What fdatasync costs after each write of a block that is there already."""

    def __init__(self, folder):
        refuse_memory(folder)
        self.folder, self.costs = folder, []
        self.measure()

    def measure(self):
        """Again, after some time: a disk that others use too is not always the same."""
        with tempfile.NamedTemporaryFile(dir=self.folder) as file:
            self.costs += sync_seconds(file.fileno())

    @property
    def mean_ms(self):
        """What bounds a rate; the median hides the syncs that took long."""
        return sum(self.costs) / len(self.costs) * 1000

    @property
    def is_slow(self):
        return self.mean_ms >= SLOW_MS

    def __str__(self):
        ordered = sorted(self.costs)
        return (
            f"One sync of {BLOCK_BYTES // 1024} KiB on this disk: {self.mean_ms:.2f} ms on average, median "
            f"{ordered[len(ordered) // 2] * 1000:.2f} ms, p99 {ordered[len(ordered) * 99 // 100] * 1000:.2f} ms."
        )


def sync_seconds(file):
    os.write(file, bytes(BLOCK_BYTES * 8))
    os.fsync(file)
    end = time.perf_counter() + SECONDS
    while (begun := time.perf_counter()) < end:
        os.pwrite(file, os.urandom(BLOCK_BYTES), 0)
        os.fdatasync(file)
        yield time.perf_counter() - begun


def postgres_sync(folder):
    """The same by PostgreSQL's own measure, with the method that it uses on Linux."""
    target = pathlib.Path(folder) / "pg_test_fsync"
    command = [postgres.program("pg_test_fsync"), "-s", "1", "-f", target]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as test:
        found = next(filter(None, map(FDATASYNC.match, test.stdout)), None)
        # What follows are methods that PostgreSQL does not use here.
        test.terminate()
    target.unlink(missing_ok=True)
    if found is None:
        return "pg_test_fsync gave no figure."
    return f"pg_test_fsync: fdatasync {int(found[2]) / 1000:.2f} ms, {float(found[1]):.0f} a second."


def refuse_memory(folder):
    if (kind := file_system(folder)) in IN_MEMORY:
        raise Failure(MISSING, f"{folder} is on {kind}, where nothing is durable; name a folder by --work")


def file_system(folder):
    """The kind of the file system that a path is on."""
    path, best, kind = os.path.realpath(folder), "", ""
    for line in pathlib.Path("/proc/mounts").read_text().splitlines():
        _, place, found, *_ = line.split()
        if (path + "/").startswith(place.rstrip("/") + "/") and len(place) >= len(best):
            best, kind = place, found
    return kind
