"""What a calendar is made of: a few hundred bytes that a ticket carries with its terms (semantics 10)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    Field,
    SerializerFunctionWrapHandler,
    WrapSerializer,
    model_serializer,
    model_validator,
)

from domain.business_time.errors import BadYears
from domain.business_time.frozen import FrozenMapping, freeze, thaw
from domain.business_time.hours import AROUND_THE_CLOCK, DAY, MIDNIGHT, Day
from domain.business_time.zones import zone_named
from domain.value import Value

FIRST_YEAR, LAST_YEAR = 2, 9998
"""A local year reaches into its neighbours in UTC, so the outermost of `datetime` cannot be compiled."""


def _known(zone: str) -> str:
    return zone_named(zone).key


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, (), [], {})}


class Week(Value):
    """The hours of each weekday. A weekday without hours is closed, and left out of the JSON."""

    mon: Day = ()
    tue: Day = ()
    wed: Day = ()
    thu: Day = ()
    fri: Day = ()
    sat: Day = ()
    sun: Day = ()

    @model_serializer(mode="wrap")
    def _compact(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return _without_empty(serialize(self))

    @property
    def days(self) -> tuple[Day, ...]:
        """The hours from Monday to Sunday, in the order of `date.weekday()`."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)

    @property
    def always_closed(self) -> bool:
        """Whether no weekday has hours."""
        return not any(self.days)

    @property
    def always_open(self) -> bool:
        """Whether every weekday is open around the clock."""
        return all(sum((span.closes - span.opens for span in day), MIDNIGHT) == DAY for day in self.days)


class SpecialDate(Value):
    """A single date that overrides weekday and public holiday: its name, and its hours (none: closed)."""

    name: str
    hours: Day = ()

    @model_serializer(mode="wrap")
    def _compact(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return _without_empty(serialize(self))


Names = Annotated[Mapping[date, str], AfterValidator(freeze), WrapSerializer(thaw)]
Dates = Annotated[Mapping[date, SpecialDate], AfterValidator(freeze), WrapSerializer(thaw)]


class CalendarSpec(Value):
    """The hours, holidays and zone of a calendar; immutable, hashable, and compact in JSON.

    Raises `CalendarError` (inside pydantic's `ValidationError`) for a zone that does not exist, hours that
    overlap, years that run backwards, or holidays outside the years for which they are known.
    """

    zone: Annotated[str, AfterValidator(_known)]
    """A name of the tz database."""
    week: Week = Week()
    holidays: Names = Field(default_factory=lambda: FrozenMapping[date, str]({}))
    """Public holidays with their names."""
    holiday_hours: Day = ()
    """The hours on a public holiday, whatever weekday it falls on; none: closed."""
    dates: Dates = Field(default_factory=lambda: FrozenMapping[date, SpecialDate]({}))
    """Single dates that override weekday and holiday."""
    years: tuple[int, int] | None = None
    """The first and the last year, both in local time and included, for which the holidays are known.

    `None` for a calendar without holidays: it has no bounds.
    """

    @classmethod
    def always(cls, zone: str) -> Self:
        """A calendar that is open around the clock, every day of every year."""
        return cls(zone=zone, week=Week(**dict.fromkeys(Week.model_fields, AROUND_THE_CLOCK)))

    def hours_on(self, day: date) -> Day:
        """The hours of a local date: those of its special date, else of its holiday, else of its weekday."""
        if day in self.dates:
            return self.dates[day].hours
        return self.holiday_hours if day in self.holidays else self.week.days[day.weekday()]

    @model_validator(mode="after")
    def _years_hold(self) -> Self:
        if self.years is None:
            if self.holidays:
                raise BadYears("The calendar has holidays, but no years: say for which years they are known.")
            return self
        first, last = self.years
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            raise BadYears(
                f"The years {first} to {last} cannot be: give the first and the last year, "
                f"between {FIRST_YEAR} and {LAST_YEAR}."
            )
        # They are in order, and a ticket's calendar is read at each of its turns: most often the ends are enough.
        if self.holidays and first <= min(self.holidays).year <= max(self.holidays).year <= last:
            return self
        for day, name in self.holidays.items():
            if not first <= day.year <= last:
                raise BadYears(f"{name} on {day} lies outside {first} to {last}: add its year or leave it out.")
        return self

    @model_serializer(mode="wrap")
    def _compact(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return _without_empty(serialize(self))
