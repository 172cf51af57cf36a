"""What the wall clock of another system says, as instants: where it reads twice or skips, the rule is here.

A time that the clock shows twice (it was set back) is the first of the two, unless that lies before what happened
before it: then it is the second. A time that the clock skips (it was set forward) is read as if it had not been set,
so that 02:30 becomes 03:30.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.business_time.zones import zone_named
from domain.errors import DomainError

_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_SERVICENOW = re.compile(r"(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d(:\d\d)?)", re.ASCII)

FIRST, LAST = 1900, 2199


class NotATime(DomainError):
    """A text that names no time."""

    def __init__(self, text: str) -> None:
        shown = text if len(text) <= 40 else text[:40] + "..."
        super().__init__(
            f"{shown!r} is no time of the years {FIRST} to {LAST}; write 29-02-2016 09:15 or 2016-02-29 09:15 "
            "on the wall clock of --zone, or 2016-02-29T09:15:00+01:00"
        )


class Reading(NamedTuple):
    """One instant, or two where the clock reads the time twice; and whether it reads it at all."""

    first: datetime
    second: datetime
    skipped: bool = False

    def not_before(self, floor: datetime | None) -> datetime:
        """The first instant, or the second where the first lies before `floor`."""
        return self.second if floor is not None and self.first < floor else self.first


def read(text: str, zone: str) -> Reading:
    """The instants that a text names, on the wall clock of a zone unless it has an offset. Raises `NotATime`."""
    reading = _read(text.strip(), zone)
    if reading is None:
        raise NotATime(text.strip())
    return reading


def readable(texts: Iterable[object], zone: str) -> Iterator[datetime]:
    """The instants that texts name, of those that name one."""
    for text in texts:
        reading = _read(text.strip(), zone) if isinstance(text, str) else None
        if reading is not None:
            yield reading.first


@lru_cache(maxsize=65_536)
def _read(text: str, zone: str) -> Reading | None:
    wall = _wall(text)
    if wall is None:
        return None
    try:
        if wall.tzinfo is not None:
            instant = wall.astimezone(UTC)
            return Reading(instant, instant)
        return _on_the_wall(wall, zone_named(zone))
    except OverflowError:
        return None


def _on_the_wall(wall: datetime, clock: ZoneInfo) -> Reading:
    first, second = (wall.replace(tzinfo=clock, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(clock).replace(tzinfo=None) != wall:
        return Reading(first, first, skipped=True)
    return Reading(first, second)


def _wall(text: str) -> datetime | None:
    theirs = _SERVICENOW.fullmatch(text)
    iso = f"{theirs[3]}-{theirs[2]}-{theirs[1]} {theirs[4]}" if theirs else text
    # Another year is a slip, and the last instant of the file decides how long every ticket lives.
    if _ISO.fullmatch(iso) is None or not FIRST <= int(iso[:4]) <= LAST:
        return None
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return None
