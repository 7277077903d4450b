"""Many documents of one length, such as that of a news item, made of the few that there are."""

import json
import random
import re

from bench import keyword_sets
from bench.failure import NO_INPUT, Failure

DOCUMENT_BYTES = 1_600
SEED = 1_822
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# Sentences taken from one source before the next is drawn: enough for a subject to be spoken of.
RUN_SENTENCES = 6


def sources(folder, language="pt"):
    """The documents of all sets in a language, each as its sentences."""
    found = [
        SENTENCE_END.split(document.text)
        for documents in keyword_sets.read(folder).values()
        for document in documents
        if document.language.split("-")[0] == language
    ]
    if not found:
        raise Failure(NO_INPUT, f"no document in language {language} in {folder}")
    return found


def texts(sources, total_bytes, change=lambda text, draw: text, document_bytes=DOCUMENT_BYTES):
    """Texts of so many bytes together, made of runs of sentences drawn by chance, but always alike."""
    draw = random.Random(SEED)
    made_bytes = 0
    while made_bytes < total_bytes:
        text = cut(change(one(sources, draw, document_bytes), draw), document_bytes)
        made_bytes += len(text.encode())
        yield text


def one(sources, draw, document_bytes):
    taken, length = [], 0
    while length < document_bytes:
        sentences = draw.choice(sources)
        first = draw.randrange(len(sentences))
        for sentence in sentences[first : first + RUN_SENTENCES]:
            taken.append(sentence)
            length += len(sentence.encode()) + 1
    return " ".join(taken)


def cut(text, document_bytes):
    """The most whole words that fit."""
    held = text.encode()[: document_bytes + 1].decode(errors="ignore")
    return held.rpartition(" ")[0]


def write(texts, path):
    """One document a line, its language for the product to find. Returns how many bytes of text there are."""
    text_bytes = 0
    with open(path, "w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": f"news-{number}", "text": text}, ensure_ascii=False) + "\n")
            text_bytes += len(text.encode())
    return text_bytes


BEGINNINGS = "tra pro des con per mar gal ter fin cor bel ri no la su vi do ma lu pe".split()
MIDDLES = "na ri ca du lo men ta ra gui ve bo si tan mi fe pu la cor be do gi xa lhe nhi ro sa vel".split()
ENDINGS = "do da dos ção mente rias eiro ista ável ndo".split()
WORD = re.compile(r"\b[a-zà-ú]{5,}\b")
# Two words of five are of that kind.
REPLACEABLE = 0.4


def with_new_words(share):
    """A change that puts invented words in place of some, so that few of them were ever seen before."""

    def invent(draw):
        middle = "".join(draw.choice(MIDDLES) for _ in range(draw.randint(2, 3)))
        return draw.choice(BEGINNINGS) + middle + draw.choice(ENDINGS)

    def change(text, draw):
        return WORD.sub(lambda word: invent(draw) if draw.random() * REPLACEABLE < share else word[0], text)

    return change
