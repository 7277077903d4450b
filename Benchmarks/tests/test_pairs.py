"""Worked examples of how two sides are compared and judged."""

import types
import unittest

from bench import append_postgres, append_sqlite, disk, flat, jobs_postgres, jobs_sqlite, pairs, primitives, replay
from bench.pairs import Measured
from bench.services import EXPORTED


def sides(ours, twins):
    """Pairs of so many a second, without playing any."""
    made = pairs.Pairs(None, None, 0)
    made.ours = [Measured(1000, 1000 / rate, 0.1) for rate in ours]
    made.twins = [Measured(1000, 1000 / rate, 0.1) for rate in twins]
    return made


def sync(milliseconds):
    return types.SimpleNamespace(is_slow=milliseconds >= disk.SLOW_MS)


class Ratio(unittest.TestCase):
    def test_is_the_median_of_the_rounds_and_not_of_the_sides(self):
        # Median rates would give 300 / 100; the rounds give 3, 1 and 2.
        self.assertAlmostEqual(sides([300, 100, 400], [100, 100, 200]).ratio, 2)

    def test_the_first_to_go_changes(self):
        order = []

        def play(name):
            order.append(name)
            return Measured(1, 1, 1)

        pairs.Pairs(lambda: play("twin"), lambda: play("ours"), 3)
        self.assertEqual(order, ["twin", "ours", "ours", "twin", "twin", "ours"])


class Bars(unittest.TestCase):
    def test_many_times_the_twin_count_only_where_a_sync_is_dear(self):
        compared = sides([4_000] * 3, [150] * 3)
        for judge in (jobs_sqlite.judge, append_sqlite.judge):
            self.assertTrue(judge(compared, sync(2)).met)
            self.assertFalse(judge(compared, sync(0.5)).met)

    def test_a_rate_of_its_own_is_enough_on_a_fast_disk(self):
        self.assertTrue(jobs_sqlite.judge(sides([5_000] * 3, [4_000] * 3), sync(0.1)).met)
        self.assertTrue(append_sqlite.judge(sides([10_000] * 3, [9_000] * 3), sync(0.1)).met)

    def test_processor_time_counts_too(self):
        dear = sides([9_000] * 3, [150] * 3)
        dear.ours = [found._replace(cpu_seconds=0.151) for found in dear.ours]
        self.assertFalse(jobs_sqlite.judge(dear, sync(2)).met)

    def test_postgres_is_held_to_its_share_its_batches_and_its_processor_time(self):
        batched = [Measured(50_000, 4, 4)]
        self.assertTrue(jobs_postgres.judge(sides([900], [1_000]), batched).met)
        self.assertFalse(jobs_postgres.judge(sides([890], [1_000]), batched).met)
        self.assertFalse(jobs_postgres.judge(sides([900], [1_000]), [Measured(50_000, 6, 4)]).met)

    def test_a_follower_one_second_late_once_is_late(self):
        self.assertTrue(append_postgres.judge(sides([800], [1_000]), [40, 999]).met)
        self.assertFalse(append_postgres.judge(sides([800], [1_000]), [40, 1_000]).met)

    def test_replay_needs_both(self):
        answer = {"events": 1_000_000, "replay_cpu_seconds": 5, "rebuild_seconds": 30, "rebuild_cpu_seconds": 20}
        self.assertTrue(replay.judge([answer] * 3, [1] * 3).met)
        self.assertFalse(replay.judge([{**answer, "rebuild_seconds": 31}] * 3, [1] * 3).met)
        self.assertFalse(replay.judge([{**answer, "replay_cpu_seconds": 5.1}] * 3, [1] * 3).met)

    def test_memory_is_compared_with_the_second_tenth(self):
        answer = {"jobs": flat.JOBS, "events": flat.EVENTS, "seconds": 1}
        self.assertTrue(flat.judge({**answer, "rss_bytes": [0, 9_000_000] + [11_000_000] * 8}).met)
        self.assertFalse(flat.judge({**answer, "rss_bytes": [0, 9_000_000] + [11_000_001] * 8}).met)

    def test_the_dearest_call_is_judged(self):
        peers = [{"nothing": 0.02, "limiter": 2, "breaker": 1, "retry": 11, "redis_limiter": 42}]
        spell = types.SimpleNamespace(cpu_microseconds=90, requests_per_second=1_000, p99_ms=1)
        for retry, met in ((1.0, True), (1.1, False)):
            ours = [{"limiter_us": 0.4, "breaker_us": 0.5, "retry_us": retry}]
            self.assertEqual(primitives.judge(ours, peers, [spell], [spell], [1.01]).met, met)
        self.assertFalse(primitives.judge(ours, peers, [spell], [spell], [2.0]).met)


class Services(unittest.TestCase):
    def test_addresses_are_read_from_what_a_shell_would_run(self):
        exports = "export LUX_STORAGE_DATABASE='postgres://lux:1@h:5/lux'\nexport LUX_CACHE_REDIS='redis://h/0'\n"
        self.assertEqual(
            EXPORTED.findall(exports),
            [("STORAGE_DATABASE", "postgres://lux:1@h:5/lux"), ("CACHE_REDIS", "redis://h/0")],
        )


if __name__ == "__main__":
    unittest.main()
