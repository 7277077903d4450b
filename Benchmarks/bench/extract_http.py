"""What one POST /keywords/extract costs, against FastAPI and YAKE under the same load."""

import itertools
import json
import pathlib
import tempfile

from bench import fastapi_peer, load, product, server, texts
from bench.failure import FAULT, Failure
from bench.record import Outcome

PATH = "/keywords/extract"
WORDS = 300
LIMIT = 10
# More than one, so that nothing of what is measured is a memory of the request before.
BODIES = 64
ROUNDS = 5
ROUND_SECONDS = 6
WARM_UP_SECONDS = 2

SHARE_BAR, SHARE_AIM = 10, 70


def run(options):
    lux = product.find(options)
    bodies = [
        json.dumps({"text": texts.text(WORDS, seed), "language": "pt", "limit": LIMIT}, ensure_ascii=False)
        for seed in range(BODIES)
    ]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        bodies_file = folder / "bodies.jsonl"
        bodies_file.write_text("\n".join(bodies) + "\n", encoding="utf-8")
        (folder / "data").mkdir()
        with server.lux(lux, folder / "data", "analysis.cache=no") as ours, fastapi_peer.server() as peer:
            our_looks = Looks(ours, bodies, {"cached": False, "fallback": False})
            peer_looks = Looks(peer, bodies, {})
            rounds = play((ours, our_looks), (peer, peer_looks), bodies_file)
    return judge(*rounds)


class Looks:
    """Whether whole answers are what they should be."""

    def __init__(self, server, bodies, members):
        self.server, self.members = server, members
        self.bodies = itertools.cycle(bodies)

    def __call__(self):
        status, answer = self.server.post(PATH, next(self.bodies).encode())
        wrong = [name for name, value in self.members.items() if answer.get(name) != value]
        if status != 200 or wrong or len(answer["keywords"]) != LIMIT:
            raise Failure(FAULT, f"an answer is not as it should be: {status} {json.dumps(answer)[:300]}")


def play(ours, peer, bodies_file):
    """Rounds of both in turn."""
    sides = [(*ours, []), (*peer, [])]
    for measured, look, _ in sides:
        look()
        load.Round(measured, PATH, bodies_file, WARM_UP_SECONDS)
    for _ in range(ROUNDS):
        for measured, look, rounds in sides:
            with load.Watch(look):
                rounds.append(load.Round(measured, PATH, bodies_file, ROUND_SECONDS))
    return [rounds for _, _, rounds in sides]


def judge(ours, peers):
    our_cpu, peer_cpu = load.median(ours, "cpu_microseconds"), load.median(peers, "cpu_microseconds")
    our_p99, peer_p50 = load.median(ours, "p99_ms"), load.median(peers, "p50_ms")
    share = peer_cpu / our_cpu
    outcome = Outcome(
        f"1/{share:.0f} of the peer's CPU, p99 {our_p99:.1f} ms against its p50 of {peer_p50:.1f} ms",
        f"<= 1/{SHARE_BAR}, p99 below p50; aim 1/{SHARE_AIM}",
        share >= SHARE_BAR and our_p99 < peer_p50,
    )
    columns = ["medians", "CPU us/request", "p50 ms", "p99 ms", "requests/s", "RSS MiB"]
    outcome.table(
        f"{WORDS} words, {load.CONNECTIONS} connections, {ROUNDS} rounds of {ROUND_SECONDS} s in turn.",
        columns, [row("ours", ours), row("FastAPI and YAKE", peers)],
    )
    outcome.table(
        "CPU us/request by round.", ["side", *map(str, range(1, ROUNDS + 1))],
        [by_round("ours", ours), by_round("FastAPI and YAKE", peers)],
    )
    return outcome.remark(
        f"Peer: {fastapi_peer.versions()}, one worker, no log of requests. Neither side asks who calls or "
        "limits how often. Ours has its cache off and all else at its defaults, so it logs each request. "
        f"{BODIES} texts in turn, {LIMIT} keywords each."
    )


def by_round(name, rounds):
    return [name, *(f"{played.cpu_microseconds:.0f}" for played in rounds)]


def row(name, rounds):
    return [
        name, f"{load.median(rounds, 'cpu_microseconds'):.0f}", f"{load.median(rounds, 'p50_ms'):.2f}",
        f"{load.median(rounds, 'p99_ms'):.2f}", f"{load.median(rounds, 'requests_per_second'):.0f}",
        f"{load.median(rounds, 'resident_mib'):.0f}",
    ]
