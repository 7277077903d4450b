"""How well people, organizations, places, times, laws and precedents are found in legal texts, and how fast."""

import pathlib

from bench.driver import Driver
from bench.failure import NO_INPUT, USAGE, Failure
from bench.record import Outcome

F1_FLOOR, F1_AIM = 80, 87
SPEED_FLOOR = 1.0
# Entity-level F1 on the set's own test part, as published.
PUBLISHED = "Published on the set's test part: BiLSTM-CRF 86.6, BERT 88 to 89."


def run(options):
    if options.peers_only:
        raise Failure(USAGE, "entities has no peer that runs here")
    file, part = tagged(options.data)
    driver = Driver(options)
    return judge(driver("entities", test=file), part)


def tagged(folder):
    """The test part where there is one, else the development part."""
    for part in ("test", "dev"):
        for place in (folder, folder / "lener"):
            file = pathlib.Path(place) / f"{part}.conll"
            if file.is_file():
                return file, part
    raise Failure(NO_INPUT, f"no test.conll or dev.conll in {folder} or its lener/")


def judge(answer, part):
    rows = answer["scores"]
    f1 = 100 * rows[-1][-1]
    speed = answer["mb_per_cpu_second"]
    outcome = Outcome(
        f"F1 {f1:.1f} on the {part} part, {speed:.1f} MB/s", f">= {F1_FLOOR}, aim {F1_AIM}; >= {SPEED_FLOOR} MB/s",
        f1 >= F1_FLOOR and speed >= SPEED_FLOOR,
    )
    outcome.table(
        f"LeNER-Br, {part} part, {answer['sentences']} sentences; a thing found counts only with its very words and "
        "its kind. Percent.",
        ["kind", "marked", "found", "right", "precision", "recall", "F1"],
        [[*row[:4], *(f"{100 * value:.1f}" for value in row[4:])] for row in rows],
    )
    return outcome.remark(
        f"{answer['features']} features in {answer['model_bytes']} bytes. Rules and model {speed:.1f} MB/s, rules alone "
        f"{answer['rules_mb_per_cpu_second']:.1f} MB/s of CPU time on {answer['text_bytes']} bytes; resident "
        f"{answer['rss_bytes'] / 1e6:.0f} MB. {PUBLISHED}"
    )
