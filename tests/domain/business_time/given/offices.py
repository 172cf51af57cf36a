"""Offices for the stories: hours in a line, instants as a clock in the office reads them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.business_time import Calendar, CalendarSpec, calendar_for

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
EVERY_DAY = (*WEEKDAYS, "sat", "sun")


def spec(*hours: str, days: tuple[str, ...] = WEEKDAYS, zone: str = "Europe/Rome", **more: object) -> CalendarSpec:
    """The same hours on each of the days; Rome's office hours unless told otherwise."""
    week = {day: hours or ("09:00-18:00",) for day in days}
    return CalendarSpec.model_validate({"zone": zone, "week": week, **more})


def office(*hours: str, days: tuple[str, ...] = WEEKDAYS, zone: str = "Europe/Rome", **more: object) -> Calendar:
    """The calendar of `spec`."""
    return calendar_for(spec(*hours, days=days, zone=zone, **more))


def always() -> Calendar:
    """Open around the clock, in Rome."""
    return calendar_for(CalendarSpec.always("Europe/Rome"))


def christmas(dates: Mapping[str, object] | None = None) -> Calendar:
    """Rome's office hours around the Christmas of 2024, with its two public holidays, and single dates."""
    holidays = {"2024-12-25": "Natale", "2024-12-26": "Santo Stefano"}
    return office(holidays=holidays, years=(2024, 2025), dates=dates or {})


def at(wall: str, zone: str = "Europe/Rome", fold: int = 0) -> datetime:
    """The instant at which a clock there reads `2024-05-06 09:00`; `fold=1` is the second time it does."""
    # In UTC, as Python holds a wall clock that is read twice to be equal to no instant at all.
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def hours(count: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=count)
