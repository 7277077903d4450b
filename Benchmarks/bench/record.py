"""What a benchmark found: printed, and kept with the machine and the moment."""

import datetime
import pathlib
import subprocess

from bench import machine, product

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "results"


class Outcome:
    """Tables and remarks, and whether the bar was met."""

    def __init__(self, figure, bar, met):
        self.figure, self.bar, self.met = figure, bar, met
        self.blocks = []

    @classmethod
    def unjudged(cls):
        """Of peers alone."""
        return cls("our side was left out", "", None)

    def table(self, title, columns, rows):
        """The first column is words, the others are figures."""
        self.blocks.append((title, [columns, *[[str(cell) for cell in row] for row in rows]]))
        return self

    def remark(self, text):
        self.blocks.append((text, None))
        return self

    def verdict(self, name):
        if self.met is None:
            return f"{name}: {self.figure}"
        return f"{name}: {self.figure} ({self.bar}) {'met' if self.met else 'short'}"

    def lines(self):
        for text, table in self.blocks:
            yield text
            if table:
                yield ""
                yield from aligned(table)
            yield ""


def aligned(rows):
    """A table that reads as one on a terminal and in Markdown."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    for number, row in enumerate(rows):
        cells = [cell.rjust(width) for cell, width in zip(row, widths)]
        cells[0] = row[0].ljust(widths[0])
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            rules = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
            yield f"| {' | '.join(rules)} |"


def write(options, outcome):
    moment = datetime.datetime.now(datetime.timezone.utc)
    facts = {
        "date": moment.strftime("%Y-%m-%d %H:%M UTC"),
        "commit": commit(),
        "binary": product.version(options.lux) if options.lux else options.lux_bench.name,
        **machine.description(),
    }
    text = [f"# {options.name}", "", outcome.verdict(options.name), ""]
    text += [*aligned([["run", ""], *map(list, facts.items())]), "", *outcome.lines()]
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / f"{options.name}.md").write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")


def commit():
    def git(*words):
        done = subprocess.run(["git", "-C", str(FOLDER.parent), *words], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""

    name = git("rev-parse", "--short=12", "HEAD") or "unknown"
    changes = git("status", "--porcelain", "--untracked-files=no", "--", ":/Sources", ":/Benchmarks/Driver")
    return f"{name} with changes" if changes else name
