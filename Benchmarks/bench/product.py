"""The product's binary: where it is, how it is built, what it answers."""

import json
import os
import pathlib
import subprocess
import sys

from bench.failure import FAULT, MISSING, USAGE, Failure

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILT = ROOT / ".build" / "release"
SOURCES = [ROOT / "Sources", ROOT / "Benchmarks" / "Driver"]


def find(options):
    """The binary to measure; leaves its path in the options."""
    options.lux = program("lux", options.lux)
    return options.lux


def program(name, given):
    """What was given, or what is built here."""
    path = given
    if path is None:
        path = BUILT / name
        if not path.exists():
            build(name)
        warn_if_older_than_sources(path)
    if not os.access(path, os.X_OK):
        raise Failure(USAGE, f"{path} is not a program")
    return path.resolve()


def build(name):
    command = ["swift", "build", "-c", "release", "--product", name, "--static-swift-stdlib"]
    print(f"building: {' '.join(command)}", file=sys.stderr)
    # The order of generated symbols would otherwise differ from build to build.
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
    try:
        status = subprocess.run(command, cwd=ROOT, env=environment, stdout=sys.stderr).returncode
    except FileNotFoundError:
        reason = f"no Swift toolchain to build {name} with; name a binary by --{name}"
        raise Failure(MISSING, reason) from None
    if status:
        raise Failure(FAULT, f"{name} does not build")


def warn_if_older_than_sources(path):
    built = path.stat().st_mtime
    if any(source.stat().st_mtime > built for folder in SOURCES for source in folder.rglob("*.swift")):
        print(f"warning: {path} is older than the sources; build it again to measure them", file=sys.stderr)


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
