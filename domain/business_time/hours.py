"""The hours of one day, as a wall clock in the office reads them."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from domain.business_time.errors import BadHours, OverlappingHours

MIDNIGHT = timedelta(0)
DAY = timedelta(days=1)

_SPAN = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?-([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")


@dataclass(frozen=True, slots=True, order=True)
class OpenHours:
    """A half-open span of wall clock within one day; in JSON and YAML the text `09:00-18:00`, to the second.

    `opens` and `closes` are what the clock reads, as a distance from 00:00; `closes` may be 24:00.
    Raises `BadHours` unless 00:00 <= opens < closes <= 24:00.
    """

    opens: timedelta
    closes: timedelta

    def __post_init__(self) -> None:
        if self.opens < MIDNIGHT or self.closes > DAY:
            raise BadHours(str(self), "as a day runs from 00:00 to 24:00")
        if self.opens >= self.closes:
            raise BadHours(str(self), "as it has to close later than it opens, on the same day")

    @classmethod
    def parse(cls, text: object) -> "OpenHours":
        """Reads `09:00-18:00` or `09:00:30-24:00`; hours that are read already pass. Raises `BadHours`."""
        if isinstance(text, OpenHours):
            return text
        if not isinstance(text, str):
            raise _misspelled(text)
        return _parsed(text)

    def __str__(self) -> str:
        return f"{_read(self.opens)}-{_read(self.closes)}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(pattern=f"^{_SPAN.pattern}$")
        return core_schema.no_info_plain_validator_function(
            cls.parse,
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=text),
            json_schema_input_schema=text,
        )


@lru_cache(maxsize=1024)
def _parsed(text: str) -> OpenHours:
    # A ticket carries its calendars, and they are read at each of its turns: there are few hours, read over and over.
    match = _SPAN.fullmatch(text)
    if match is None:
        raise _misspelled(text)
    numbers = [int(group or 0) for group in match.groups()]
    if max(numbers[1], numbers[2], numbers[4], numbers[5]) > 59:
        raise BadHours(text, "as minutes and seconds end at 59")
    return OpenHours(_clock(numbers[:3]), _clock(numbers[3:]))


def _misspelled(text: object) -> BadHours:
    return BadHours(text, "which has two clock times of two digits each and a hyphen")


def _clock(numbers: list[int]) -> timedelta:
    hours, minutes, seconds = numbers
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


@lru_cache(maxsize=1024)
def _read(clock: timedelta) -> str:
    minutes, seconds = divmod(int(clock.total_seconds()), 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text


def _in_order(spans: tuple[OpenHours, ...]) -> tuple[OpenHours, ...]:
    ordered = tuple(sorted(spans))
    for first, second in pairwise(ordered):
        if second.opens < first.closes:
            raise OverlappingHours(first, second)
    return ordered


Day = Annotated[tuple[OpenHours, ...], AfterValidator(_in_order)]
"""The hours of one day, put in order; they may touch, but not overlap. None: the day is closed."""

AROUND_THE_CLOCK: tuple[OpenHours, ...] = (OpenHours(MIDNIGHT, DAY),)
"""The hours of a day that never closes."""
