"""YAKE, in a process of its own."""

import importlib.metadata
import json
import subprocess
import sys

from bench.failure import FAULT, Failure
from bench.surroundings import HERE

SCRIPT = HERE / "peers" / "yake_lines.py"


def version():
    return importlib.metadata.version("yake")


def keyword_lists(documents_file):
    """Keywords by document id, best first, and the CPU seconds that finding them took."""
    with open(documents_file, "rb") as questions:
        done = subprocess.run([sys.executable, SCRIPT], stdin=questions, capture_output=True)
    if done.returncode:
        raise Failure(FAULT, f"YAKE ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    *answers, closing = map(json.loads, done.stdout.splitlines())
    return {answer["id"]: answer["keywords"] for answer in answers}, closing["cpu_seconds"]
