"""FastAPI on one uvicorn worker, with YAKE behind it."""

import importlib.metadata
import sys

from bench.server import Server
from bench.surroundings import HERE


def versions():
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("fastapi", "uvicorn", "yake"))


def server():
    def command(port):
        return [
            sys.executable, "-m", "uvicorn", "fastapi_yake:app", "--app-dir", HERE / "peers",
            "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
            "--no-access-log", "--log-level", "warning",
        ]

    return Server(command, "/ready")
