"""A second opinion, slow and plain: it reads the office's clock once for every minute and keeps a list.

It holds for hours and offsets of whole minutes, inside the window that it has read. It shares nothing with the
code under test: no spec, no table, no bisection.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
Minutes = tuple[tuple[int, int], ...]
"""Spans of a day, in minutes since 00:00."""


@dataclass(frozen=True)
class Plan:
    """What a calendar says, in minutes."""

    week: tuple[Minutes, ...]
    holidays: Mapping[date, str] = field(default_factory=dict)
    holiday_hours: Minutes = ()
    dates: Mapping[date, tuple[str, Minutes]] = field(default_factory=dict)

    def minutes(self, day: date) -> Minutes:
        """The hours of a date."""
        if day in self.dates:
            return self.dates[day][1]
        if day in self.holidays:
            return self.holiday_hours
        return self.week[day.weekday()]


class Read(NamedTuple):
    """One minute: what the clock read, and whether the office was open."""

    date: date
    open: bool


class Watch:
    """The minutes from `start` on, as read."""

    def __init__(self, plan: Plan, zone: str, start: datetime, minutes: int) -> None:
        self.plan = plan
        self.start = start
        self.end = start + minutes * MINUTE
        self.read = [self._look(ZoneInfo(zone), start + i * MINUTE) for i in range(minutes)]

    def _look(self, zone: ZoneInfo, t: datetime) -> Read:
        clock = t.astimezone(zone)
        day, minute = clock.date(), clock.hour * 60 + clock.minute
        return Read(day, any(a <= minute < b for a, b in self.plan.minutes(day)))

    def is_open(self, t: datetime) -> bool:
        """Whether the minute that holds `t` was open."""
        return self.read[(t - self.start) // MINUTE].open

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        """Adds up the open part of every minute."""
        total = timedelta(0)
        for i in range((a - self.start) // MINUTE, len(self.read)):
            at = self.start + i * MINUTE
            if at >= b:
                break
            if self.read[i].open:
                total += min(b, at + MINUTE) - max(a, at)
        return total

    def add(self, t: datetime, budget: timedelta) -> datetime | None:
        """Walks on until the budget is used up; `None` when the window ends first."""
        left = budget
        for i in range((t - self.start) // MINUTE, len(self.read)):
            at = max(t, self.start + i * MINUTE)
            if self.read[i].open:
                here = self.start + (i + 1) * MINUTE - at
                if here >= left:
                    return at + left
                left -= here
        return None

    def subtract(self, t: datetime, budget: timedelta) -> datetime | None:
        """Walks back until the budget is used up; `None` when the window ends first."""
        left = budget
        for i in range(-((self.start - t) // MINUTE) - 1, -1, -1):
            at = min(t, self.start + (i + 1) * MINUTE)
            if self.read[i].open:
                here = at - (self.start + i * MINUTE)
                if here >= left:
                    return at - left
                left -= here
        return None

    def next_open(self, t: datetime) -> datetime | None:
        """`t` or the first open minute after it."""
        for i in range((t - self.start) // MINUTE, len(self.read)):
            if self.read[i].open:
                return max(t, self.start + i * MINUTE)
        return None

    def close_of_working_day_after(self, t: datetime) -> datetime | None:
        """The end of the last open minute of the first later date that has one; `None` when none was read."""
        today = self.read[(t - self.start) // MINUTE].date
        later = sorted({minute.date for minute in self.read if minute.open and minute.date > today})
        if not later:
            return None
        last = max(i for i, minute in enumerate(self.read) if minute.open and minute.date == later[0])
        return self.start + (last + 1) * MINUTE

    def spans(self) -> Iterator[tuple[datetime, datetime, bool, str | None, str | None]]:
        """Runs of minutes that are open, or closed for one reason."""
        at = self.start
        for (is_open, holiday, special), run in groupby(self.read, key=self._label):
            end = at + len(list(run)) * MINUTE
            yield at, end, is_open, holiday, special
            at = end

    def _label(self, minute: Read) -> tuple[bool, str | None, str | None]:
        if minute.open:
            return True, None, None
        if minute.date in self.plan.dates:
            return False, None, self.plan.dates[minute.date][0]
        return False, self.plan.holidays.get(minute.date), None
