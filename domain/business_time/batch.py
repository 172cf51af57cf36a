"""Business time for arrays: `add` and `elapsed` over millions of instants, for reports and simulations.

Instants are `datetime64[us]` in UTC and durations `timedelta64[us]`; aware datetimes and timedeltas serve as
scalars, and the two sides broadcast. The rules and the errors are those of `Calendar`; what is no instant or
duration, NaT above all, raises `NotAnInstant`.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.business_time.errors import NotAnInstant
from domain.business_time.interval import as_utc
from domain.business_time.open_time import Timeline
from domain.business_time.table import Table

Instants = NDArray[np.datetime64] | np.datetime64 | datetime
Durations = NDArray[np.timedelta64] | np.timedelta64 | timedelta
Ticks = NDArray[np.int64]
"""Microseconds: since 1970, or of business time."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta.resolution
LONGEST = timedelta(days=4_000_000) // TICK
"""Longer than from the first datetime to the last, and far from what 64 bits hold."""


class Columns:
    """A `Table` as columns of microseconds."""

    def __init__(self, table: Table) -> None:
        self.starts = np.array([_tick(t) for t in table.starts], np.int64)
        self.ends = np.array([_tick(t) for t in table.ends], np.int64)
        self.before = np.array([d // TICK for d in table.before], np.int64)
        self.closed = self.starts - self.before
        self.total = table.total // TICK

    def spent(self, at: Ticks) -> Ticks:
        """The business time before each instant."""
        i = self.starts.searchsorted(at, side="right") - 1
        spent: Ticks = np.minimum(at, self.ends[i]) - self.closed[i]
        return spent

    def earliest(self, spent: Ticks) -> Ticks:
        """The first instants before which so much is open."""
        i = self.before.searchsorted(spent, side="left") - 1
        return spent + self.closed[i]

    def latest(self, spent: Ticks) -> Ticks:
        """The last instants before which so much, and no more, is open."""
        i = self.before.searchsorted(spent, side="right") - 1
        return spent + self.closed[i]


_columns = lru_cache(maxsize=16)(Columns)


def elapsed_many(timeline: Timeline, a: Instants, b: Instants) -> NDArray[np.timedelta64]:
    """The business time from each `a` to its `b`, negative where `b` comes first."""
    first, second = np.broadcast_arrays(_instants(a), _instants(b))
    if not first.size:
        return np.zeros(first.shape, "timedelta64[us]")
    columns = _covering(timeline, first, second)
    return np.asarray(columns.spent(second) - columns.spent(first)).view("timedelta64[us]")


def add_many(timeline: Timeline, starts: Instants, budgets: Durations) -> NDArray[np.datetime64]:
    """The instant by which each budget has gone by since its start, as `Calendar.add` has it."""
    at, budget = np.broadcast_arrays(_instants(starts), _durations(budgets))
    ends = np.array(at)
    moved = budget != 0
    if moved.all() and moved.size:
        ends = _moved(timeline, at, budget)
    elif moved.any():
        ends[moved] = _moved(timeline, at[moved], budget[moved])
    return np.asarray(ends).view("datetime64[us]")


def _moved(timeline: Timeline, at: Ticks, budget: Ticks) -> Ticks:
    limited = np.clip(budget, -LONGEST, LONGEST)
    columns = _covering(timeline, at)
    spent = columns.spent(at) + limited
    if spent.min() < 0 or spent.max() > columns.total:
        # What is asked for lies outside the table: the two that go furthest make it grow, or raise.
        for i in (spent.argmin(), spent.argmax()):
            timeline.reaching(_instant(at.flat[i]), timedelta(microseconds=int(budget.flat[i])))
        columns = _covering(timeline, at)
        spent = columns.spent(at) + limited
    forward = budget > 0
    if forward.all():
        return columns.earliest(spent)
    return np.where(forward, columns.earliest(spent), columns.latest(spent))


def _covering(timeline: Timeline, *ticks: Ticks) -> Columns:
    low, high = min(t.min() for t in ticks), max(t.max() for t in ticks)
    for tick in (low, high):
        if not _tick(timeline.start) <= tick <= _tick(timeline.end):
            raise timeline.beyond(f"it was asked about {np.datetime64(int(tick), 'us')}+00:00")
    return _columns(timeline.covering(_instant(low), _instant(high)))


def _tick(t: datetime) -> int:
    return (t - EPOCH) // TICK


def _instant(tick: np.int64) -> datetime:
    return EPOCH + timedelta(microseconds=int(tick))


def _instants(values: Instants) -> Ticks:
    if isinstance(values, datetime):
        return np.asarray(_tick(as_utc(values)), np.int64)
    return _ticks(values, "datetime64[us]", "instants")


def _durations(values: Durations) -> Ticks:
    if isinstance(values, timedelta):
        return np.asarray(np.clip(values // TICK, -LONGEST, LONGEST), np.int64)
    return _ticks(values, "timedelta64[us]", "durations")


def _ticks(values: Any, wanted: str, what: str) -> Ticks:
    array = np.asarray(values)
    # Other units would have to be converted, and numpy does that without a word where it loses or overflows.
    if array.dtype != wanted:
        raise NotAnInstant(f"An array of {array.dtype} does not hold {what}: convert it to {wanted}, in UTC.")
    if np.isnat(array).any():
        raise NotAnInstant(f"NaT is among the {what}: leave out what has no value.")
    ticks: Ticks = array.view(np.int64)
    return ticks
