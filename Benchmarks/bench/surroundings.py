"""What a benchmark needs beside the product: tools of the distribution and a virtual environment."""

import os
import pathlib
import shutil
import subprocess
import sys

from bench.failure import MISSING, Failure

HERE = pathlib.Path(__file__).resolve().parent.parent
ENVIRONMENT = HERE / ".venv-bench"
REQUIREMENTS = HERE / "requirements.txt"


def enter(tools, agreed):
    """Installs what is missing, then goes on under the environment's own Python."""
    wanted = [tool for tool in tools if shutil.which(tool) is None]
    if not has_venv():
        wanted.append("python3-venv")
    if wanted:
        install(wanted, agreed)
    fill()
    if pathlib.Path(sys.prefix) != ENVIRONMENT:
        # Python finds its environment by the name it was started under: that must be the whole path.
        python = str(ENVIRONMENT / "bin" / "python")
        os.execv(python, [python, "-m", "bench", *sys.argv[1:]])


def has_venv():
    # Debian ships the module without what it needs to put pip into an environment.
    attempt = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(attempt, capture_output=True).returncode == 0


def install(packages, agreed):
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        command.insert(0, "sudo")
    written = " ".join(command)
    if shutil.which("apt-get") is None or shutil.which(command[0]) is None:
        raise Failure(MISSING, f"missing: {', '.join(packages)} (on Debian: {written})")
    if not (agreed or os.environ.get("CI") or not sys.stdin.isatty() or agrees(written)):
        raise Failure(MISSING, f"missing: {', '.join(packages)}")
    print(f"installing: {written}", file=sys.stderr)
    update = command[: command.index("install")] + ["update", "-q"]
    for step in (update, command):
        if subprocess.run(step, stdout=sys.stderr).returncode:
            raise Failure(MISSING, f"could not run: {' '.join(step)}")


def agrees(written):
    print(f"Run {written}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def fill():
    """Makes the environment hold what requirements.txt says; remembers having done so."""
    stamp = ENVIRONMENT / "requirements.txt"
    if stamp.exists() and stamp.read_text() == REQUIREMENTS.read_text():
        return
    print(f"filling {ENVIRONMENT}", file=sys.stderr)
    steps = [
        [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)],
        [str(ENVIRONMENT / "bin" / "pip"), "install", "--quiet", "-r", str(REQUIREMENTS)],
    ]
    for step in steps:
        if subprocess.run(step, stdout=sys.stderr).returncode:
            raise Failure(MISSING, f"could not run: {' '.join(step)}")
    stamp.write_text(REQUIREMENTS.read_text())
