"""Sets of documents with the keywords that people gave them."""

import json
import pathlib

from bench.failure import NO_INPUT, Failure

ENDING = ".dev.jsonl"


class Document:
    def __init__(self, line):
        self.id = line["id"]
        self.language = line["language"]
        self.text = line["text"]
        self.gold = line["keywords"]

    def question(self):
        """What an extractor is told: everything but the answer."""
        return json.dumps({"id": self.id, "language": self.language, "text": self.text}, ensure_ascii=False)


def read(folder):
    """Every set of a folder, by name."""
    files = sorted(folder.glob(f"*{ENDING}")) or sorted((folder / "keywords").glob(f"*{ENDING}"))
    if not files:
        raise Failure(NO_INPUT, f"no *{ENDING} in {folder} or its keywords/")
    return {file.name.removesuffix(ENDING): documents(file) for file in files}


def documents(file: pathlib.Path):
    try:
        with file.open(encoding="utf-8") as lines:
            return [Document(json.loads(line)) for line in lines if line.strip()]
    except (OSError, UnicodeError, ValueError, KeyError) as reason:
        raise Failure(NO_INPUT, f"{file}: {reason!r}") from None


def write_questions(documents, path):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(document.question() + "\n" for document in documents)
    return path
