"""How well a ranked list of keywords agrees with the keywords that people gave.

A phrase is the sequence of its words' Snowball stems; two phrases agree when these are equal. Gold keywords
with the same stems count once; those that the text does not hold stay in recall. A list is rid of phrases
with the same stems, each keeping its best rank, before it is cut at k. Precision at k divides by what was
given, up to k.
"""

import functools
import random
import re
import unicodedata

import Stemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@functools.lru_cache(maxsize=None)
def stemmer(language):
    code = language.split("-")[0].lower()
    try:
        return Stemmer.Stemmer(code).stemWords
    except KeyError:
        return list


def stems(phrase, language):
    words = WORD.findall(unicodedata.normalize("NFKC", phrase).lower())
    return " ".join(stemmer(language)(words))


def distinct(phrases, language):
    """Stems of each phrase, the first of equals, in order."""
    return [stemmed for stemmed in dict.fromkeys(stems(phrase, language) for phrase in phrases) if stemmed]


class Score:
    """One document's agreement: F1 at each k, and average precision over the whole list."""

    def __init__(self, gold, listed, language, ks):
        wanted = set(distinct(gold, language))
        hits = [phrase in wanted for phrase in distinct(listed, language)]
        self.f1 = {k: f1(hits, len(wanted), k) for k in ks}
        self.average_precision = average_precision(hits, len(wanted))


def f1(hits, wanted_count, k):
    # The harmonic mean of hits/given and hits/wanted.
    given = min(k, len(hits))
    return 2 * sum(hits[:k]) / (given + wanted_count) if given else 0.0


def average_precision(hits, wanted_count):
    found, total = 0, 0.0
    for rank, hit in enumerate(hits, start=1):
        if hit:
            found += 1
            total += found / rank
    return total / wanted_count


def scores(documents, lists, ks):
    """A score for each document that has gold keywords; one without a list counts as nothing found."""
    return [
        Score(document.gold, lists.get(document.id, []), document.language, ks)
        for document in documents
        if distinct(document.gold, document.language)
    ]


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def difference_interval(differences, resamples=10_000, seed=20_251_121):
    """The middle 95 % of the mean difference when the documents are drawn again: a paired bootstrap."""
    draw = random.Random(seed)
    means = sorted(mean(draw.choices(differences, k=len(differences))) for _ in range(resamples))
    return means[int(0.025 * resamples)], means[int(0.975 * resamples) - 1]
