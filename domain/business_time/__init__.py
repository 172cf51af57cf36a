"""Business time: what an office's calendar counts, exactly and in every zone (semantics 1-6)."""

from domain.business_time.calendar import Calendar, calendar_for
from domain.business_time.errors import (
    BackwardsInterval,
    BadHours,
    BadYears,
    BeyondDatetime,
    BeyondKnownYears,
    CalendarError,
    NaiveInstant,
    NeverCloses,
    NeverOpen,
    NotAnInstant,
    OverlappingHours,
    UnknownZone,
)
from domain.business_time.hours import OpenHours
from domain.business_time.interval import Interval, as_utc
from domain.business_time.spans import Span
from domain.business_time.spec import CalendarSpec, SpecialDate, Week

__all__ = [
    "BackwardsInterval",
    "BadHours",
    "BadYears",
    "BeyondDatetime",
    "BeyondKnownYears",
    "Calendar",
    "CalendarError",
    "CalendarSpec",
    "Interval",
    "NaiveInstant",
    "NeverCloses",
    "NeverOpen",
    "NotAnInstant",
    "OpenHours",
    "OverlappingHours",
    "Span",
    "SpecialDate",
    "UnknownZone",
    "Week",
    "as_utc",
    "calendar_for",
]
