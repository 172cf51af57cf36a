"""The calendars of a plan in a theatre, with explicit holidays (semantics 10)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from domain.business_time import CalendarSpec, SpecialDate, Week
from domain.business_time.zones import local_date, zone_named
from domain.contract.places import PublicHolidays, Theatre
from domain.contract.service import Plan

TOGETHER = "; "
"""What stands between the names of public holidays that fall on one date."""
YEARS_BEFORE, YEARS_AFTER = 1, 5
"""The years around the opening whose holidays a ticket carries."""


class HolidaySource(Protocol):
    """Where public holidays come from; the domain reads none by itself."""

    def __call__(self, country: str, years: Iterable[int], *, observed: bool) -> Mapping[date, str]:
        """The public holidays of a country in those years, with their names."""


def office_calendar(theatre: Theatre, plan: Plan, at: datetime, holidays: HolidaySource) -> CalendarSpec:
    """The hours in which a theatre's team works for a plan, for a ticket opened at that instant."""
    year = local_date(zone_named(theatre.zone), at).year
    first, last = year - YEARS_BEFORE, year + YEARS_AFTER
    kept = theatre.public_holidays
    days = _days_off(kept, holidays(kept.country, range(first, last + 1), observed=kept.observed))
    extension = theatre.extension
    hours = dict.fromkeys(theatre.days, theatre.hours)
    if extension and plan.extended_days:
        hours |= dict.fromkeys(extension.days, extension.hours)
    week = Week(**hours)
    dates = {one.date: SpecialDate(name=one.name, hours=one.hours) for one in theatre.single_dates}
    if plan.public_holidays == "extension-but-rest-days":
        resting = {day: SpecialDate(name=name) for day, name in days.items() if not week.days[day.weekday()]}
        dates = {**resting, **dates}
    return CalendarSpec(
        zone=theatre.zone,
        week=week,
        holidays=days,
        holiday_hours=extension.hours if extension and plan.reaches_holidays else (),
        dates=dates,
        years=(first, last),
    )


def _days_off(kept: PublicHolidays, days: Mapping[date, str]) -> dict[date, str]:
    """The public holidays that the team keeps. Those that fall on one date are named together."""
    found: dict[date, str] = {}
    for day, together in days.items():
        names = [name for name in together.split(TOGETHER) if name not in kept.no_days_off]
        if names and day not in kept.removed:
            found[day] = TOGETHER.join(names)
    return found
