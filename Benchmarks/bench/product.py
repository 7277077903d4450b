"""The product's binary: where it is, how it is built, what it answers."""

import json
import os
import pathlib
import subprocess
import sys

from bench.failure import FAULT, MISSING, USAGE, Failure

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILT = ROOT / ".build" / "release" / "lux"
BUILD = ["swift", "build", "-c", "release", "--product", "lux", "--static-swift-stdlib"]


def find(options):
    """The binary to measure; leaves its path in the options."""
    if options.lux is None:
        if not BUILT.exists():
            build()
        options.lux = BUILT
        warn_if_older_than_sources()
    if not os.access(options.lux, os.X_OK):
        raise Failure(USAGE, f"{options.lux} is not a program")
    options.lux = options.lux.resolve()
    return options.lux


def build():
    print(f"building: {' '.join(BUILD)}", file=sys.stderr)
    # The order of generated symbols would otherwise differ from build to build.
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
    try:
        status = subprocess.run(BUILD, cwd=ROOT, env=environment, stdout=sys.stderr).returncode
    except FileNotFoundError:
        raise Failure(MISSING, "no Swift toolchain to build lux with; name a binary by --lux") from None
    if status:
        raise Failure(FAULT, "lux does not build")


def warn_if_older_than_sources():
    built = BUILT.stat().st_mtime
    if any(source.stat().st_mtime > built for source in (ROOT / "Sources").rglob("*.swift")):
        print(f"warning: {BUILT} is older than the sources; build it again to measure them", file=sys.stderr)


def version(lux):
    done = subprocess.run([lux, "version"], capture_output=True, text=True)
    lines = done.stdout.strip().splitlines()
    return lines[0] if done.returncode == 0 and lines else "unknown"


def keyword_lists(lux, documents_file, count):
    """Keywords of a file of documents, best first, by document id."""
    command = [lux, "keywords", "--format", "jsonl", "--limit", str(count), documents_file]
    done = subprocess.run(command, capture_output=True)
    if done.returncode:
        raise Failure(FAULT, f"lux keywords ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return {result["id"]: [keyword["text"] for keyword in result["keywords"]] for result in results}
