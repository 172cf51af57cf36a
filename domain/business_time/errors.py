"""What can be wrong with business time, each with the sentence that a person reads (semantics 24)."""

from datetime import datetime


class CalendarError(ValueError):
    """Something is wrong with a calendar, or with what it was asked."""


class UnknownZone(CalendarError):
    """A name that the tz database does not have."""

    def __init__(self, zone: str, nearest: list[str]) -> None:
        hint = f"did you mean {' or '.join(nearest)}?" if nearest else "write it like Europe/Rome."
        super().__init__(f"{zone!r} is not a time zone of the tz database: {hint}")


class BadHours(CalendarError):
    """Text that does not say a span of wall clock."""

    def __init__(self, text: object, fault: str) -> None:
        super().__init__(f"{text!r} is not a span of hours, {fault}: write it like 09:00-18:00.")


class OverlappingHours(CalendarError):
    """Two spans of one day that share time."""

    def __init__(self, first: object, second: object) -> None:
        super().__init__(f"{first} and {second} overlap: the spans of a day may touch, but not share time.")


class BadYears(CalendarError):
    """Years that are not known, run backwards, or leave a holiday outside."""


class NaiveInstant(CalendarError):
    """A wall clock without a zone where an instant is needed (semantics 1)."""

    def __init__(self, t: datetime) -> None:
        clock = t.isoformat()
        super().__init__(f"{clock} has no time zone: give an aware datetime, such as {clock}+00:00.")


class NotAnInstant(CalendarError):
    """An array that holds something else than instants or durations, or holds NaT."""


class BackwardsInterval(CalendarError):
    """An interval that ends before it starts."""

    def __init__(self, start: datetime, end: datetime) -> None:
        super().__init__(
            f"An interval cannot start at {start.isoformat()} and end before that, at {end.isoformat()}: "
            "give the earlier instant first."
        )


class BeyondKnownYears(CalendarError):
    """The answer lies in years whose holidays the calendar does not know (semantics 5)."""

    def __init__(self, years: tuple[int, int], what: str) -> None:
        first, last = years
        known = f"{first}" if first == last else f"{first} to {last}"
        super().__init__(f"The holidays are known for {known} only, and {what}: add years to it.")


class BeyondDatetime(CalendarError):
    """The answer lies where a datetime cannot go (semantics 5)."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Dates end with the years 1 and 9999, and {what}: ask for something nearer.")


class NeverOpen(CalendarError):
    """There is no open time to be found in that direction (semantics 5)."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The calendar has no more open time, and {what}: give its week some hours.")


class NeverCloses(CalendarError):
    """There is no closing time to be found."""

    def __init__(self, t: datetime) -> None:
        super().__init__(
            f"The calendar is open around the clock and never closes after {t.isoformat()}: "
            "ask for a closing time only where there are office hours."
        )
