"""Instants, and the half-open spans between them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.business_time.errors import BackwardsInterval, BeyondDatetime, NaiveInstant


def as_utc(t: datetime) -> datetime:
    """The same instant in UTC (semantics 1).

    Raises `NaiveInstant` for a datetime without a zone, `BeyondDatetime` where UTC has no date for it.
    """
    if t.tzinfo is UTC:
        return t
    if t.utcoffset() is None:
        raise NaiveInstant(t)
    try:
        return t.astimezone(UTC)
    except OverflowError:
        raise BeyondDatetime(f"{t.isoformat()} has no date in UTC") from None


@dataclass(frozen=True, slots=True)
class Interval:
    """The instants from `start` up to, but not including, `end`; both aware, and kept in UTC.

    Empty where both are equal. Raises `NaiveInstant`, or `BackwardsInterval` for an end before the start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", as_utc(self.start))
        object.__setattr__(self, "end", as_utc(self.end))
        if self.end < self.start:
            raise BackwardsInterval(self.start, self.end)

    @property
    def length(self) -> timedelta:
        """Real time from start to end."""
        return self.end - self.start

    def contains(self, t: datetime) -> bool:
        """Whether `t` lies in the interval; its end does not."""
        return self.start <= t < self.end

    def intersect(self, other: "Interval") -> "Interval | None":
        """The instants that lie in both, or `None` where there are none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Interval(start, end) if start < end else None
