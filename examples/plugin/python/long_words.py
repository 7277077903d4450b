#!/usr/bin/env python3
"""A plugin for Lux. Copy this folder, change `analyze` and plugin.json, and run the kit on it.

Lux writes one line of JSON for each text and waits for one line back. Whatever else is printed there is an
error, so `print` goes to standard error here, which Lux puts into its log.
"""

import json
import re
import sys


class Refusal(Exception):
    """The text or the options cannot be read; the caller is told the words."""


def analyze(text, options, language):
    """Returns what plugin.json declares under `result`. `language` is None when the caller named none."""
    letters = options.get("letters", 8)
    words = {word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= letters}
    if not re.search(r"\w", text):
        raise Refusal("the text holds no word")
    longest = sorted(words, key=lambda word: (-len(word), word))
    return {"words": longest[:1000], "count": len(longest)}


def main():
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin.buffer:
        question = json.loads(line)
        answer = {"id": question["id"]}
        try:
            answer["result"] = analyze(question["text"], question["options"], question["language"])
        except Refusal as refusal:
            answer["refusal"] = str(refusal)
        except Exception as error:  # one bad text is no reason to end
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            answer["error"] = type(error).__name__
        answers.write(json.dumps(answer, allow_nan=False) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
