#!/usr/bin/env python3
"""Plays Lux to a plugin and says what is wrong with it.

    check_plugin.py FOLDER [--text TEXT] [--options JSON] [--language CODE]

Ends with 0 when nothing is wrong. Needs Python 3.9 and nothing else; sets no limits of memory or processor.
"""

import argparse
import json
import os
import select
import subprocess
import sys
import time

MEMBERS = {
    "id": str, "version": str, "summary": str, "command": list, "options": dict, "result": dict,
    "languages": list, "limits": dict, "heavy": bool,
}
REQUIRED = ["id", "version", "summary", "command", "options", "result"]
ANSWER_BYTES_MAX = 4 * 1024 * 1024
TEXTS = [
    "A reforma tributária foi aprovada pelo Senado em Brasília, disse a relatora.",
    "One short text.",
    "Quotes \" and \\ and\nline\r\nends\tand tabs, “typographic” ones; é composed and e\u0301 not.",
    "Outside the basic plane: 😀 𝔘𝔫𝔦𝔠𝔬𝔡𝔢, and right to left: שלום.",
    "...",
    "palavra " * 16_000,
]


class Wrong(Exception):
    pass


def is_kind(kind, value):
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return {
        "string": isinstance(value, str), "boolean": isinstance(value, bool),
        "array": isinstance(value, list), "object": isinstance(value, dict), "number": number,
        "integer": number and float(value).is_integer(), "null": value is None,
    }.get(kind, False)


def faults(schema, value, place="result"):
    """Where a value breaks the part of JSON Schema that Lux reads."""
    if schema is True or not schema:
        return []
    for word in ("oneOf", "anyOf"):
        if word in schema:
            fits = any(not faults(inner, value, place) for inner in schema[word])
            return [] if fits else [f"{place} fits none of {word}"]
    kind = schema.get("type")
    if kind and not is_kind(kind, value):
        return [f"{place} must be {kind}"]
    found = []
    measure = len(value) if isinstance(value, (str, list)) else value
    low, high = {
        "string": ("minLength", "maxLength"), "array": ("minItems", "maxItems"),
    }.get(kind, ("minimum", "maximum"))
    if low in schema and measure < schema[low] or high in schema and measure > schema[high]:
        found.append(f"{place} is out of {low} and {high}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place} is none of {schema['enum']}")
    if kind == "array":
        for index, item in enumerate(value):
            found += faults(schema.get("items"), item, f"{place}/{index}")
    if kind == "object":
        known, rest = schema.get("properties", {}), schema.get("additionalProperties")
        found += [f"{place}/{name} is missing" for name in schema.get("required", []) if name not in value]
        for name, item in value.items():
            if name in known:
                found += faults(known[name], item, f"{place}/{name}")
            elif rest is False:
                found.append(f"{place}/{name} is not declared")
            else:
                found += faults(rest, item, f"{place}/{name}")
    return found


def manifest_of(folder):
    try:
        with open(os.path.join(folder, "plugin.json"), encoding="utf-8") as file:
            manifest = json.load(file)
    except (OSError, ValueError) as error:
        raise Wrong(f"plugin.json cannot be read: {error}")
    for name in REQUIRED:
        if name not in manifest:
            raise Wrong(f"plugin.json has no {name}")
    for name, value in manifest.items():
        if name not in MEMBERS or not isinstance(value, MEMBERS[name]):
            raise Wrong(f"plugin.json: {name} is unknown or of the wrong kind")
    root = os.path.realpath(folder)
    program = os.path.realpath(os.path.join(root, manifest["command"][0]))
    if not program.startswith(root + os.sep):
        raise Wrong("command leads out of the folder")
    if not os.access(program, os.X_OK) or not os.path.isfile(program):
        raise Wrong(f"command names {manifest['command'][0]}, which cannot be run (chmod +x?)")
    return manifest, [program] + manifest["command"][1:]


