"""A country's public holidays as explicit dates, which a ticket carries for life (semantics 10)."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import holidays


def public_holidays(country: str, years: Iterable[int], *, observed: bool = True) -> Mapping[date, str]:
    """The public holidays that fall in those years, by date in order, with their English names.

    `observed`: also the days that stand in for holidays on a weekend, where the country has that custom.
    Raises `NotImplementedError` for a country that is not in `countries()`.
    """
    wanted = sorted(set(years))
    days = holidays.country_holidays(country, years=wanted, language="en_US", observed=observed, expand=False)
    return {day: name for day, name in sorted(days.items()) if day.year in wanted}


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The codes of the countries whose public holidays are known."""
    return frozenset(holidays.list_supported_countries())
