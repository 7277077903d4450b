"""PostgreSQL and Redis of scripts/services, for one run: own ports, own folder, gone at the end."""

import os
import re
import signal
import subprocess
import sys

from bench import disk, product, server
from bench.failure import MISSING, Failure

SCRIPT = product.ROOT / "scripts" / "services"
EXPORTED = re.compile(r"^export LUX_(\w+)='(.*)'$", re.MULTILINE)


class Services:
    """Use in a `with`. Addresses stand in `database`, `owner_database` and `redis`."""

    def __init__(self, options, *names):
        self.options, self.names = options, names
        self.folder = options.work / "services"
        self.environment = {
            **os.environ,
            "LUX_SERVICES_DIR": str(self.folder),
            "LUX_SERVICES_POSTGRES_PORT": str(server.free_port()),
            "LUX_SERVICES_REDIS_PORT": str(server.free_port()),
        }

    def __enter__(self):
        disk.refuse_memory(self.options.work)
        # Otherwise a polite end would leave them running.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            # A run that was killed may have left some, on other ports.
            if self.folder.exists():
                self.call("down", "--wipe")
            self.read(self.call("up", *self.names, *(["--yes"] if self.options.yes else [])))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.call("down", "--wipe", *self.names, may_fail=True)

    def call(self, *words, may_fail=False):
        done = subprocess.run([SCRIPT, *words], env=self.environment, stdout=subprocess.PIPE, text=True)
        if done.returncode and not may_fail:
            raise Failure(MISSING, f"scripts/services {' '.join(words)} ended with {done.returncode}")
        return done.stdout

    def read(self, exports):
        settings = dict(EXPORTED.findall(exports))
        self.database = settings.get("STORAGE_DATABASE")
        self.owner_database = settings.get("STORAGE_MIGRATION_DATABASE")
        self.redis = settings.get("CACHE_REDIS")
