"""YAKE with its defaults over lines of JSON: {"id", "text", "language"} in, {"id", "keywords"} out.

The last line is {"cpu_seconds"}: extraction alone, to YAKE's advantage without loading, parsing or writing.
"""

import json
import sys
import time

import yake


def main():
    extractors = {}
    spent_seconds = 0.0
    for line in sys.stdin.buffer:
        document = json.loads(line)
        language = document["language"]
        if language not in extractors:
            extractors[language] = yake.KeywordExtractor(lan=language)
        begun = time.process_time()
        found = extractors[language].extract_keywords(document["text"])
        spent_seconds += time.process_time() - begun
        print(json.dumps({"id": document["id"], "keywords": [keyword for keyword, _ in found]}))
    print(json.dumps({"cpu_seconds": spent_seconds}))


main()
