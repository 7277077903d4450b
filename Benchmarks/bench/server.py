"""A server under measurement: started on a free port of loopback, asked until it is ready, stopped."""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time

from bench.failure import FAULT, Failure

START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 5
POLL_SECONDS = 0.002


class Server:
    """Use in a `with`: leaving it stops the process."""

    def __init__(self, command, ready_path, **process):
        """The command is a function of the port."""
        self.port = free_port()
        self.ready_path = ready_path
        self.output = tempfile.TemporaryFile()
        self.begun = time.monotonic()
        self.process = subprocess.Popen(command(self.port), stdout=self.output, stderr=self.output, **process)

    def __enter__(self):
        # What __exit__ does must also happen when the start fails.
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def pid(self):
        return self.process.pid

    def wait_until_ready(self):
        while not answers_ok(self.port, self.ready_path):
            if self.process.poll() is not None or time.monotonic() - self.begun > START_SECONDS_MAX:
                raise Failure(FAULT, f"{self.process.args[0]} did not get ready: {self.last_words()}")
            time.sleep(POLL_SECONDS)
        self.ready_seconds = time.monotonic() - self.begun

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            program = self.process.args[0]
            print(f"warning: killed {program}, there {STOP_SECONDS_MAX} s after SIGTERM", file=sys.stderr)
            self.process.kill()
            self.process.wait()
        self.output.close()

    def last_words(self):
        self.output.seek(0)
        return self.output.read()[-1000:].decode(errors="replace")

    def post(self, path, body):
        """The status and the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, body, {"content-type": "application/json"})
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers_ok(port, path):
    """Whether a GET is answered by 200. By a raw socket: a client library costs more than the answer."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            connection.sendall(request.encode())
            return connection.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def lux(binary, data, *settings):
    """The product on its own data folder, out of reach of other settings: no file of them, no environment."""
    assignments = [word for setting in settings for word in ("--set", setting)]

    def command(port):
        return [binary, "serve", "--port", str(port), "--data", data, *assignments]

    return Server(command, "/ready", cwd=data.parent, env={"PATH": os.environ["PATH"]})
