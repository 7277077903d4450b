"""Two sides in turn, so that what else the machine does hits both alike."""

import statistics
from typing import NamedTuple


class Measured(NamedTuple):
    """One spell of work. CPU is that of the side's own processes, without a database server's."""

    count: int
    seconds: float
    cpu_seconds: float

    @property
    def per_second(self):
        return self.count / self.seconds

    @property
    def cpu_microseconds(self):
        return self.cpu_seconds / self.count * 1e6


class Pairs:
    """Rounds of a twin and of us, one right after the other, the first to go changing."""

    def __init__(self, twin, ours, rounds):
        self.twins, self.ours = [], []
        for number in range(rounds):
            sides = [(twin, self.twins), (ours, self.ours)]
            for play, found in sides if number % 2 == 0 else reversed(sides):
                found.append(play())

    @property
    def ratio(self):
        """The median of what each round gave."""
        return statistics.median(ours.per_second / twin.per_second for twin, ours in zip(self.twins, self.ours))

    def by_round(self, twin_name):
        columns = ["a second, by round", *(str(number) for number in range(1, len(self.ours) + 1))]
        return columns, [
            [name, *(f"{found.per_second:.0f}" for found in side)]
            for name, side in (("ours", self.ours), (twin_name, self.twins))
        ]


def rate(found):
    return statistics.median(each.per_second for each in found)


def cpu(found):
    return statistics.median(each.cpu_microseconds for each in found)
