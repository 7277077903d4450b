"""lux-bench, our side where a part of the kernel is measured by itself: one line of JSON for each command."""

import json
import pathlib
import subprocess

from bench import product
from bench.failure import FAULT, Failure

NAME = "lux-bench"
# Far beyond what any command takes; what hangs must end some day.
SECONDS_MAX = 3600


class Driver:
    def __init__(self, options):
        self.path = options.lux_bench = product.program(NAME, options.lux_bench)

    def __call__(self, command, **arguments):
        """The members of its answer. An argument that is True is a flag, and one that is False is none."""
        words = [self.path, command]
        for name, value in arguments.items():
            if value is False:
                continue
            words.append("--" + name.replace("_", "-"))
            if value is not True:
                words.append(str(value))
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS_MAX)
        except subprocess.TimeoutExpired:
            raise Failure(FAULT, f"{NAME} {command} did not end within {SECONDS_MAX} s") from None
        lines = done.stdout.strip().splitlines()
        if done.returncode or not lines:
            raise Failure(FAULT, f"{NAME} {command} ended with {done.returncode}: {done.stderr[-500:]}")
        return Answer(command, json.loads(lines[-1]))


class Answer(dict):
    def __init__(self, command, members):
        super().__init__(members)
        self.command = command

    def __missing__(self, name):
        raise Failure(FAULT, f"{NAME} {self.command} gave no {name}: {dict(self)}")


def sqlite(folder: pathlib.Path):
    """The address of a database file in a folder of its own."""
    folder.mkdir(parents=True)
    return f"sqlite://{folder}/lux.sqlite"
