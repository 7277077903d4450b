"""How fast each analyzer reads and in how much memory, and how often the language of a sentence is told right."""

import json
import pathlib
import re
import tempfile

from bench import keyword_sets, news
from bench.driver import Driver
from bench.failure import USAGE, Failure
from bench.record import Outcome

ANALYZERS = (
    "word_frequency", "readability", "language", "sentiment_analyzer", "similarity", "summary", "explain_terms",
    "classify", "classify_trained",
)
NEWS_BYTES = 2_000_000
ROUNDS = 3
ROUND_SECONDS = 1

WORDS_MIN = 10
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
# Letters only: a sentence of numbers and signs has no language.
WORD = re.compile(r"[^\W\d_]{2,}")

SPEED_BAR, RIGHT_BAR = 1.0, 0.99


def run(options):
    if options.peers_only:
        raise Failure(USAGE, "analyzers has no peer")
    driver = Driver(options)
    sets = keyword_sets.read(options.data)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        portuguese = [("pt", text) for text in news.texts(news.sources(options.data), NEWS_BYTES)]
        english = [
            ("en", document.text)
            for documents in sets.values() for document in documents if tongue(document) == "en"
        ]
        corpora = {"Portuguese news": write(portuguese, folder / "pt.jsonl")}
        if english:
            corpora["English"] = write(english, folder / "en.jsonl")
        speeds = {name: [measured(driver, name, path) for path in corpora.values()] for name in ANALYZERS}
        told = driver("analyzers", texts=write(sentences(sets), folder / "sentences.jsonl"))
    return judge(list(corpora), speeds, told)


def tongue(document):
    return document.language.split("-")[0]


def sentences(sets):
    """The language is that of the document."""
    for documents in sets.values():
        for document in documents:
            for sentence in SENTENCE_END.split(document.text):
                if len(WORD.findall(sentence)) >= WORDS_MIN:
                    yield tongue(document), sentence


def write(texts, path):
    with open(path, "w", encoding="utf-8") as file:
        for language, text in texts:
            file.write(json.dumps({"language": language, "text": text}, ensure_ascii=False) + "\n")
    return path


def measured(driver, name, path):
    """The fastest of a few processes: whatever else runs only ever adds."""
    rounds = [driver("analyzers", texts=path, analyzer=name, seconds=ROUND_SECONDS) for _ in range(ROUNDS)]
    return max(rounds, key=lambda round: round["mb_per_cpu_second"])


def judge(corpora, speeds, told):
    slowest = min(speeds, key=lambda name: min(speed(each) for each in speeds[name]))
    least = min(speed(each) for each in speeds[slowest])
    all_sentences = sum(count["sentences"] for count in told.values())
    wrong = sum(count["wrong"] for count in told.values())
    # Every language must hold by itself: there are many more sentences of one than of another.
    right = min(1 - count["wrong"] / count["sentences"] for count in told.values())
    outcome = Outcome(
        f"{least:.1f} MB per CPU second by {slowest}, the slowest; languages {100 * right:.2f} % right or more",
        f">= {SPEED_BAR:.0f} MB; >= {100 * RIGHT_BAR:.0f} %", least >= SPEED_BAR and right >= RIGHT_BAR,
    )
    first = next(iter(speeds.values()))
    sizes = "; ".join(
        f"{corpus}: {each['texts']} texts of {each['bytes'] / each['texts'] / 1e3:.1f} KB"
        for corpus, each in zip(corpora, first)
    )
    outcome.table(
        f"MB of text per CPU second on one thread, the language to be identified, and the memory of the "
        f"process after it, the texts included. {sizes}.",
        ["analyzer", *(f"{corpus} {unit}" for corpus in corpora for unit in ("MB/s", "RSS MB"))],
        [[name, *(cell for each in found for cell in cells(each))] for name, found in speeds.items()],
    )
    return outcome.table(
        f"Sentences of {WORDS_MIN} words or more, cut from the documents of the data by their marks: "
        f"{wrong} of {all_sentences} not told right.",
        ["language", "sentences", "wrong", "right %"],
        [[name, count["sentences"], count["wrong"], percent(count)] for name, count in told.items()],
    )


def speed(each):
    return each["mb_per_cpu_second"]


def cells(each):
    return f"{speed(each):.1f}", f"{each['rss_bytes'] / 1e6:.0f}"


def percent(count):
    return f"{100 * (1 - count['wrong'] / count['sentences']):.2f}"
