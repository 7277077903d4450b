"""Whose keywords agree better with those that people gave: ours or YAKE's."""

import pathlib
import tempfile

from bench import keyword_sets, product, scoring, yake_peer
from bench.record import Outcome

KS = (5, 10, 15)
# As many as YAKE gives by default, so that neither list is shorter when equals are merged.
LIST_LENGTH = 20


class Comparison:
    """Both sides on one set, in percentage points."""

    def __init__(self, name, documents, ours, peers):
        self.name = name
        self.ours = scoring.scores(documents, ours, KS)
        self.peers = scoring.scores(documents, peers, KS)
        differences = [100 * (a.f1[10] - b.f1[10]) for a, b in zip(self.ours, self.peers)]
        self.difference = scoring.mean(differences)
        self.interval = scoring.difference_interval(differences)

    def row(self):
        low, high = self.interval
        return [
            self.name, len(self.ours), *points(self.ours), *points(self.peers),
            f"{self.difference:+.2f}", f"{low:+.2f} to {high:+.2f}",
        ]


def points(scores):
    means = [scoring.mean(score.f1[k] for score in scores) for k in KS]
    means.append(scoring.mean(score.average_precision for score in scores))
    return [f"{100 * value:.2f}" for value in means]


def run(options):
    lux = product.find(options)
    compared = [compare(lux, name, documents) for name, documents in keyword_sets.read(options.data).items()]
    smallest = min(compared, key=lambda comparison: comparison.difference)
    outcome = Outcome(
        f"{smallest.difference:+.2f} F1@10 over YAKE on {smallest.name}, the closest of {len(compared)}",
        "> 0 on every set",
        smallest.difference > 0,
    )
    measures = [*(f"F1@{k}" for k in KS), "MAP"]
    outcome.table(
        "Percent; the interval is a paired bootstrap over documents.",
        [
            "set", "docs", *(f"{side} {measure}" for side in ("ours", "YAKE") for measure in measures),
            "F1@10 diff", "95 % interval",
        ],
        [comparison.row() for comparison in compared],
    )
    return outcome.remark(
        f"Peer: yake {yake_peer.version()}, defaults. Both are told each document's language, and give "
        f"{LIST_LENGTH} keywords."
    )


def compare(lux, name, documents):
    with tempfile.TemporaryDirectory() as folder:
        questions = keyword_sets.write_questions(documents, pathlib.Path(folder) / "documents.jsonl")
        ours = product.keyword_lists(lux, questions, LIST_LENGTH)
        peers, _ = yake_peer.keyword_lists(questions)
    return Comparison(name, documents, ours, peers)
