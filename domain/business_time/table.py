"""Open time as a sorted list, with what was open before each interval: both questions are a bisection.

Aware UTC datetimes are twice as fast here as whole microseconds, which would have to be converted both ways.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

ZERO = timedelta(0)

OpenSpan = tuple[datetime, datetime]
"""A span of open time in UTC, half-open and not empty."""


@dataclass(frozen=True, eq=False)
class Table:
    """All open time in [start, end). `Table.of` builds it.

    `starts`, `ends` and `before` (the open time before each interval) run in parallel. Their first entry is
    an empty interval at `start`, so that every instant has an entry at or before it.
    """

    start: datetime
    end: datetime
    starts: list[datetime]
    ends: list[datetime]
    before: list[timedelta]
    total: timedelta

    @classmethod
    def of(cls, start: datetime, end: datetime, spans: Iterable[OpenSpan]) -> "Table":
        """The table of open spans in order, without overlaps, within [start, end); touching ones become one."""
        starts, ends, before, total = [start], [start], [ZERO], ZERO
        for opens, closes in spans:
            if opens == ends[-1] and len(starts) > 1:
                ends[-1] = closes
            else:
                starts.append(opens)
                ends.append(closes)
                before.append(total)
            total += closes - opens
        return cls(start, end, starts, ends, before, total)

    def joined(self, later: "Table") -> "Table":
        """This table and the one that begins where it ends."""
        return Table.of(self.start, later.end, chain(self.spans(), later.spans()))

    def spans(self) -> Iterator[OpenSpan]:
        """Its open spans, none touching the next."""
        return zip(self.starts[1:], self.ends[1:], strict=True)

    def at_or_before(self, t: datetime) -> int:
        """The last entry that starts at or before `t`."""
        return bisect_right(self.starts, t) - 1

    def spent(self, t: datetime) -> timedelta:
        """The open time in [start, t)."""
        i = bisect_right(self.starts, t) - 1
        end = self.ends[i]
        return self.before[i] + ((t if t < end else end) - self.starts[i])

    def earliest(self, spent: timedelta) -> datetime:
        """The first instant before which that much is open; `spent` in (0, total]."""
        i = bisect_left(self.before, spent) - 1
        return self.starts[i] + (spent - self.before[i])

    def latest(self, spent: timedelta) -> datetime:
        """The last instant before which that much is open, and no more; `spent` in [0, total)."""
        i = bisect_right(self.before, spent) - 1
        return self.starts[i] + (spent - self.before[i])
