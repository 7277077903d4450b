"""Whether memory stays where it is over a million jobs and a million events."""

import pathlib
import tempfile

from bench import disk
from bench.driver import Driver, sqlite
from bench.failure import FAULT, USAGE, Failure
from bench.record import Outcome

JOBS = EVENTS = 1_000_000
TENTHS = 10

GROWTH_BAR_BYTES = 2_000_000


def run(options):
    if options.peers_only:
        raise Failure(USAGE, "flat has no peer")
    disk.refuse_memory(options.work)
    driver = Driver(options)
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        answer = driver("flat", database=sqlite(pathlib.Path(folder) / "data"), jobs=JOBS, events=EVENTS)
    return judge(answer)


def judge(answer):
    resident = answer["rss_bytes"]
    if len(resident) != TENTHS or answer["jobs"] != JOBS or answer["events"] != EVENTS:
        raise Failure(FAULT, f"not all was done: {answer}")
    growth = resident[-1] - resident[1]
    outcome = Outcome(
        f"{growth / 1e6:+.1f} MB from the second tenth to the last",
        f"<= {GROWTH_BAR_BYTES / 1e6:.0f} MB", growth <= GROWTH_BAR_BYTES,
    )
    return outcome.table(
        f"{JOBS} jobs enqueued and run, {EVENTS} events appended and followed, by one process on SQLite in "
        f"{answer['seconds']:.0f} s.",
        ["at the end of tenth", *(str(number) for number in range(1, TENTHS + 1))],
        [["RSS MB", *(f"{each / 1e6:.1f}" for each in resident)]],
    )
