"""Open and closed time told apart, and why it is closed: for a person who asks where the time went."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple

from domain.business_time.interval import Interval
from domain.business_time.spec import CalendarSpec
from domain.business_time.table import OpenSpan
from domain.business_time.zones import local_days, zone_named


class Why(NamedTuple):
    """What a local date is, beside its weekday; nothing, on a plain day."""

    holiday: str | None = None
    special: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A span that is open or closed throughout.

    Closed on a special date or else a public holiday, it names that; closed by the plain hours of the week it
    names neither, and no more does open time.
    """

    interval: Interval
    open: bool
    holiday: str | None = None
    special: str | None = None


def why(spec: CalendarSpec, day: date) -> Why:
    """What decides the hours of a local date when it is not the weekday."""
    if special := spec.dates.get(day):
        return Why(special=special.name)
    return Why(holiday=spec.holidays.get(day))


def partition(spec: CalendarSpec, start: datetime, end: datetime, open_spans: Iterable[OpenSpan]) -> Iterator[Span]:
    """Cuts [start, end) into the open spans and, between them, closed spans, each with one reason."""
    at = start
    for opens, closes in chain(open_spans, [(end, end)]):
        yield from _closed(spec, at, opens)
        if opens < closes:
            yield Span(Interval(opens, closes), open=True)
        at = closes


def _closed(spec: CalendarSpec, start: datetime, end: datetime) -> Iterator[Span]:
    since, reason = start, Why()
    for part in local_days(zone_named(spec.zone), start, end):
        if (reason_now := why(spec, part.date)) != reason:
            if since < part.start:
                yield Span(Interval(since, part.start), False, *reason)
            since, reason = part.start, reason_now
    if since < end:
        yield Span(Interval(since, end), False, *reason)
