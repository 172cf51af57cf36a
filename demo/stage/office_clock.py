"""What a clock on an office's wall reads, as an instant (semantics 1)."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

EXAMPLE = "2032-10-29 15:00"
_SHAPE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d([+-]\d\d:\d\d)?")


class NotAnInstant(ValueError):
    """A wall clock that reads so never, or twice; the text says what is wrong and what would be right."""


def instant_of(text: str, zone: str) -> datetime:
    """The instant, in UTC, at which a clock in that zone reads `2032-10-29 15:00`.

    In the hour that comes twice the UTC offset must follow: `2032-11-07 01:15-04:00`.
    Raises `NotAnInstant`.
    """
    try:
        reads = datetime.fromisoformat(text) if _SHAPE.fullmatch(text) else None
    except ValueError:
        reads = None
    if reads is None:
        raise NotAnInstant(f"{text!r} is no time; write it like {EXAMPLE}")
    possible = _instants(reads.replace(tzinfo=None), ZoneInfo(zone))
    if not possible:
        raise NotAnInstant(f"no clock in {zone} ever reads {text}, as that hour is skipped; take one beside it")
    if reads.tzinfo is None:
        if len(possible) > 1:
            raise NotAnInstant(f"clocks in {zone} read {text} twice; write {_choices(possible, zone)}")
        return possible[0]
    chosen = reads.astimezone(UTC)
    if chosen not in possible:
        raise NotAnInstant(f"{text} does not have the offset of {zone}; write {_choices(possible, zone)}")
    return chosen


def _instants(reads: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every instant at which the clock reads so: one, two where the hour comes twice, none where it is skipped."""
    found = {reads.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(instant for instant in found if instant.astimezone(zone).replace(tzinfo=None, fold=0) == reads)


def _choices(possible: list[datetime], zone: str) -> str:
    local = (instant.astimezone(ZoneInfo(zone)) for instant in possible)
    return " or ".join(one.isoformat(sep=" ", timespec="minutes") for one in local)
