"""CPU microseconds of one call through each library, the least of several rounds; one line of JSON."""

import json
import sys
import time

import limits
import pybreaker
import tenacity
from limits import storage, strategies

ROUNDS = 5


def cost(call, calls):
    least = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(calls):
            call()
        least = min(least, time.process_time() - begun)
    return least / calls * 1e6


def nothing():
    pass


def main(redis_address):
    breaker = pybreaker.CircuitBreaker(fail_max=5)
    retried = tenacity.retry(stop=tenacity.stop_after_attempt(3), wait=tenacity.wait_none())(nothing)
    limit = limits.parse("1000000000/minute")
    in_memory = strategies.FixedWindowRateLimiter(storage.MemoryStorage())
    on_redis = strategies.FixedWindowRateLimiter(storage.RedisStorage(redis_address))
    print(json.dumps({
        "nothing": cost(nothing, 300_000),
        "breaker": cost(lambda: breaker.call(nothing), 50_000),
        "retry": cost(retried, 20_000),
        "limiter": cost(lambda: in_memory.hit(limit, "client"), 20_000),
        "redis_limiter": cost(lambda: on_redis.hit(limit, "client"), 2_000),
    }))


main(sys.argv[1])
