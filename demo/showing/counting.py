"""How business time was counted, in a line: `Fri 3 h, Sat 5 h`, and what did not count, and why."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.business_time import Calendar, CalendarSpec
from domain.business_time.zones import local_date, local_days, segments, zone_named
from domain.showing.explain import Interval
from domain.showing.sentences import duration
from domain.ticket.ledger import THIRD_PARTY


def short_time(instant: datetime, zone: str) -> str:
    """An instant on the office's wall clock, without its year: `Fri 29 Oct 15:00`."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%a %d %b %H:%M")


class Count(NamedTuple):
    """A period of time on an office's wall clock: intervals that follow one another, and which of them counted."""

    spec: CalendarSpec
    intervals: Sequence[Interval]

    @classmethod
    def on(cls, calendar: Calendar, start: datetime, end: datetime) -> "Count":
        """The open time between two instants."""
        spans = calendar.spans(start, end)
        return cls(
            calendar.spec,
            [Interval(start=one.interval.start, end=one.interval.end, counts=one.open, why="") for one in spans],
        )

    def __str__(self) -> str:
        """Each day that counted and how much; closed days; whom it waited for; and when the clocks changed."""
        if not self.intervals:
            return "nothing"
        days = self._days()
        counted = ", ".join(f"{_name(day, self.spec)} {duration(spent)}" for day, spent in days.items() if spent)
        notes = [*self._waits(), *self._closed(day for day, spent in days.items() if not spent), *self._changes()]
        return "; ".join([counted or "nothing", *notes])

    def _days(self) -> dict[date, timedelta]:
        """How much counted on each local date, from the first to the last."""
        days: dict[date, timedelta] = {}
        for interval in self.intervals:
            for part in local_days(zone_named(self.spec.zone), interval.start, interval.end):
                spent = part.end - part.start if interval.counts else timedelta()
                days[part.date] = days.get(part.date, timedelta()) + spent
        return days

    def _waits(self) -> Iterator[str]:
        for why in dict.fromkeys(one.why for one in self.intervals if one.why.startswith("waiting")):
            yield f"not while {why.replace(THIRD_PARTY, '')}"

    def _closed(self, idle: Iterable[date]) -> Iterator[str]:
        """The days on which the office was closed, and not only the clock stood."""
        closed = [_name(day, self.spec) for day in idle if not self.spec.hours_on(day)]
        if closed:
            yield f"closed {', '.join(closed)}"

    def _changes(self) -> Iterator[str]:
        zone = zone_named(self.spec.zone)
        for before, after in pairwise(segments(zone, self.intervals[0].start, self.intervals[-1].end)):
            way = "back" if after.offset < before.offset else "forward"
            yield f"clocks went {way} on {local_date(zone, after.start):%a}"


def _name(day: date, spec: CalendarSpec) -> str:
    holiday = spec.holidays.get(day)
    return f"{day:%a}" + (f" ({holiday})" if holiday else "")
