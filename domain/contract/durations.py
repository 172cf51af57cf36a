"""How a contract file writes time: "2 h", "2 working days", "end of the next working day", "best effort"."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Never

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

NEXT_WORKING_DAY = "end of the next working day"
BEST_EFFORT = "best effort"
NEVER = "never"

_TIME = re.compile(r"(?:(?P<hours>\d{1,5}) ?h)?(?: ?(?P<minutes>\d{1,5}) ?min)?")
_DAYS = re.compile(r"(?P<days>\d{1,4}) working days?")


@dataclass(frozen=True, slots=True)
class Hours:
    """An amount of time in hours and minutes, on whichever calendar the file names."""

    time: timedelta

    def __str__(self) -> str:
        hours, minutes = divmod(self.time // timedelta(minutes=1), 60)
        return " ".join(part for part in (f"{hours} h" * bool(hours), f"{minutes} min" * bool(minutes)) if part)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A number of working days, each as long as the theatre's standard day (semantics 6)."""

    days: int

    def __str__(self) -> str:
        return f"{self.days} working day{'s' * (self.days > 1)}"


@dataclass(frozen=True, slots=True)
class NextWorkingDayEnd:
    """By the close of the first working day after the local date of the opening (semantics 6)."""

    def __str__(self) -> str:
        return NEXT_WORKING_DAY


@dataclass(frozen=True, slots=True)
class BestEffort:
    """No target: the work is done as soon as it can be."""

    def __str__(self) -> str:
        return BEST_EFFORT


def length(duration: Hours | WorkingDays, standard_day: timedelta) -> timedelta:
    """The business time that a duration means where a standard day is that long."""
    match duration:
        case Hours(time):
            return time
        case WorkingDays(days):
            return days * standard_day


def _refuse(text: object, right: str) -> Never:
    raise PydanticCustomError("wording", "{wrong}", {"wrong": f"{text!r} is not a duration", "right": right})


def _plain(text: object) -> Hours | WorkingDays | None:
    if not isinstance(text, str):
        return None
    if days := _DAYS.fullmatch(text):
        return WorkingDays(int(days["days"])) if int(days["days"]) else None
    time = _TIME.fullmatch(text)
    if time is None:
        return None
    amount = timedelta(hours=int(time["hours"] or 0), minutes=int(time["minutes"] or 0))
    return Hours(amount) if amount else None


def parse_duration(text: object) -> Hours | WorkingDays:
    """Reads "2 h", "1 h 30 min", "30 min" or "2 working days"; zero is refused."""
    return _plain(text) or _refuse(text, 'write for example "30 min", "2 h" or "2 working days", more than zero')


def parse_target(text: object) -> Hours | WorkingDays | NextWorkingDayEnd | BestEffort:
    """Reads a duration, "end of the next working day", or "best effort" where there is no target."""
    if text == NEXT_WORKING_DAY:
        return NextWorkingDayEnd()
    if text == BEST_EFFORT:
        return BestEffort()
    right = f'write for example "30 min", "2 h", "2 working days", "{NEXT_WORKING_DAY}" or "{BEST_EFFORT}"'
    return _plain(text) or _refuse(text, right)


def parse_duration_or_never(text: object) -> Hours | WorkingDays | None:
    """Reads a duration, or "never"."""
    if text == NEVER:
        return None
    return _plain(text) or _refuse(text, f'write for example "40 h", "5 working days" or "{NEVER}"')


Duration = Annotated[Hours | WorkingDays, PlainValidator(parse_duration)]
Target = Annotated[Hours | WorkingDays | NextWorkingDayEnd | BestEffort, PlainValidator(parse_target)]
DurationOrNever = Annotated[Hours | WorkingDays | None, PlainValidator(parse_duration_or_never)]
