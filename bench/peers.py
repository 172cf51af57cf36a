"""The libraries that business time is compared with, each set up as its own documentation has it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import businesstimedelta
import numpy as np
import pytz
import workclock
from bizdurr import BusinessDuration
from business_duration import businessDuration

OPENS, CLOSES = time(9), time(18)


@dataclass(frozen=True)
class Questions:
    """Moments, each with a budget to add and a second moment up to which to measure."""

    starts: list[datetime]
    budgets: list[timedelta]
    ends: list[datetime]

    def first(self, count: int) -> "Questions":
        """The first of them."""
        return Questions(self.starts[:count], self.budgets[:count], self.ends[:count])


@dataclass(frozen=True)
class Arrays:
    """The same questions as numpy keeps them, in UTC."""

    starts: Any
    budgets: Any
    ends: Any


@dataclass(frozen=True)
class Contender:
    """One form of one library, asked `count` questions in a run; `None` where it has no such question."""

    library: str
    form: str
    count: int
    add: Callable[[Any], Any] | None
    elapsed: Callable[[Any], Any] | None

    def form_of(self, questions: Questions) -> Questions | Arrays:
        """The questions in the form in which it takes them."""
        if self.form != "arrays":
            return questions
        starts, ends = (
            np.array([t.replace(tzinfo=None) for t in instants], "datetime64[us]")
            for instants in (questions.starts, questions.ends)
        )
        return Arrays(starts, np.array(questions.budgets, "timedelta64[us]"), ends)


def peers(zone: str, holidays: dict[date, str]) -> list[Contender]:
    """An office in the zone that is open on weekdays and closed on the holidays, in every library."""
    return [
        *with_workclock(zone, holidays),
        with_businesstimedelta(zone, holidays),
        with_bizdurr(zone, holidays),
        with_business_duration(zone, holidays),
    ]


def with_workclock(zone: str, holidays: dict[date, str]) -> list[Contender]:
    """Written in Rust; takes one question or many."""
    rules: list[workclock.Rule] = [workclock.WorkDay(OPENS, CLOSES), workclock.Holidays(list(holidays))]
    office = workclock.Schedule(rules, time_zone=ZoneInfo(zone))
    return [
        Contender(
            "workclock",
            "single",
            20_000,
            add=lambda q: [office.add(t, budget) for t, budget in zip(q.starts, q.budgets, strict=True)],
            elapsed=lambda q: [office.between(a, b) for a, b in zip(q.starts, q.ends, strict=True)],
        ),
        Contender(
            "workclock",
            "arrays",
            100_000,
            add=lambda q: office.add_many(q.starts, q.budgets),
            elapsed=lambda q: office.between_many(q.starts, q.ends),
        ),
    ]


def with_businesstimedelta(zone: str, holidays: dict[date, str]) -> Contender:
    """Counts in whole seconds."""
    tz = pytz.timezone(zone)
    workday = businesstimedelta.WorkDayRule(OPENS, CLOSES, working_days=[0, 1, 2, 3, 4], tz=tz)
    office = businesstimedelta.Rules([workday, businesstimedelta.HolidayRule(set(holidays), tz=tz)])

    def added(t: datetime, budget: timedelta) -> Any:
        return t + businesstimedelta.BusinessTimeDelta(office, seconds=int(budget.total_seconds()))

    return Contender(
        "businesstimedelta",
        "single",
        500,
        add=lambda q: [added(t, budget) for t, budget in zip(q.starts, q.budgets, strict=True)],
        elapsed=lambda q: [office.difference(a, b).timedelta for a, b in zip(q.starts, q.ends, strict=True)],
    )


def with_bizdurr(zone: str, holidays: dict[date, str]) -> Contender:
    """Measures, but does not add."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")
    hours = {day: {"start": f"{OPENS:%H:%M}", "end": f"{CLOSES:%H:%M}"} for day in days}
    office = BusinessDuration(business_hours=hours, business_timezone=zone, holidays=list(holidays))
    return Contender(
        "bizdurr",
        "single",
        5_000,
        add=None,
        elapsed=lambda q: [office.calculate(a, b) for a, b in zip(q.starts, q.ends, strict=True)],
    )


def with_business_duration(zone: str, holidays: dict[date, str]) -> Contender:
    """Measures, but does not add; knows no zones, so it is given what a clock in the office reads."""
    tz = ZoneInfo(zone)

    def measured(a: datetime, b: datetime) -> timedelta:
        start, end = (t.astimezone(tz).replace(tzinfo=None) for t in (a, b))
        return timedelta(seconds=businessDuration(start, end, OPENS, CLOSES, holidaylist=holidays, unit="sec"))

    return Contender(
        "business-duration",
        "single",
        500,
        add=None,
        elapsed=lambda q: [measured(a, b) for a, b in zip(q.starts, q.ends, strict=True)],
    )
