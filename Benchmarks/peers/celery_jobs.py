"""A Celery job that does nothing but say that it ran."""

import os

import celery
import redis

ADDRESS = os.environ["BENCH_REDIS"]

app = celery.Celery("celery_jobs", broker=ADDRESS)
app.conf.update(task_ignore_result=True, broker_connection_retry_on_startup=True)
ran = redis.Redis.from_url(ADDRESS)


@app.task
def job(number):
    ran.incr("ran")
