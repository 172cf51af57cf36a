"""A country's public holidays as explicit dates, which a ticket carries for life (semantics 10)."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import holidays

from domain.business_time import CalendarError
from domain.resolving.calendars import TOGETHER

LUNAR_UNTIL = {"AE": 2076}
"""The last year in which the package knows a country's holidays that follow the moon; it goes on without them."""


class HolidaysUnknown(CalendarError):
    """A calendar would need holidays that nobody has published (semantics 5)."""

    def __init__(self, country: str, year: int, known: range) -> None:
        super().__init__(
            f"The public holidays of {country} are not known for {year}, only from {known[0]} to {known[-1]}; a ticket "
            "needs those of the year before its opening and of the five after it, so take an instant within these"
        )


class CountryUnknown(CalendarError):
    """A calendar of a country whose public holidays nobody here knows."""

    def __init__(self, country: str) -> None:
        super().__init__(f"The public holidays of {country!r} are not known; write a country's code, such as IT or MX")


def public_holidays(country: str, years: Iterable[int], *, observed: bool = True) -> Mapping[date, str]:
    """The public holidays that fall in those years, by date in order, with their English names.

    `observed`: also the days that stand in for holidays on a weekend, where the country has that custom.
    Raises `HolidaysUnknown` for a year of which the package does not know them all, and `CountryUnknown` for a country
    that is not in `countries()`.
    """
    return _holidays(country, tuple(sorted(set(years))), observed)


@lru_cache(maxsize=256)
def _holidays(country: str, wanted: tuple[int, ...], observed: bool) -> Mapping[date, str]:
    # They are asked for with each opening, and half of what that costs went into working them out again.
    known = known_years(country)
    for year in wanted:
        if year not in known:
            raise HolidaysUnknown(country, year, known)
    days = holidays.country_holidays(country, years=wanted, language="en_US", observed=observed, expand=False)
    return MappingProxyType({day: name for day, name in sorted(days.items()) if day.year in wanted})


def known_years(country: str) -> range:
    """The years of which the package knows all public holidays of the country. Raises `CountryUnknown`."""
    if country not in countries():
        raise CountryUnknown(country)
    calendar = holidays.country_holidays(country)
    last = min(calendar.end_year, LUNAR_UNTIL.get(country, calendar.end_year))
    return range(calendar.start_year, last + 1)


@lru_cache(maxsize=16)
def holiday_names(country: str) -> frozenset[str]:
    """Every name that `public_holidays` gives a day of the country in some year. Raises `CountryUnknown`."""
    days = public_holidays(country, known_years(country))
    return frozenset(name for together in days.values() for name in together.split(TOGETHER))


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The codes of the countries whose public holidays are known."""
    return frozenset(holidays.list_supported_countries())
