"""What a file writes of time, and when a clock in a zone first reads it (semantics 1, 2, 4)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, PlainValidator
from pydantic_core import PydanticCustomError

from domain.business_time.spec import FIRST_YEAR, LAST_YEAR
from domain.business_time.zones import segments
from domain.contract.zones import unknown_zone

DAY = timedelta(days=1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_HANDOVER = re.compile(r"(?P<day>[a-z]{3}) (?P<clock>[0-2]\d:[0-5]\d)", re.ASCII | re.IGNORECASE)


def first_reading(zone: ZoneInfo, wall: datetime) -> datetime:
    """The first instant, in UTC, at which a clock in the zone reads `wall` (without a zone of its own) or later.

    So a skipped hour is where the clock jumps over it, and a repeated one is the first of the two.
    """
    reading = wall.replace(tzinfo=UTC)
    return next(
        max(reading - segment.offset, segment.start)
        for segment in segments(zone, reading - DAY, reading + DAY)
        if segment.end + segment.offset > reading
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a time on a wall clock, or an instant, as a file writes it."""

    written: datetime
    """Without a zone where a clock is to be read; a date is its 00:00."""

    @classmethod
    def parse(cls, text: object) -> "Moment":
        """Reads `2026-12-24`, `2026-12-24 18:00` or `2026-12-24T18:00+01:00`."""
        if isinstance(text, Moment):
            return text
        if isinstance(text, str) and _MOMENT.fullmatch(text):
            try:
                return cls(_within_reach(datetime.fromisoformat(text)))
            except ValueError:
                pass
        right = "write a date such as 2026-12-24, or a time such as 2026-12-24 18:00"
        raise _wording(f"{text!r} is no moment", right)

    def on(self, zone: ZoneInfo) -> datetime:
        """The instant, in UTC, that it is on the clocks of that zone."""
        if self.written.tzinfo is not None:
            return self.written.astimezone(UTC)
        return first_reading(zone, self.written)


@dataclass(frozen=True, slots=True)
class Handover:
    """When in a week a rotation hands over: a weekday (0 for Monday) and what the wall clock reads."""

    weekday: int
    clock: time

    @classmethod
    def parse(cls, text: object) -> "Handover":
        """Reads `Mon 09:00`."""
        if isinstance(text, Handover):
            return text
        found = _HANDOVER.fullmatch(text) if isinstance(text, str) else None
        if found is None or found["day"].lower() not in DAYS or found["clock"] >= "24:00":
            raise _wording(f"{text!r} is no time of the week", "write it like Mon 09:00")
        return cls(DAYS.index(found["day"].lower()), time.fromisoformat(found["clock"]))

    def first_from(self, day: date) -> date:
        """The first such weekday on or after a date."""
        return day + DAY * ((self.weekday - day.weekday()) % 7)


def _within_reach(written: datetime) -> datetime:
    if not FIRST_YEAR <= written.year <= LAST_YEAR:
        raise ValueError
    return written


def _wording(wrong: str, right: str) -> PydanticCustomError:
    return PydanticCustomError("wording", "{wrong}", {"wrong": wrong, "right": right})


def _known(zone: str) -> str:
    if problem := unknown_zone(zone):
        raise _wording(*problem)
    return zone


def _dated(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _wording(f"{day} is beyond what can be reckoned", "write a date such as 2026-12-24")
    return day


WallMoment = Annotated[Moment, PlainValidator(Moment.parse)]
WeekTime = Annotated[Handover, PlainValidator(Handover.parse)]
Zone = Annotated[str, AfterValidator(_known)]
"""A name of the tz database."""
Day = Annotated[date, AfterValidator(_dated)]
