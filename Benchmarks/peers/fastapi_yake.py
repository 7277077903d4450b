"""The service that one would write in Python: a checked body, YAKE in the thread pool, a described answer."""

import functools
from datetime import datetime, timezone

import yake
from fastapi import FastAPI
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

app = FastAPI()


class Question(BaseModel):
    text: str = Field(min_length=1, max_length=1_000_000)
    language: str = Field("pt", pattern="^[a-z]{2}$")
    limit: int = Field(10, ge=1, le=100)


class Keyword(BaseModel):
    text: str
    score: float
    language: str
    created_at: datetime


class Answer(BaseModel):
    language: str
    keywords: list[Keyword]


@functools.lru_cache(maxsize=64)
def extractor(language, limit):
    return yake.KeywordExtractor(lan=language, top=limit)


def extract(question):
    return extractor(question.language, question.limit).extract_keywords(question.text)


@app.post("/keywords/extract")
async def keywords(question: Question) -> Answer:
    found = await run_in_threadpool(extract, question)
    moment = datetime.now(timezone.utc)
    return Answer(
        language=question.language,
        keywords=[
            Keyword(text=text, score=score, language=question.language, created_at=moment)
            for text, score in found
        ],
    )


@app.get("/ready")
async def ready():
    return {"status": "ok"}
