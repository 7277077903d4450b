"""An RQ job that does nothing but say that it ran."""

import os

import redis

ran = redis.Redis.from_url(os.environ["BENCH_REDIS"])


def job(number):
    ran.incr("ran")
