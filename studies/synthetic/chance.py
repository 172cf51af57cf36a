"""Chance that comes out the same everywhere: one seed, one sequence, on every platform and version of Python."""

import random
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple, TypeVar

Choice = TypeVar("Choice")

STEPS = 100_000
"""How finely a curve is drawn from."""


class Point(NamedTuple):
    """So many percent take at most so many minutes."""

    percent: int
    minutes: int


Curve = tuple[Point, ...]


def curve(*minutes: int) -> Curve:
    """How long something takes: the least, the most, and what 5, 10, 25, 50, 75, 90, 95 and 99 % stay within."""
    percents = (0, 5, 10, 25, 50, 75, 90, 95, 99, 100)
    return tuple(Point(percent, most) for percent, most in zip(percents, minutes, strict=True))


class Chance:
    """Draws from one seed.

    Python promises the sequence of `random()` alone, for a seed that is a whole number, and the functions of `math`
    differ in their last bits from one platform to another: so whatever is drawn here is that, times a whole number.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, limit: int) -> int:
        """A whole number from 0 on, less than a limit; each as likely."""
        return int(self._random.random() * limit)

    def few(self, limit: int) -> int:
        """A whole number from 1 to a limit; the small ones much more often, as a few do most of everything."""
        return 1 + self.below(1 + self.below(limit))

    def happens(self, per_mille: int) -> bool:
        """Whether something that is so likely happens."""
        return self.below(1000) < per_mille

    def of(self, weights: Mapping[Choice, int]) -> Choice:
        """One of these, each as likely as its weight says."""
        place = self.below(sum(weights.values()))
        for one, weight in weights.items():
            place -= weight
            if place < 0:
                return one
        raise AssertionError("a place lies below the sum of all weights")

    def minutes(self, along: Curve) -> int:
        """How long something takes."""
        place = self.below(STEPS)
        for low, high in pairwise(along):
            start, end = (point.percent * STEPS // 100 for point in (low, high))
            if place < end:
                return low.minutes + (high.minutes - low.minutes) * (place - start) // (end - start)
        raise AssertionError("a curve ends at 100 percent")
