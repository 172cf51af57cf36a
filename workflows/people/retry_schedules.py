"""How often a way is tried, and at what intervals: by the kind of the way, and by who waits for it."""

from dataclasses import dataclass
from datetime import timedelta

from temporalio.common import RetryPolicy


@dataclass(frozen=True)
class RetrySchedule:
    """How often a way is tried, and at what intervals, in seconds.

    Attempts are counted and not the time: a message may wait its turn on a gateway for longer than it is tried.
    """

    first: float
    growth: float
    longest: float
    attempts: int

    @property
    def total(self) -> float:
        """The sum of the intervals."""
        return sum(min(self.first * self.growth**n, self.longest) for n in range(self.attempts - 1))

    def policy(self, slower: float) -> RetryPolicy:
        """The schedule as Temporal keeps it, with each interval so many times as long."""
        return RetryPolicy(
            initial_interval=timedelta(seconds=self.first * slower),
            backoff_coefficient=self.growth,
            maximum_interval=timedelta(seconds=self.longest * slower),
            maximum_attempts=self.attempts,
        )


SHORT = RetrySchedule(first=2, growth=2, longest=60, attempts=7)
"""Two minutes: for what a person waits for."""
RETRY_SCHEDULES = {
    "mail": RetrySchedule(first=10, growth=2, longest=300, attempts=8),
    "webhook": RetrySchedule(first=5, growth=4, longest=1800, attempts=7),
}
"""A quarter of an hour for mail, as a mail server's greylisting needs; an hour for a system's webhook."""
CALL = RetrySchedule(first=2, growth=2, longest=4, attempts=2)
"""For one call of an alarm; the next comes anyway."""
ONCE = RetrySchedule(first=1, growth=1, longest=1, attempts=1)
"""For a way that was down a moment ago."""
STORE = RetryPolicy(maximum_interval=timedelta(minutes=1))
"""For what needs the database: until it is back."""
HEARTBEAT = timedelta(seconds=8)
"""After so long without a beat an activity's worker is taken for killed, and the activity is tried again."""


def retry_schedule_for(kind: str, *, urgent: bool, down: bool) -> RetrySchedule:
    """The schedule of a way of that kind: shorter where it is urgent, and one attempt while it is known to be down."""
    if down:
        return ONCE
    return SHORT if urgent else RETRY_SCHEDULES.get(kind, SHORT)
