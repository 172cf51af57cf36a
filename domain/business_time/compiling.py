"""From a spec to open time: every local date in turn, clipped to what a clock in the office really reads."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.business_time.hours import Day
from domain.business_time.spec import CalendarSpec
from domain.business_time.table import OpenSpan, Table
from domain.business_time.zones import REACH, LocalDay, local_days, segments, zone_named

_DAY = timedelta(days=1)


def open_in(part: LocalDay, hours: Day) -> Iterator[OpenSpan]:
    """The open time in one part of a local date (semantics 2): hours that its clock skips are not in it."""
    for span in hours:
        opens = max(part.midnight + span.opens, part.start)
        closes = min(part.midnight + span.closes, part.end)
        if opens < closes:
            yield opens, closes


def compiled(spec: CalendarSpec, start: datetime, end: datetime) -> Table:
    """All open time in [start, end): UTC, within `known_range`."""
    days = local_days(zone_named(spec.zone), start, end)
    return Table.of(start, end, (span for part in days for span in open_in(part, spec.hours_on(part.date))))


def known_range(spec: CalendarSpec) -> tuple[datetime, datetime]:
    """From where to where the spec can be asked: where clocks read its years only, or `REACH`."""
    if spec.years is None:
        return REACH.start, REACH.end
    zone, (first, last) = zone_named(spec.zone), spec.years
    opening, closing = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    return _first_never_before(zone, opening), _first_at(zone, closing)


def without_end(spec: CalendarSpec) -> Table | None:
    """All open time of a spec whose week is always closed, or always open, but for single dates; else `None`.

    Such a calendar is known as far as datetimes go, and searching it date by date could take that long.
    """
    always = spec.week.always_open
    if spec.years is not None or not (always or spec.week.always_closed):
        return None
    named = [datetime.combine(day, time(), UTC) for day in spec.dates] or [REACH.start + _DAY]
    start = max(min(named), REACH.start + _DAY) - _DAY
    end = min(max(named), REACH.end - 2 * _DAY) + 2 * _DAY
    before, after = _constant(REACH.start, start, always), _constant(end, REACH.end, always)
    return before.joined(compiled(spec, start, end)).joined(after)


def _constant(start: datetime, end: datetime, always_open: bool) -> Table:
    return Table.of(start, end, [(start, end)] if always_open and start < end else [])


def _first_never_before(zone: ZoneInfo, wall: datetime) -> datetime:
    """The first instant from which on a clock reads `wall` or later."""
    found = wall - _DAY
    for segment in segments(zone, wall - _DAY, wall + _DAY):
        if segment.start + segment.offset < wall:
            found = min(wall - segment.offset, segment.end)
    return found


def _first_at(zone: ZoneInfo, wall: datetime) -> datetime:
    """The first instant at which a clock reads `wall` or later."""
    for segment in segments(zone, wall - _DAY, wall + _DAY):
        if segment.end + segment.offset > wall:
            return max(wall - segment.offset, segment.start)
    return wall + _DAY
