"""The command line of Benchmarks/run."""

import argparse
import importlib
import os
import pathlib
import sys
from typing import NamedTuple

from bench import record, surroundings
from bench.failure import NO_DATA, SHORT, USAGE, Failure


class Benchmark(NamedTuple):
    summary: str
    needs_data: bool
    # Packages of the distribution that hold a program of the same name.
    tools: list


# In the order of --list. Each has a module of this package, "-" written "_"; it is imported only when all
# that it imports is there.
BENCHMARKS = {
    "keywords-quality": Benchmark("F1@10 of our keywords against YAKE's, on every set of the data", True, []),
    "keywords-speed": Benchmark("text per CPU second of lux keywords, and the gain by two cores", True, []),
    "ranker": Benchmark("F1@10 of rankers trained on each set, cross-validated, and what they cost", True, []),
    "entities": Benchmark("F1 of what names and laws are found in legal texts, and how fast", True, []),
    "analyzers": Benchmark("speed and memory of each analyzer, and how often the language is right", True, []),
    "extract-http": Benchmark("CPU per POST /keywords/extract against FastAPI and YAKE", False, ["wrk"]),
    "start": Benchmark("time from start to ready, and memory when idle", False, []),
    "jobs-sqlite": Benchmark("durable jobs on one file against a naive twin, Celery and RQ", False, []),
    "jobs-postgres": Benchmark("durable jobs on PostgreSQL against pgbench and procrastinate", False, []),
    "append-sqlite": Benchmark("appends of single events to one file by 256 callers", False, []),
    "append-postgres": Benchmark("appends on 8 connections against rows with an outbox, and lag", False, []),
    "replay": Benchmark("events decoded and applied per CPU second, and a rebuild of a million", False, []),
    "primitives": Benchmark("limiter, breaker, retry; HTTP with a limiter on Redis", False, ["wrk"]),
    "flat": Benchmark("memory over a million jobs and a million events", False, []),
}


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def parser():
    listing = "\n".join(f"  {name:18} {benchmark.summary}" for name, benchmark in BENCHMARKS.items())
    made = Parser(
        prog="Benchmarks/run",
        description="Run one benchmark: the product and its peer, side by side.",
        epilog=f"benchmarks:\n{listing}\n\n"
        "The last line says NAME: figure (bar) met|short.\n"
        "Exit: 0 met, 1 short, 64 usage, 66 unreadable data, 69 missing dependency, 70 fault, "
        "77 no data or not judged.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("name", nargs="?", choices=BENCHMARKS, metavar="NAME", help="which benchmark")
    made.add_argument("--list", action="store_true", help="print the names and stop")
    made.add_argument(
        "--data", type=pathlib.Path, metavar="DIR",
        help="folder with *.dev.jsonl sets, here or in its keywords/ (or LUX_BENCH_DATA)",
    )
    made.add_argument(
        "--lux", type=pathlib.Path, metavar="PATH",
        help="the binary; by default .build/release/lux, built if missing",
    )
    made.add_argument(
        "--lux-bench", type=pathlib.Path, metavar="PATH",
        help="the driver of what is measured by itself; by default .build/release/lux-bench, built if missing",
    )
    made.add_argument(
        "--work", type=pathlib.Path, metavar="DIR", default=surroundings.HERE / ".work",
        help="where files and servers are while it runs: on the disk to be measured (Benchmarks/.work)",
    )
    made.add_argument(
        "--peers-only", action="store_true", help="leave our side out and judge nothing, where that is possible"
    )
    made.add_argument(
        "--results", type=pathlib.Path, metavar="DIR", default=record.FOLDER,
        help="where NAME.md is written (Benchmarks/results)",
    )
    made.add_argument("--yes", action="store_true", help="install missing packages without asking")
    return made


def data_folder(given):
    named = given or os.environ.get("LUX_BENCH_DATA")
    return pathlib.Path(named) if named else None


def run(options):
    chosen = BENCHMARKS[options.name]
    options.data = data_folder(options.data)
    if chosen.needs_data and options.data is None:
        print(f"{options.name}: no data")
        return NO_DATA
    surroundings.enter(chosen.tools, options.yes)
    options.work = options.work.absolute()
    options.work.mkdir(parents=True, exist_ok=True)
    outcome = importlib.import_module("bench." + options.name.replace("-", "_")).run(options)
    if outcome.met is not None:
        record.write(options, outcome)
    for line in outcome.lines():
        print(line)
    print(outcome.verdict(options.name))
    if outcome.met is None:
        return NO_DATA
    return 0 if outcome.met else SHORT


def main():
    made = parser()
    options = made.parse_args()
    if options.list:
        print("\n".join(BENCHMARKS))
        return 0
    if options.name is None:
        made.error("which benchmark? Benchmarks/run --list names them")
    try:
        return run(options)
    except Failure as failure:
        print(f"Benchmarks/run: {failure}", file=sys.stderr)
        return failure.status


sys.exit(main())
