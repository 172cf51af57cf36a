"""A written instant taken apart: which texts have a date, a time of the day and perhaps a zone, and where each stands.

Nothing is left over and nothing is missing in a text that has a layout, so that what reads it has nothing to fill in.
"""

import re
from datetime import timedelta
from typing import NamedTuple

from studies.files.dates.words import MONTHS, in_english, without_weekday

PIVOT = 70
"""Years of two digits are from 1970 to 2069."""

_SPACE = re.compile(r",?[\s\u00a0\u2000-\u200a\u202f]+")
_BEFORE_THE_TIME = re.compile(r"(?<=\d)[Tt](?=\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)[Tt ]?(\d\d):?(\d\d)(?::?(\d\d))?", re.ASCII)
_FRACTION = r"(?:[.,]\d{1,9})?"
_CLOCK = rf"(?P<clock>\d{{1,2}}(?::\d\d(?::\d\d{_FRACTION})?|\.\d\d(?:\.\d\d{_FRACTION})?))(?: ?(?P<half>AM|PM))?"
_ZONE = (
    r"(?: ?(?P<zone>(?:(?:UTC|GMT|UT|Z) ?)?[+-]\d{1,2}(?::?\d\d)?|[A-Za-z]{1,5})"
    # What stands behind an offset only says it again: (CET), [Europe/Rome], UTC.
    r"(?:(?<=\d)(?: ?\([^()]{1,60}\)|\[[A-Za-z_/+-]{1,60}\]| [A-Z]{3,5}))?)?"
)
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
_DATES = (
    r"(?P<a>\d{1,4})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,4})",
    rf"{_DAY}(?:\. ?|[-/ ])?{_MONTH}[-/ ]?(?P<year>\d{{4}}|\d\d)",
    rf"{_YEAR}[-/ ]?{_MONTH}[-/ ]?{_DAY}",
    rf"{_MONTH} ?{_DAY} {_YEAR}",
)
_LAYOUTS = tuple(
    re.compile(layout, re.ASCII)
    for layout in (
        *(rf"{date} {_CLOCK}{_ZONE}" for date in _DATES),
        # As `date` prints it, Mon Mar 17 06:04:05 CET 2025; and PostgreSQL, Mon 17 Mar 06:04:05 2025 CET.
        *(
            rf"{date} {_CLOCK}{end}"
            for date in (rf"{_MONTH} {_DAY}", rf"{_DAY} {_MONTH}")
            for end in (rf"{_ZONE} {_YEAR}", rf" {_YEAR}{_ZONE}")
        ),
    )
)
_BARE = tuple(re.compile(date, re.ASCII) for date in _DATES)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_OFFSET = re.compile(r"(?:UTC|GMT|UT|Z)? ?(?:([+-])(\d{1,2})(?::?(\d\d))?)?", re.ASCII | re.IGNORECASE)


class Numbers(NamedTuple):
    """A date in numbers: two of which one is the day, or the month and the day behind the year."""

    one: int
    other: int
    year: int
    year_first: bool


class Named(NamedTuple):
    """A date with the name of its month, in English."""

    day: int
    month: str
    year: int


class Parts(NamedTuple):
    """A whole instant. Its clock is `6:04`, `06:04:05.123` or `6:04 PM`."""

    date: Numbers | Named
    clock: str
    zone: str | None
    weekday: int | None


def taken_apart(text: str) -> Parts | None:
    """The parts of a text; `None` where it has not all of them, or anything besides."""
    text = _SPACE.sub(" ", text)
    compact = _COMPACT.match(text)
    if compact is not None:
        year, month, day, *times = compact.groups(default="00")
        text = f"{year}-{month}-{day} {':'.join(times)}{text[compact.end() :]}"
    text, weekday = without_weekday(_BEFORE_THE_TIME.sub(" ", text))
    text = in_english(text)
    found = next((match for layout in _LAYOUTS if (match := layout.fullmatch(text))), None)
    date = None if found is None else _date(found.groupdict())
    if found is None or date is None:
        return None
    return Parts(date, f"{_clock(found['clock'])} {found['half'] or ''}".strip(), found["zone"], weekday)


def missing(text: str) -> str | None:
    """What a text lacks that is nearly an instant."""
    text = in_english(without_weekday(_SPACE.sub(" ", text))[0])
    if _NUMBER.fullmatch(text):
        return "is a number: let the program that wrote it write a date and a time"
    return "has no time of the day" if any(date.fullmatch(text) for date in _BARE) else None


def offset_of(zone: str) -> timedelta | None:
    """How far a zone is from UTC, where it says that itself: `Z`, `UTC`, `+01`, `GMT+0100`."""
    found = _OFFSET.fullmatch(zone)
    if found is None:
        return None
    hours, minutes = int(found[2] or 0), int(found[3] or 0)
    if hours > 23 or minutes > 59:
        return None
    span = timedelta(hours=hours, minutes=minutes)
    return -span if found[1] == "-" else span


def _date(parts: dict[str, str]) -> Numbers | Named | None:
    if parts.get("a") is None:
        return Named(int(parts["day"]), parts["month"], _year(parts["year"]))
    a, b, c = parts["a"], parts["b"], parts["c"]
    if len(a) == 4:
        return Numbers(int(b), int(c), int(a), year_first=True)
    if len(a) > 2 or len(c) not in (2, 4):
        return None
    return Numbers(int(a), int(b), _year(c), year_first=False)


def _clock(text: str) -> str:
    """`06.04.05,123` as `06:04:05.123`."""
    hour, minute, *rest = re.split(r"[:.,]", text)
    return ":".join((hour, minute, *rest[:1])) + "".join(f".{fraction}" for fraction in rest[1:])


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < PIVOT else 1900)
