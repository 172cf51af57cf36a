"""The clock of whoever reads: one zone for all instants of a list, which its heading names."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from domain.business_time import UnknownZone
from domain.business_time.zones import zone_named
from domain.contract.spelling import closed
from domain.contract.zones import unknown_zone
from domain.errors import DomainError

WEEK = timedelta(days=6)
"""Within so much time a weekday says which day is meant."""
_LOCAL = Path("/etc/localtime")
_ZONES = "zoneinfo/"


class NoSuchZone(DomainError):
    """A zone that the tz database does not have."""


@dataclass(frozen=True, slots=True)
class ReaderClock:
    """A zone, and what it is called; `None` is whatever this machine goes by."""

    zone: tzinfo | None
    name: str

    def day_and_time(self, at: datetime, now: datetime) -> str:
        """An instant, as short as it is clear now: `14:05`, `Mon 14:05`, `23 Nov 14:05`, `23 Nov 2027 14:05`."""
        try:
            there, today = at.astimezone(self.zone), now.astimezone(self.zone)
        except (OverflowError, ValueError):
            return f"{at:%Y-%m-%d}"
        if there.date() == today.date():
            return f"{there:%H:%M}"
        if abs(there.date() - today.date()) <= WEEK:
            return f"{there:%a %H:%M}"
        return f"{there:%d %b %H:%M}" if there.year == today.year else f"{there:%d %b %Y %H:%M}"

    def heading(self, now: datetime) -> str:
        """What the time is, and on which clock."""
        there = now.astimezone(self.zone)
        return f"{there:%a %d %b %Y %H:%M} {there.tzname()}" + (f" ({self.name})" if self.name else "")


def reader_clock(zone: str | None) -> ReaderClock:
    """The clock in a zone, or that of this machine. Raises `NoSuchZone`."""
    if zone is not None:
        if problem := unknown_zone(zone):
            raise NoSuchZone(closed(f"--zone {problem[0]}: {problem[1]}"))
        return ReaderClock(zone_named(zone), zone)
    name = _zone_of_this_machine()
    return ReaderClock(zone_named(name), name) if name else ReaderClock(None, "")


def _zone_of_this_machine() -> str:
    """The name of the machine's zone in the tz database; nothing where it does not say."""
    named = os.environ.get("TZ")
    if named is None:
        path = os.path.realpath(_LOCAL)
        named = path.partition(_ZONES)[2] if _ZONES in path else ""
    try:
        zone_named(named)
    except (UnknownZone, ValueError, OSError):
        return ""
    return named
