"""Instants as a colleague in Rome would say them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
MONDAY = date(2026, 3, 2)
"""The stories' week: no holiday in it or in the three after it, and no switch of the clocks until 29 March."""


def rome(text: str) -> datetime:
    """The instant at which a clock in Rome first reads this, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ROME).astimezone(UTC)


def _on(days: int, clock: str) -> datetime:
    return rome(f"{MONDAY + timedelta(days=days)} {clock}")


def mon(clock: str, *, week: int = 0) -> datetime:
    """Monday of the stories' week, or of one `week`s later."""
    return _on(7 * week, clock)


def tue(clock: str, *, week: int = 0) -> datetime:
    """Tuesday of the same week."""
    return _on(7 * week + 1, clock)


def wed(clock: str, *, week: int = 0) -> datetime:
    """Wednesday of the same week."""
    return _on(7 * week + 2, clock)


def thu(clock: str, *, week: int = 0) -> datetime:
    """Thursday of the same week."""
    return _on(7 * week + 3, clock)


def fri(clock: str, *, week: int = 0) -> datetime:
    """Friday of the same week."""
    return _on(7 * week + 4, clock)


def sat(clock: str, *, week: int = 0) -> datetime:
    """Saturday of the same week."""
    return _on(7 * week + 5, clock)


def sun(clock: str, *, week: int = 0) -> datetime:
    """Sunday of the same week."""
    return _on(7 * week + 6, clock)


def minutes(number: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=number)


def hours(number: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=number)


A_MICROSECOND = timedelta(microseconds=1)
A_MILLISECOND = timedelta(milliseconds=1)
"""How long after its instant the workflow's timer rings (semantics 7a)."""
