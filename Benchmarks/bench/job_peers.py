"""Job queues of Python under trivial jobs: one process that enqueues them one by one, two workers."""

import importlib.metadata
import os
import pathlib
import subprocess
import sys
import time
from typing import NamedTuple

import psycopg
import redis

from bench import machine
from bench.failure import FAULT, Failure
from bench.surroundings import HERE

WORKERS = 2
WAIT_SECONDS_MAX = 600
STOP_SECONDS_MAX = 15
# From the first job that warms up to the clock: workers are then up and idle.
SETTLE_SECONDS = 1

SCRIPTS = HERE / "peers"
PROGRAMS = pathlib.Path(sys.executable).parent


class Found(NamedTuple):
    jobs: int
    enqueue_seconds: float
    seconds: float
    producer_cpu_seconds: float
    workers_cpu_seconds: float
    resident_mib: float


class Queue:
    """Subclasses say how to enqueue a job and how many ran."""

    def __init__(self, services):
        # Read by the scripts of the peers, in this process and in the workers.
        os.environ["BENCH_REDIS"] = services.redis or ""
        os.environ["BENCH_DATABASE"] = services.owner_database or ""
        if str(SCRIPTS) not in sys.path:
            sys.path.insert(0, str(SCRIPTS))

    def row(self, found):
        each = 1e6 / found.jobs
        return [
            self.title, self.durable, f"{found.jobs / found.enqueue_seconds:.0f}", f"{found.jobs / found.seconds:.0f}",
            f"{found.producer_cpu_seconds * each:.0f}", f"{found.workers_cpu_seconds * each:.0f}",
            f"{found.resident_mib:.0f}",
        ]


COLUMNS = [
    "peers", "survives a crash", "enqueued/s", "end to end/s", "enqueuer CPU us/job", "workers CPU us/job",
    "workers RSS MiB",
]


class OnRedis(Queue):
    def __init__(self, services):
        super().__init__(services)
        self.redis = redis.Redis.from_url(services.redis)
        self.redis.flushdb()

    def ran(self):
        return int(self.redis.get("ran") or 0)

    def forget(self):
        self.redis.delete("ran")


class Celery(OnRedis):
    durable = "no"

    def __init__(self, services):
        super().__init__(services)
        import celery_jobs

        self.job = celery_jobs.job
        self.title = f"Celery {importlib.metadata.version('celery')}, Redis"

    def enqueue(self, number):
        self.job.delay(number)

    def commands(self):
        return [[
            PROGRAMS / "celery", "-A", "celery_jobs:app", "worker", "-c", str(WORKERS), "--without-gossip",
            "--without-mingle", "-l", "error",
        ]]


class RQ(OnRedis):
    durable = "no"

    def __init__(self, services):
        super().__init__(services)
        import rq
        import rq_jobs

        self.job = rq_jobs.job
        self.queue = rq.Queue("bench", connection=self.redis)
        self.title = f"RQ {importlib.metadata.version('rq')}, SimpleWorker, Redis"

    def enqueue(self, number):
        self.queue.enqueue(self.job, number, result_ttl=0)

    def commands(self):
        address = os.environ["BENCH_REDIS"]
        return [
            [PROGRAMS / "rq", "worker", "--quiet", "-w", "rq.worker.SimpleWorker", "-u", address, "bench"]
        ] * WORKERS


class Procrastinate(Queue):
    durable = "yes"
    JOBS_AT_ONCE = 10

    def __init__(self, services):
        super().__init__(services)
        import procrastinate

        address = services.owner_database
        self.app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=address))
        self.app.open()
        self.database = psycopg.connect(address, autocommit=True)
        if not self.database.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()[0]:
            self.app.schema_manager.apply_schema()
        self.forget()
        self.job = self.app.configure_task("procrastinate_jobs.job", queue="bench")
        self.title = f"procrastinate {importlib.metadata.version('procrastinate')}, {self.JOBS_AT_ONCE} at once"

    def enqueue(self, number):
        self.job.defer(number=number)

    def ran(self):
        done = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'"
        return self.database.execute(done).fetchone()[0]

    def forget(self):
        self.database.execute("TRUNCATE procrastinate_jobs CASCADE")

    def commands(self):
        return [[
            PROGRAMS / "procrastinate", "-a", "procrastinate_jobs.app", "worker", "-q", "bench",
            "-c", str(self.JOBS_AT_ONCE),
        ]] * WORKERS


def measured(queue, jobs):
    """From the first job enqueued until the last has run, with workers that are up and idle before."""
    workers = [start(command) for command in queue.commands()]
    try:
        queue.enqueue(0)
        wait_for(queue, 1, workers)
        time.sleep(SETTLE_SECONDS)
        queue.forget()
        workers_before, producer_before, begun = spent(workers), time.process_time(), time.monotonic()
        for number in range(jobs):
            queue.enqueue(number)
        enqueued, producer = time.monotonic() - begun, time.process_time() - producer_before
        wait_for(queue, jobs, workers)
        seconds = time.monotonic() - begun
        resident = sum(machine.resident_mib(worker.pid) for worker in workers)
        return Found(jobs, enqueued, seconds, producer, spent(workers) - workers_before, resident)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            stop(worker)


def start(command):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
    return subprocess.Popen(command, env=environment, cwd=SCRIPTS, **quiet)


def stop(worker):
    try:
        worker.wait(STOP_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        for pid in machine.tree(worker.pid):
            os.kill(pid, 9)
        worker.wait()


def spent(workers):
    return sum(machine.cpu_seconds(worker.pid) for worker in workers)


def wait_for(queue, jobs, workers):
    end = time.monotonic() + WAIT_SECONDS_MAX
    while queue.ran() < jobs:
        if time.monotonic() > end or any(worker.poll() is not None for worker in workers):
            raise Failure(FAULT, f"{queue.title}: {queue.ran()} of {jobs} jobs ran")
        time.sleep(0.02)
