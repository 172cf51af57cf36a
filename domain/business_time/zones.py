"""How the clocks of a zone run: spans of constant offset, and the local dates in them (semantics 2 and 4).

`zoneinfo` does not tell when a zone changes its offset, so the changes are found by looking every `STEP` and
then bisecting. No zone has ever changed twice within one step: a test proves it from the database itself.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from domain.business_time.errors import UnknownZone
from domain.business_time.interval import Interval

STEP = timedelta(days=2)

REACH = Interval(datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC))
"""The instants that have a date in every zone."""

NO_OFFICES = frozenset({"localtime", "Factory", "posixrules", "posix", "right"})
"""What a database holds under zones' names, or folders of them, without being one."""

_DAY = timedelta(days=1)
_TICK = timedelta.resolution


def zone_named(key: str) -> ZoneInfo:
    """The zone of that name. Raises `UnknownZone` with the nearest names.

    Names that depend on the machine, count leap seconds or say that no zone was set are no office's.
    """
    try:
        if key.partition("/")[0] not in NO_OFFICES:
            return ZoneInfo(key)
    except (KeyError, ValueError, OSError):
        pass
    raise UnknownZone(key, get_close_matches(key, zone_names(), n=3))


def zone_names() -> list[str]:
    """The names of all zones that an office can have."""
    return sorted(available_timezones() - NO_OFFICES)


class Segment(NamedTuple):
    """A span in which a zone keeps one offset from UTC."""

    start: datetime
    end: datetime
    offset: timedelta


class LocalDay(NamedTuple):
    """The part of a local date that lies in one segment; `midnight` is its 00:00 at the segment's offset.

    A date that the zone skips has no part; one in which the offset changes has several, perhaps with another
    date's part in between.
    """

    date: date
    midnight: datetime
    start: datetime
    end: datetime


def segments(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Segment]:
    """The segments of [start, end), in order and without gaps; UTC, within `REACH`."""
    since, offset, at = start, _offset(zone, start), start
    while at < end:
        ahead = min(at + STEP, end)
        if (later := _offset(zone, ahead)) != offset:
            change = _change(zone, at, ahead, offset)
            yield Segment(since, change, offset)
            since, offset = change, later
        at = ahead
    if since < end:
        yield Segment(since, end, offset)


def local_days(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[LocalDay]:
    """The local dates that a clock in the zone reads in [start, end), in the order in which it reads them."""
    for segment in segments(zone, start, end):
        day = (segment.start + segment.offset).date()
        midnight = datetime.combine(day, time(), UTC) - segment.offset
        while midnight < segment.end:
            yield LocalDay(day, midnight, max(midnight, segment.start), min(midnight + _DAY, segment.end))
            day, midnight = day + _DAY, midnight + _DAY


def parts_of(zone: ZoneInfo, day: date) -> list[LocalDay]:
    """Every part of one local date; none for a date that the zone skipped."""
    # No offset is as much as a day, so every instant that reads this date lies within a day of it in UTC.
    around = datetime.combine(day, time(), UTC)
    start, end = max(around - _DAY, REACH.start), min(around + 2 * _DAY, REACH.end)
    return [part for part in local_days(zone, start, end) if part.date == day]


def local_date(zone: ZoneInfo, t: datetime) -> date:
    """The date that a clock in the zone reads at `t`."""
    return t.astimezone(zone).date()


def _offset(zone: ZoneInfo, t: datetime) -> timedelta:
    return t.astimezone(zone).replace(tzinfo=UTC) - t


def _change(zone: ZoneInfo, before: datetime, after: datetime, offset: timedelta) -> datetime:
    while after - before > _TICK:
        middle = before + (after - before) // 2
        if _offset(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after
