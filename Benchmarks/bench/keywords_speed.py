"""How much text `lux keywords` reads for one second of CPU, and what a second core adds."""

import pathlib
import statistics
import subprocess
import tempfile

from bench import extraction, keyword_sets, machine, news, product, yake_peer
from bench.driver import Driver
from bench.failure import FAULT, Failure
from bench.record import Outcome

TEXT_BYTES = 41_000_000
PEER_DOCUMENTS = 150
NEW_WORDS_SHARE = 0.03

SPEED_BAR, GAIN_BAR = 15.0, 1.8

ROUNDS, ROUNDS_MAX = 5, 15
# A run that others took more of a core from than this says little about what two cores gain.
CORE_LOST_MAX = 0.1


class Corpus:
    def __init__(self, path, texts):
        self.path = path
        self.megabytes = news.write(texts, path) / 1e6


class Round:
    """One core and two on the same file, one right after the other."""

    def __init__(self, lux, corpus):
        self.one = measured(lux, corpus, jobs=1)
        self.two = measured(lux, corpus, jobs=2)
        self.speed = corpus.megabytes / self.one.cpu_seconds
        self.gain = self.one.wall_seconds / self.two.wall_seconds
        self.is_quiet = had_cores(self.one, 1) and had_cores(self.two, 2)


def had_cores(cost, jobs):
    """Whether others left as many cores as the run had jobs."""
    return machine.cores() - cost.others_cores >= jobs - CORE_LOST_MAX


def measured(lux, corpus, jobs):
    command = [lux, "keywords", "--format", "jsonl", "--jobs", str(jobs), corpus.path]
    status, cost = machine.timed(command, stdout=subprocess.DEVNULL)
    if status:
        raise Failure(FAULT, f"lux keywords ended with {status}")
    return cost


def run(options):
    lux = product.find(options)
    sources = news.sources(options.data)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        corpus = Corpus(folder / "news.jsonl", news.texts(sources, TEXT_BYTES))
        unseen = Corpus(
            folder / "unseen.jsonl", news.texts(sources, TEXT_BYTES, news.with_new_words(NEW_WORDS_SHARE))
        )
        rounds = play(lux, corpus)
        unseen_speed = statistics.median(
            unseen.megabytes / measured(lux, unseen, jobs=1).cpu_seconds for _ in range(3)
        )
        peer_speed = peer(sources, folder / "sample.jsonl")
    return judge(rounds, corpus, unseen_speed, peer_speed, extraction.statistical(Driver(options), options.data))


def play(lux, corpus):
    """Rounds until enough were quiet, or until there is no hope of it."""
    measured(lux, corpus, jobs=2)
    rounds = []
    while len(rounds) < ROUNDS_MAX and sum(played.is_quiet for played in rounds) < ROUNDS:
        rounds.append(Round(lux, corpus))
    return rounds


def peer(sources, path):
    """YAKE's megabytes for a CPU second, on a few of the same documents; it is told the language."""
    sample = news.texts(sources, PEER_DOCUMENTS * news.DOCUMENT_BYTES)
    documents = [
        keyword_sets.Document({"id": str(number), "language": "pt", "text": text, "keywords": []})
        for number, text in enumerate(sample)
    ]
    _, cpu_seconds = yake_peer.keyword_lists(keyword_sets.write_questions(documents, path))
    return sum(len(document.text.encode()) for document in documents) / 1e6 / cpu_seconds


def judge(rounds, corpus, unseen_speed, peer_speed, engine):
    quiet = [played for played in rounds if played.is_quiet]
    speed = statistics.median(played.speed for played in rounds)
    gain = statistics.median(played.gain for played in quiet or rounds)
    outcome = Outcome(
        f"{speed:.2f} MB per CPU second, two cores {gain:.2f} times one; {engine.summary}",
        f">= {SPEED_BAR:g} and >= {GAIN_BAR:g}; {engine.bar}",
        speed >= SPEED_BAR and gain >= GAIN_BAR and engine.is_met,
    )
    engine.table(outcome)
    outcome.table(
        f"{corpus.megabytes:.1f} MB of text in documents of {news.DOCUMENT_BYTES} bytes; medians.",
        ["what", "figure", "bar"],
        [
            ["MB per CPU second, --jobs 1", f"{speed:.2f}", f">= {SPEED_BAR:g}"],
            ["--jobs 2 against --jobs 1, by the clock", f"{gain:.2f}", f">= {GAIN_BAR:g}"],
            [f"MB per CPU second, {NEW_WORDS_SHARE:.0%} of words invented", f"{unseen_speed:.2f}", ""],
            [f"YAKE {yake_peer.version()}, MB per CPU second", f"{peer_speed:.4f}", ""],
            ["ours against YAKE", f"{speed / peer_speed:.0f}", ""],
        ],
    )
    outcome.table(
        "Rounds, one core then two; others is how many cores other processes kept busy.",
        [
            "round", "MB/CPU s", "CPU s, 1", "CPU s, 2", "wall s, 1", "wall s, 2", "gain", "others, 1",
            "others, 2",
        ],
        [row(number, played) for number, played in enumerate(rounds, start=1)],
    )
    if len(quiet) < ROUNDS:
        outcome.remark(
            f"Others left enough cores free in only {len(quiet)} of {len(rounds)} rounds, {ROUNDS} are "
            "wanted: the gain by a second core is not to be relied on."
        )
    return outcome


def row(number, played):
    return [
        number, f"{played.speed:.2f}", f"{played.one.cpu_seconds:.2f}", f"{played.two.cpu_seconds:.2f}",
        f"{played.one.wall_seconds:.2f}", f"{played.two.wall_seconds:.2f}", f"{played.gain:.2f}",
        f"{played.one.others_cores:.2f}", f"{played.two.others_cores:.2f}",
    ]
