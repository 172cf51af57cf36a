"""The calendar: business time added, counted and explained (semantics 1-6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from domain.business_time.compiling import open_in
from domain.business_time.errors import NeverCloses
from domain.business_time.interval import Interval, as_utc
from domain.business_time.open_time import Timeline
from domain.business_time.spans import Span, partition
from domain.business_time.spec import CalendarSpec
from domain.business_time.table import ZERO, OpenSpan, Table
from domain.business_time.zones import local_date, parts_of, zone_named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from domain.business_time.batch import Durations, Instants


class Calendar:
    """A spec, compiled. Takes aware datetimes in any zone and answers in UTC, exact to the microsecond.

    Every method raises `NaiveInstant` for a datetime without a zone, and `BeyondKnownYears` (`BeyondDatetime`
    for a spec without years) when asked, or led, beyond what the calendar knows. Threads may share one.
    """

    def __init__(self, spec: CalendarSpec) -> None:
        self.spec = spec
        self.timeline = Timeline(spec)
        self._zone = zone_named(spec.zone)

    def add(self, start: datetime, budget: timedelta) -> datetime:
        """The earliest instant from `start` on by which `budget` of business time has gone by (semantics 3).

        With a negative budget the latest instant up to `start` from which so much goes by until `start`; with
        none, `start` itself. Raises `NeverOpen` where there is no such time.
        """
        t = as_utc(start)
        if not budget:
            return t
        table, spent = self.timeline.reaching(t, budget)
        return table.earliest(spent) if budget > ZERO else table.latest(spent)

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        """The business time from `a` to `b`, negative where `b` comes first (semantics 3)."""
        a, b = as_utc(a), as_utc(b)
        table = self.timeline.covering(a, b) if a <= b else self.timeline.covering(b, a)
        return table.spent(b) - table.spent(a)

    def is_open(self, t: datetime) -> bool:
        """Whether a clock in the office reads open hours at `t` (semantics 2)."""
        t = as_utc(t)
        table: Table | None = self.timeline.covering(t, t)
        if table is not None and t == table.end:
            table = self.timeline.later(table)
        if table is None:
            raise self.timeline.beyond(f"it was asked about {t.isoformat()}")
        return t < table.ends[table.at_or_before(t)]

    def next_open(self, t: datetime) -> datetime:
        """`t` itself when it is open, else the next opening. Raises `NeverOpen` when there is none."""
        return self._open_from(as_utc(t))[0]

    def next_close(self, t: datetime) -> datetime:
        """The end of the open time that holds `t`, or else of the next. Raises `NeverOpen`, `NeverCloses`."""
        t = as_utc(t)
        closes = self._open_from(t)[1]
        table: Table | None = self.timeline.covering(t, closes)
        while table is not None:
            closes = table.ends[table.at_or_before(closes)]
            if closes < table.end:
                return closes
            table = self.timeline.later(table)
        if self.timeline.never_closes:
            raise NeverCloses(t)
        raise self.timeline.beyond(f"it is still open when they end, at {closes.isoformat()}")

    def open_intervals(self, a: datetime, b: datetime) -> Iterator[Interval]:
        """The open time in [a, b), in order, none touching the next. Raises `BackwardsInterval`."""
        return (Interval(*span) for span in self._open_spans(Interval(a, b)))

    def spans(self, a: datetime, b: datetime) -> Iterator[Span]:
        """[a, b) cut into open and closed spans, each closed one with its reason.

        Closed time is cut at a local midnight only where the reason changes. Raises `BackwardsInterval`.
        """
        window = Interval(a, b)
        return partition(self.spec, window.start, window.end, self._open_spans(window))

    def working_day_after(self, t: datetime) -> datetime:
        """The close of the first working day after the local date of `t`, in hours or out (semantics 6).

        A working day is a local date with open time; it closes when its own hours do, at midnight even where the
        next date opens at once.
        """
        t = as_utc(t)
        self.timeline.covering(t, t)
        end_of_today = parts_of(self._zone, local_date(self._zone, t))[-1].end
        day = local_date(self._zone, self.next_open(end_of_today))
        hours = self.spec.hours_on(day)
        return max(closes for part in parts_of(self._zone, day) for _, closes in open_in(part, hours))

    def add_many(self, starts: "Instants", budgets: "Durations") -> "NDArray[np.datetime64]":
        """`add` over arrays: see `domain.business_time.batch`."""
        # Imported here because numpy costs every process a tenth of a second, and few need it.
        from domain.business_time import batch

        return batch.add_many(self.timeline, starts, budgets)

    def elapsed_many(self, a: "Instants", b: "Instants") -> "NDArray[np.timedelta64]":
        """`elapsed` over arrays: see `domain.business_time.batch`."""
        from domain.business_time import batch

        return batch.elapsed_many(self.timeline, a, b)

    def _open_from(self, t: datetime) -> OpenSpan:
        """From `t` or the next opening to where the table knows it open."""
        table: Table | None = self.timeline.covering(t, t)
        while table is not None:
            i = table.at_or_before(t)
            if t < table.ends[i]:
                return t, table.ends[i]
            if i + 1 < len(table.starts):
                return table.starts[i + 1], table.ends[i + 1]
            table = self.timeline.later(table)
        raise self.timeline.ran_out(f"it was asked when it opens after {t.isoformat()}")

    def _open_spans(self, window: Interval) -> Iterator[OpenSpan]:
        table = self.timeline.covering(window.start, window.end)
        return _clipped(table, window)


def _clipped(table: Table, window: Interval) -> Iterator[OpenSpan]:
    for i in range(table.at_or_before(window.start), len(table.starts)):
        opens, closes = max(table.starts[i], window.start), min(table.ends[i], window.end)
        if opens >= window.end:
            break
        if opens < closes:
            yield opens, closes


_compiling = Lock()


@lru_cache(maxsize=256)
def _compiled(spec: CalendarSpec) -> Calendar:
    return Calendar(spec)


def calendar_for(spec: CalendarSpec) -> Calendar:
    """The calendar of a spec; equal specs share one, and the 256 used last are kept."""
    with _compiling:
        return _compiled(spec)
