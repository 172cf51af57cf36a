"""The rule for the years after a zone's last listed change, such as `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX, RFC 9636)."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

_NAME = r"(?:[A-Za-z]+|<[^>]+>)"
_CLOCK = r"[+-]?\d+(?::\d+){0,2}"
_RULE = re.compile(rf"{_NAME}({_CLOCK}){_NAME}({_CLOCK})?,([^,/]+)(?:/({_CLOCK}))?,([^,/]+)(?:/({_CLOCK}))?")


def changes_by(rule: str, first: int, last: int) -> Iterator[tuple[datetime, int]]:
    """When the clocks change in those years, in order, and the offset in seconds from then on; none without a rule."""
    match = _RULE.fullmatch(rule)
    if match is None:
        return
    west, summer_west, begins, begins_at, ends, ends_at = match.groups()
    winter = -_seconds(west)
    summer = -_seconds(summer_west) if summer_west else winter + 3600
    found = []
    for year in range(first, last + 1):
        found.append((_instant(year, begins, begins_at, winter), summer))
        found.append((_instant(year, ends, ends_at, summer), winter))
    yield from sorted(found)


def _instant(year: int, day: str, clock: str | None, offset: int) -> datetime:
    return _date(year, day) + timedelta(seconds=_seconds(clock or "2") - offset)


def _date(year: int, day: str) -> datetime:
    new_year = datetime(year, 1, 1, tzinfo=UTC)
    if day.startswith("M"):
        month, week, weekday = map(int, day[1:].split("."))
        first = datetime(year, month, 1, tzinfo=UTC)
        # Sunday is 0 here and 6 in Python.
        day_of_month = 1 + (weekday - 1 - first.weekday()) % 7 + 7 * (week - 1)
        while day_of_month > monthrange(year, month)[1]:
            day_of_month -= 7
        return first.replace(day=day_of_month)
    if day.startswith("J"):
        leap = monthrange(year, 2)[1] == 29 and int(day[1:]) >= 60
        return new_year + timedelta(days=int(day[1:]) - 1 + leap)
    return new_year + timedelta(days=int(day))


def _seconds(clock: str) -> int:
    hours, minutes, seconds = [*clock.lstrip("+-").split(":"), "0", "0"][:3]
    total = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return -total if clock.startswith("-") else total
