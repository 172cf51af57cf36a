"""What the wall clock of another system says, as instants: where it reads twice or skips, the rule is here.

A time that the clock shows twice (it was set back) is the first of the two, unless that lies before what happened
before it: then it is the second. A time that the clock skips (it was set forward) is read as if it had not been set,
so that 02:30 becomes 03:30. An offset, or UTC, in the text goes before the clock's zone.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.business_time.zones import zone_named
from domain.errors import DomainError
from studies.files.dates.form import FIRST, LAST, Form, form
from studies.files.dates.order import DateOrder

RIGHT = "write 2016-02-29 09:15 on the wall clock of --zone, or 2016-02-29T09:15:00+01:00"


class NotATime(DomainError):
    """A text that names no time, or more than one."""

    def __init__(self, text: str, wrong: str | None = None) -> None:
        if not text:
            super().__init__(f"a time is missing; {RIGHT}")
            return
        shown = text if len(text) <= 40 else text[:40] + "..."
        super().__init__(f"{shown!r} {wrong or f'is no time of the years {FIRST} to {LAST}; {RIGHT}'}")


class Reading(NamedTuple):
    """One instant, or two where the clock reads the time twice; and whether it reads it at all."""

    first: datetime
    second: datetime
    skipped: bool = False

    def not_before(self, floor: datetime | None) -> datetime:
        """The first instant, or the second where the first lies before `floor`."""
        return self.second if floor is not None and self.first < floor else self.first


def read(text: str, zone: str, order: DateOrder | None = None) -> Reading:
    """The instants that a text names, on the wall clock of a zone unless it says where it is itself.

    `order` is that of the file; without one, only what can be read in one way is. Raises `NotATime`.
    """
    reading = _read(text.strip(), zone, order)
    if isinstance(reading, str):
        raise NotATime(text.strip(), reading or None)
    return reading


def readable(texts: Iterable[object], zone: str, order: DateOrder | None = None) -> Iterator[datetime]:
    """The instants that texts name, of those that name one."""
    for text in texts:
        reading = _read(text.strip(), zone, order) if isinstance(text, str) else ""
        if not isinstance(reading, str):
            yield reading.first


def with_offset(text: object) -> datetime | None:
    """The instant of a text that needs neither a zone nor an order to name it; `None` for any other."""
    found = form(text) if isinstance(text, str) else None
    if found is None or found.zone is not None or found.day_first != found.month_first or found.day_first is None:
        return None
    return None if found.day_first.tzinfo is None else found.day_first.astimezone(UTC)


@lru_cache(maxsize=65_536)
def _read(text: str, zone: str, order: DateOrder | None) -> Reading | str:
    """The reading, or what is wrong with the text; an empty text where it is no time at all."""
    found = form(text)
    wall = _chosen(found, order)
    if isinstance(wall, str):
        return wall
    try:
        if wall.tzinfo is not None:
            instant = wall.astimezone(UTC)
            return Reading(instant, instant)
        reading = _on_the_wall(wall, zone_named(zone))
    except OverflowError:
        return ""
    return reading if found.zone is None else _in_the_zone(reading, found.zone, zone)


def _chosen(found: Form, order: DateOrder | None) -> datetime | str:
    if order is DateOrder.YEAR_FIRST and found.in_numbers and (found.day_first or found.month_first):
        return (
            "is written in another order than the file's other dates, which are year-first: write it like "
            "2016-02-29 09:15, or give --dates day-first or --dates month-first"
        )
    if order is None and found.is_open:
        return (
            "can be read with the day first or the month, and the file's dates prove neither: "
            "give --dates day-first or --dates month-first"
        )
    wanted, other = found.day_first, found.month_first
    if order is DateOrder.MONTH_FIRST or (order is None and wanted is None):
        wanted, other = other, wanted
    if wanted is not None:
        return wanted
    if other is not None:
        return f"is no date in the order of this file's, {order.value if order else 'which is another'}; {RIGHT}"
    return f"{found.wrong}; {RIGHT}" if found.wrong else ""


def _on_the_wall(wall: datetime, clock: ZoneInfo) -> Reading:
    first, second = (wall.replace(tzinfo=clock, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(clock).replace(tzinfo=None) != wall:
        return Reading(first, first, skipped=True)
    return Reading(first, second)


def _in_the_zone(reading: Reading, name: str, zone: str) -> Reading | str:
    """The reading that a zone's short name goes with: `CEST` is known where the clock of the file's zone shows it."""
    clock = zone_named(zone)
    named = [at for at in dict.fromkeys(reading[:2]) if at.astimezone(clock).tzname() == name]
    if not named:
        return f"names the zone {name}, which is not what the clocks of {zone} show then; {RIGHT}"
    return reading if len(named) == 2 else Reading(named[0], named[0], reading.skipped)
