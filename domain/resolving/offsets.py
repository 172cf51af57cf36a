"""Which team is nearest: standard offsets from UTC, compared around the clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.business_time.zones import zone_named

_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)
_NONE = timedelta(0)


def standard_offset(zone: str, at: datetime) -> timedelta:
    """The offset of a zone from UTC at that instant, without daylight saving.

    Some builds of the tz database call Ireland's winter a negative daylight saving of its summer. There, too,
    the smaller offset is taken, so that every build gives the same answer.
    """
    clock = zone_named(zone)
    for months in range(13):
        local = (at + months * _MONTH).astimezone(clock)
        if (local.dst() or _NONE) < _NONE:
            return local.utcoffset() or _NONE
    local = at.astimezone(clock)
    return (local.utcoffset() or _NONE) - (local.dst() or _NONE)


def distance(one: timedelta, other: timedelta) -> timedelta:
    """How far two offsets lie apart on a clock of 24 hours."""
    apart = abs(one - other) % _DAY
    return min(apart, _DAY - apart)


def nearest_of(zones: Mapping[str, str], customer_zone: str, at: datetime) -> str:
    """The name of the zone that is nearest to the customer's; of two equally near, the first."""
    customer = standard_offset(customer_zone, at)
    return min(zones, key=lambda name: distance(standard_offset(zones[name], at), customer))
