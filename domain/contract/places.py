"""Where and when a contract's teams work, and which languages they speak."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.business_time.hours import Day as HoursOfDay
from domain.contract.sourced import Language, Sourced, Text
from domain.value import Value

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A two-letter country code (ISO 3166-1)."""
OpenDay = Annotated[HoursOfDay, Field(min_length=1)]
"""The hours of a day that has some."""


class Extension(Sourced):
    """The hours of the plans that reach beyond the standard days."""

    days: tuple[Day, ...] = Field(min_length=1)
    hours: OpenDay


class PublicHolidays(Sourced):
    """Which public holidays a team keeps."""

    country: Country
    observed: bool = True
    """Whether a holiday that falls on a weekend is also kept on the day that stands in for it."""
    no_days_off: tuple[Text, ...] = ()
    """Those that are no days off, by name and whatever year it is: the hours of their weekday hold."""
    removed: tuple[date, ...] = ()
    """Public holidays that this team works through."""


class SingleDate(Value):
    """One date with hours of its own, or closed where it has none."""

    date: date
    name: Text
    hours: HoursOfDay = ()


class Spoken(Sourced):
    """The languages of one team."""

    guaranteed: tuple[Language, ...] = Field(min_length=1)
    by_availability: tuple[Language, ...] = ()


class Theatre(Sourced):
    """One team: its office's clock, days, hours and holidays."""

    zone: Text
    days: tuple[Day, ...] = Field(min_length=1)
    hours: OpenDay
    """The same on each standard day, so that a working day has one length."""
    extension: Extension | None = None
    public_holidays: PublicHolidays
    single_dates: tuple[SingleDate, ...] = ()
    """Dates that override everything else."""
    spoken: Spoken | None = None
    """`None` where every language of the contract is guaranteed."""
    phones: tuple[Text, ...] = ()

    @property
    def standard_day(self) -> timedelta:
        """How much open time a standard day has."""
        return sum((span.closes - span.opens for span in self.hours), timedelta())


class RestOfTheWorld(Sourced):
    """Who serves the customers outside of every theatre: the candidate nearest to their own time zone."""

    name: Text
    """What a request calls it in place of a theatre."""
    candidates: tuple[Text, ...] = Field(min_length=1)
    """The theatres to choose from; of two that are equally near, the first."""
    spoken: Spoken | None = None


class Languages(Sourced):
    """The languages in which support is given at all."""

    supported: tuple[Language, ...] = Field(min_length=1)
    default: Language
    """That of a request that names none."""


Theatres = Mapping[Text, Theatre]
