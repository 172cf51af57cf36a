"""The calendars of a plan in a theatre, with explicit holidays (semantics 10)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from domain.business_time import CalendarSpec, SpecialDate, Week
from domain.business_time.zones import local_date, zone_named
from domain.contract.places import Theatre
from domain.contract.service import Plan

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
    days = holidays(kept.country, range(first, last + 1), observed=kept.observed)
    extension = theatre.extension
    hours = dict.fromkeys(theatre.days, theatre.hours)
    if extension and plan.extended_days:
        hours |= dict.fromkeys(extension.days, extension.hours)
    return CalendarSpec(
        zone=theatre.zone,
        week=Week(**hours),
        holidays={day: name for day, name in days.items() if day not in kept.removed},
        holiday_hours=extension.hours if extension and plan.public_holidays == "extension" else (),
        dates={one.date: SpecialDate(name=one.name, hours=one.hours) for one in theatre.single_dates},
        years=(first, last),
    )
