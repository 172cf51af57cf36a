"""What a text says that names an instant, before it is known in which order its file writes day and month.

`dateutil` reads it, behind checks, as by itself it swaps year-first dates where days come first, swaps back a month
that cannot be, fills what is missing from today, and drops the name of a zone that it does not know.
"""

import re
from datetime import datetime, timezone
from functools import lru_cache
from typing import NamedTuple

from dateutil import parser

from studies.files.dates.counted import counted
from studies.files.dates.layouts import Named, Parts, missing, offset_of, taken_apart

FIRST, LAST = 1900, 2199
"""Another year is a slip, and the last instant of a file decides how long every ticket lives."""
LONGEST = 100
"""Characters of a text that can be an instant."""

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\d{0,3} ?([Zz]|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)
_PLAIN = re.compile(r"(\d{1,2})(?P<sep>[-/.])(\d{1,2})(?P=sep)(\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))?", re.ASCII)


class Form(NamedTuple):
    """What a text says. Where its order matters, the two readings differ; one of them can be none."""

    day_first: datetime | None = None
    month_first: datetime | None = None
    """Each aware where the text says so itself."""
    in_numbers: bool = False
    """Whether day and month are both numbers that stand before the year, so that another order could be meant."""
    year_first: bool = False
    zone: str | None = None
    """The name of a zone, to be compared with the clock of the place."""
    wrong: str | None = None
    """Why it is no instant."""

    @property
    def is_open(self) -> bool:
        """Whether only the order of the file can say which instant it is."""
        return None not in (self.day_first, self.month_first) and self.day_first != self.month_first


def form(text: str) -> Form:
    """What a text says; a `Form` without a reading for one that says no instant."""
    return _form(text.strip()) if len(text) <= LONGEST else Form(wrong="is too long for a time")


@lru_cache(maxsize=65_536)
def _form(text: str) -> Form:
    # A file has these two by the million, so they are read on a shorter way.
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return _in_iso(f"{iso[1]} {iso[2]}", iso[3])
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        one, other, *more = (int(part or 0) for part in plain.group(1, 3, 4, 5, 6, 7))
        return Form(_dated(other, one, *more), _dated(one, other, *more), in_numbers=True)
    number = counted(text)
    if number is not None:
        found = number if FIRST <= number.year <= LAST else None
        return Form(found, found)
    parts = taken_apart(text)
    return Form(wrong=missing(text)) if parts is None else _of_parts(parts)


def _in_iso(text: str, zone: str | None) -> Form:
    try:
        read = _placed(datetime.fromisoformat(text), zone)
    except ValueError:
        read = None
    return Form(read, read, year_first=True)


def _dated(month: int, day: int, year: int, hour: int, minute: int, second: int) -> datetime | None:
    try:
        return _placed(datetime(year, month, day, hour, minute, second), None)
    except ValueError:
        return None


def _of_parts(parts: Parts) -> Form:
    date, zone = parts.date, parts.zone
    name = zone if zone is not None and offset_of(zone) is None else None
    if isinstance(date, Named):
        read = _parsed(f"{date.day} {date.month} {date.year}", parts)
        return Form(read, read, zone=name)
    if date.year_first:
        read = _parsed(f"{date.year}-{date.one}-{date.other}", parts, expected=(date.one, date.other))
        return Form(read, read, year_first=True, zone=name)
    written = f"{date.one}/{date.other}/{date.year}"
    return Form(
        _parsed(written, parts, day_first=True, expected=(date.other, date.one)),
        _parsed(written, parts, expected=(date.one, date.other)),
        in_numbers=True,
        zone=name,
    )


def _parsed(
    date: str, parts: Parts, *, day_first: bool = False, expected: tuple[int, int] | None = None
) -> datetime | None:
    """What `dateutil` reads, unless it is another month and day than `expected`, or another weekday."""
    try:
        found = parser.parse(f"{date} {parts.clock}", dayfirst=day_first)
    except (ValueError, OverflowError):
        return None
    if expected is not None and (found.month, found.day) != expected:
        return None
    if parts.weekday is not None and found.weekday() != parts.weekday:
        return None
    return _placed(found, parts.zone)


def _placed(found: datetime, zone: str | None) -> datetime | None:
    """The datetime with its offset, where it has one; without, where it has none, or a name that is to be looked at."""
    if not FIRST <= found.year <= LAST:
        return None
    offset = None if zone is None else offset_of(zone)
    if offset is not None:
        return found.replace(tzinfo=timezone(offset))
    return found if zone is None or zone.isalpha() else None