class Plugin:
    def __init__(self, folder, command, seconds):
        self.seconds, self.number = seconds, 0
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            start_new_session=True)
        os.set_blocking(self.process.stdin.fileno(), False)
        os.set_blocking(self.process.stdout.fileno(), False)

    def ask(self, text, options, language):
        self.number += 1
        question = {"id": self.number, "text": text, "options": options, "language": language}
        rest = json.dumps(question, ensure_ascii=False).encode() + b"\n"
        start, answer = time.monotonic(), b""
        source, sink = self.process.stdout.fileno(), self.process.stdin.fileno()
        while not answer.endswith(b"\n"):
            left = self.seconds - (time.monotonic() - start)
            if left <= 0:
                raise Wrong(f"no answer within {self.seconds} s")
            readable, writable, _ = select.select([source], [sink] if rest else [], [], left)
            try:
                if writable:
                    rest = rest[os.write(sink, rest[:65536]):]
            except BrokenPipeError:
                raise Wrong("it closed its input")
            if readable:
                piece = os.read(source, 65536)
                if not piece:
                    raise Wrong(f"it ended instead of answering, with code {self.process.wait()}")
                answer += piece
            if len(answer) > ANSWER_BYTES_MAX:
                raise Wrong(f"an answer has {ANSWER_BYTES_MAX} bytes at most")
        return self.read(answer), time.monotonic() - start

    def read(self, answer):
        if answer.count(b"\n") != 1:
            raise Wrong("it said more than one line for one question")
        try:
            answer = json.loads(answer.decode("utf-8"))
        except ValueError as error:
            raise Wrong(f"its answer is no JSON: {error}")
        if not isinstance(answer, dict) or answer.get("id") != self.number:
            raise Wrong("its answer has not the id of the question")
        said = [name for name in answer if name != "id"]
        if len(said) != 1 or said[0] not in ("result", "refusal", "error"):
            raise Wrong("its answer must have id, and one of result, refusal and error")
        return said[0], answer[said[0]]

    def check_silence(self):
        if select.select([self.process.stdout], [], [], 0.3)[0]:
            raise Wrong("it said something, or ended, without being asked")

    def check_end(self):
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            raise Wrong("it goes on when its input is closed")

    def end(self):
        self.process.kill()
        self.process.wait()


def play(folder, arguments):
    manifest, command = manifest_of(folder)
    print(f"ok: plugin.json of {manifest['id']} {manifest['version']}")
    options = json.loads(arguments.options)
    if found := faults(manifest["options"], options, "options"):
        raise Wrong(found[0])
    plugin = Plugin(folder, command, manifest.get("limits", {}).get("seconds", 10))
    try:
        for text in [arguments.text] if arguments.text else TEXTS:
            kind, said = plugin.ask(text, options, arguments.language)[0]
            again, seconds = plugin.ask(text, options, arguments.language)
            shown = repr(text if len(text) < 40 else text[:40] + "…")
            if kind == "error":
                raise Wrong(f"it reports a fault of its own on {shown}: {said}")
            if kind == "result" and (found := faults(manifest["result"], said)):
                raise Wrong(f"on {shown}: {found[0]}")
            if again != (kind, said):
                raise Wrong(f"on {shown} it answers differently the second time")
            plugin.check_silence()
            print(f"ok: {kind} on {shown} in {seconds * 1000:.1f} ms")
        plugin.check_end()
        print("ok: it ends when its input is closed")
    finally:
        plugin.end()


def main():
    parser = argparse.ArgumentParser(description="Plays Lux to a plugin and says what is wrong with it.")
    parser.add_argument("folder")
    parser.add_argument("--text")
    parser.add_argument("--options", default="{}")
    parser.add_argument("--language")
    arguments = parser.parse_args()
    try:
        play(arguments.folder, arguments)
    except Wrong as wrong:
        print(f"wrong: {wrong}")
        sys.exit(1)


if __name__ == "__main__":
    main()
