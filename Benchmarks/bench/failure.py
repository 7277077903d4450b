"""Why a benchmark could not be run, with the exit code that says so."""

SHORT = 1
USAGE = 64
NO_INPUT = 66
MISSING = 69
FAULT = 70
NO_DATA = 77


class Failure(Exception):
    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status
