"""One extractor on texts of several lengths: what it reads, how long one text takes, what memory it needs."""

import pathlib
import tempfile

from bench import news

SPEED_BAR, P99_BAR_US, MEMORY_BAR_MB = 15.0, 500, 30

PAGE = "2 KB"
# What is measured: language, bytes of a document and of all of them.
SHAPES = {
    "news, 1.6 KB": ("pt", 1_600, 2_000_000),
    PAGE: ("pt", 2_000, 2_000_000),
    "papers, 40 KB": ("en", 40_000, 2_000_000),
    "books, 400 KB": ("en", 400_000, 4_000_000),
}


class Extractions:
    """The answers of the driver by shape."""

    def __init__(self, driver, folder, speed_bar, model=None, shapes=SHAPES):
        self.speed_bar = speed_bar
        chosen = {} if model is None else {"model": model}
        self.answers = {}
        with tempfile.TemporaryDirectory() as place:
            for name, (language, document_bytes, total_bytes) in shapes.items():
                path = pathlib.Path(place) / "texts.jsonl"
                sources = news.sources(folder, language)
                news.write(news.texts(sources, total_bytes, document_bytes=document_bytes), path)
                self.answers[name] = driver("extraction", texts=path, **chosen)

    @property
    def slowest(self):
        return min(answer["mb_per_cpu_second"] for answer in self.answers.values())

    @property
    def page_p99_us(self):
        return self.answers[PAGE]["p99_us"]

    @property
    def memory_mb(self):
        """On texts of a page; a long text's tables grow with it."""
        return memory_mb(self.answers[PAGE])

    @property
    def is_met(self):
        return (
            self.slowest >= self.speed_bar and self.page_p99_us <= P99_BAR_US and self.memory_mb <= MEMORY_BAR_MB
        )

    @property
    def summary(self):
        return f"{self.slowest:.1f} MB/s at worst, p99 {self.page_p99_us:.0f} us, {self.memory_mb:.0f} MB"

    @property
    def bar(self):
        return f">= {self.speed_bar:g}, <= {P99_BAR_US} us, <= {MEMORY_BAR_MB} MB"

    def table(self, outcome, what="The engine in its own process"):
        outcome.table(
            f"{what}, one thread, the language to be found. Times are CPU time of one call; memory is the peak beside "
            "the texts and what the program had in memory before, which stands beside it.",
            ["texts", "MB per CPU second", "p50 us", "p99 us", "memory MB", "program MB"],
            [
                [
                    name, f"{answer['mb_per_cpu_second']:.1f}", f"{answer['p50_us']:.0f}", f"{answer['p99_us']:.0f}",
                    f"{memory_mb(answer):.1f}", f"{answer['rss_before_bytes'] / 1e6:.1f}",
                ]
                for name, answer in self.answers.items()
            ],
        )


def memory_mb(answer):
    """What the engine added, but for the texts."""
    return (answer["rss_peak_bytes"] - answer["rss_before_bytes"] - answer["bytes"]) / 1e6


def statistical(driver, folder):
    return Extractions(driver, folder, SPEED_BAR)
