"""Business time the slow way: every minute asks the office's wall clock whether it is open."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from tests.oracle.rules import MINUTE, NO_DAYS_OFF, SAT, Office

DAY = timedelta(days=1)


@cache
def _public_holidays(country: str, year: int) -> frozenset[date]:
    days = holidays.country_holidays(country, years=year, language="en_US")
    return frozenset(day for day in days if set(days.get_list(day)) - set(NO_DAYS_OFF.get(country, ())))


def is_open(office: Office, wall: datetime) -> bool:
    """Whether somebody works when the wall clock in the office reads this."""
    holiday = wall.date() in _public_holidays(office.country, wall.year)
    if holiday or (office.extension is not None and wall.weekday() == SAT):
        return office.extension is not None and wall.hour in office.extension
    return wall.weekday() in office.days and wall.hour in office.hours


@cache
def _open_minutes(office: Office, day: date) -> tuple[datetime, ...]:
    """The minutes of one UTC day that are open. Switches of the clock and opening hours fall on whole minutes."""
    zone, midnight = ZoneInfo(office.zone), datetime.combine(day, time(), UTC)
    minutes = (midnight + number * MINUTE for number in range(24 * 60))
    return tuple(minute for minute in minutes if is_open(office, minute.astimezone(zone)))


def open_minutes(office: Office, at: datetime) -> Iterator[datetime]:
    """The open minutes that end after an instant, without end; the first may have begun before it."""
    day = at.date()
    while True:
        yield from (minute for minute in _open_minutes(office, day) if minute + MINUTE > at)
        day += DAY


def after(office: Office, at: datetime, budget: timedelta) -> datetime:
    """The first instant by which the office has been open for the budget."""
    left = budget
    for minute in open_minutes(office, at):
        begins = max(minute, at)
        if left <= minute + MINUTE - begins:
            return begins + left
        left -= minute + MINUTE - begins
    raise AssertionError("the open minutes have no end")


def end_of_next_working_day(office: Office, at: datetime) -> datetime:
    """The close of the first working day after the date that the office's calendar shows, be it open or not."""
    zone = ZoneInfo(office.zone)
    opened = at.astimezone(zone).date()
    working_day: date | None = None
    close = at
    for minute in open_minutes(office, at):
        day = minute.astimezone(zone).date()
        if working_day is not None and day != working_day:
            return close
        if day > opened:
            working_day, close = day, minute + MINUTE
    raise AssertionError("the open minutes have no end")
