"""Line coverage by folder, from what llvm-cov exported.

Usage: coverage.py ROOT EXPORTED.json

Exits with 1 if Kernel, Language or Contexts stands below the bar. A target that no test links is absent from the
export; its lines count as not run.
"""

import json
import pathlib
import sys

BAR = 90.0
PARTS = ["Kernel", "Language", "Contexts"]
ALSO_SHOWN = ["Adapters", "Surfaces", "lux"]


def target_of(path):
    """("Kernel", "Kernel/Core") for Sources/Kernel/Core/ID.swift."""
    parts = path.parts
    part = parts[1]
    return part, "/".join(parts[1:3]) if len(parts) > 3 and part not in ("Language", "lux") else part


def code_lines(path):
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return sum(1 for line in lines if line and not line.startswith("//"))


def measured(root, exported):
    """Path from the root -> (lines run, lines)."""
    found = {}
    for entry in json.loads(pathlib.Path(exported).read_text())["data"][0]["files"]:
        path = pathlib.Path(entry["filename"])
        if path.is_relative_to(root / "Sources"):
            lines = entry["summary"]["lines"]
            found[path.relative_to(root)] = (lines["covered"], lines["count"])
    return found


def with_absent(root, found):
    linked = {target_of(path)[1] for path in found}
    for part in PARTS + ALSO_SHOWN:
        for path in (root / "Sources" / part).rglob("*.swift"):
            path = path.relative_to(root)
            # In a linked target, a file without a figure has no line that runs.
            if path not in found and target_of(path)[1] not in linked:
                found[path] = (0, code_lines(root / path))
    return found


def percent(covered, count):
    return 100.0 * covered / count if count else 100.0


def add_up(found, name_of):
    sums = {}
    for path, (covered, count) in found.items():
        name = name_of(path)
        before = sums.get(name, (0, 0))
        sums[name] = (before[0] + covered, before[1] + count)
    return sums


def main(root, exported):
    root = pathlib.Path(root)
    found = with_absent(root, measured(root, exported))
    parts = add_up(found, lambda path: target_of(path)[0])
    targets = add_up(found, lambda path: target_of(path)[1])
    print(f"   {'folder':<24}{'lines':>8}{'run':>9}")
    for name in sorted(targets.keys() | parts.keys()):
        covered, count = parts[name] if name in parts else targets[name]
        indent = "  " if "/" in name else ""
        print(f"   {indent + name.split('/')[-1]:<24}{count:>8}{percent(covered, count):>8.1f}%")
    low = [part for part in PARTS if part in parts and percent(*parts[part]) < BAR]
    if low:
        print(f"Below {BAR:.0f} %: {', '.join(low)}. The files with most lines not run:")
        within = [(count - covered, path) for path, (covered, count) in found.items() if target_of(path)[0] in low]
        for missing, path in sorted(within, reverse=True)[:15]:
            print(f"   {missing:>5}  {path}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
