"""A checked body and a limit kept on Redis: the service that one would write in Python."""

import os

import limits
from fastapi import FastAPI, HTTPException, Request
from limits.aio import storage, strategies
from pydantic import BaseModel, Field

app = FastAPI()
limit = limits.parse("1000000000/minute")
counts = storage.RedisStorage("async+" + os.environ["BENCH_REDIS"], implementation="redispy")
limiter = strategies.FixedWindowRateLimiter(counts)


class Question(BaseModel):
    text: str = Field(min_length=1, max_length=1_000_000)
    language: str = Field("pt", pattern="^[a-z]{2}$")


class Answer(BaseModel):
    length: int


@app.post("/limited")
async def limited(question: Question, request: Request) -> Answer:
    if not await limiter.hit(limit, request.client.host):
        raise HTTPException(429)
    return Answer(length=len(question.text))


@app.get("/ready")
async def ready():
    return {"status": "ok"}
