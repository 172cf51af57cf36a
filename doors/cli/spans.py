"""Spans of time as people say and write them: `2 h 10 min`, `in 3 d 4 h`, `35 min late`."""

import re
from datetime import datetime, timedelta

from domain.errors import DomainError

_WRITTEN = re.compile(
    r"\s*(?:(?P<days>\d{1,4})\s*d(?:ays?)?)?\s*(?:(?P<hours>\d{1,5})\s*h(?:ours?)?)?"
    r"\s*(?:(?P<minutes>\d{1,6})\s*m(?:in(?:utes?)?)?)?\s*",
    re.ASCII | re.IGNORECASE,
)
MOST = timedelta(days=3660)


class NotASpan(DomainError):
    """Text that names no span of time."""


def read_span(what: str, text: str) -> timedelta:
    """The span that an option names, such as `90 min`, `4h` or `1d 12h`. Raises `NotASpan`."""
    found = _WRITTEN.fullmatch(text)
    parts = {name: int(part) for name, part in found.groupdict().items() if part} if found else {}
    span = timedelta(**parts)
    if not parts or span > MOST:
        raise NotASpan(f"{what} {text[:100]!r} is no span of time up to ten years; write it like 90min, 4h or 1d 12h")
    return span


def span(length: timedelta) -> str:
    """How long something is, in its two largest units, rounded down: `4 min`, `2 h 10 min`, `3 d 4 h`, `12 d`."""
    minutes = int(abs(length).total_seconds() // 60)
    hours, days = minutes // 60, minutes // 1440
    if days >= 10:
        return f"{days:,} d"
    if days:
        return _both(f"{days} d", hours % 24, "h")
    return _both(f"{hours} h", minutes % 60, "min") if hours else f"{minutes} min"


def _both(large: str, rest: int, unit: str) -> str:
    return f"{large} {rest} {unit}" if rest else large


def from_now(at: datetime, now: datetime) -> str:
    """How far ahead an instant is, or how late it is."""
    if at < now:
        return f"{span(now - at)} late"
    return f"in {span(at - now)}"
