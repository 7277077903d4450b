"""A procrastinate job that does nothing; its row says that it ran."""

import os

import procrastinate

ADDRESS = os.environ["BENCH_DATABASE"]

app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=ADDRESS))


@app.task(queue="bench")
async def job(number):
    pass
