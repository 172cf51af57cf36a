"""What a rehearsal came to, in numbers and in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from domain.value import Value
from studies.rehearsal.comparing import Difference
from studies.rehearsal.conducting import Outcome

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
YEAR = timedelta(days=365.25)


class Summary(Value):
    """A rehearsal in sum."""

    tickets: int
    differing: int
    """Tickets whose lives on the engine and in the simulation were not equal."""
    unopened: Mapping[str, int]
    """How many openings were refused, by the sentence of the refusal."""
    events: Mapping[str, int]
    """By their types, the most frequent first."""
    commands: int
    refused: int
    """Commands and openings."""
    announced: int
    differences: tuple[Difference, ...]
    real_seconds: float
    lived_seconds: float
    """The tickets' own time in sum, each from its first to its last event."""

    @property
    def headline(self) -> str:
        """The answer in a sentence."""
        if self.differing:
            return (
                f"{self.differing:,} of {_tickets(self.tickets)} lived otherwise on the engine than in the simulation."
            )
        return f"{_tickets(self.tickets)} rehearsed; their lives on the engine and in the simulation are equal."

    def lines(self) -> list[str]:
        """What was done, and how long it took."""
        lived, real = timedelta(seconds=self.lived_seconds), timedelta(seconds=self.real_seconds)
        once, as_simulated = ("", "") if self.differing else (", each once", ", each as the simulation refuses it")
        return [
            *(f"{_tickets(count)} not opened: {why}" for why, count in self.unopened.items()),
            f"{sum(self.events.values()):,} events, {self.announced:,} announcements{once}",
            f"{self.commands:,} commands sent; {self.refused:,} refused{as_simulated}",
            f"{_span(lived, YEAR, 'years', DAY, 'days')} of tickets' time in "
            f"{_span(real, MINUTE, 'minutes', timedelta(seconds=1), 'seconds')}",
        ]


def summary(outcomes: Sequence[Outcome], real_time: timedelta) -> Summary:
    """What rehearsed tickets come to."""
    events: Counter[str] = Counter()
    for outcome in outcomes:
        events.update(outcome.events)
    return Summary(
        tickets=len(outcomes),
        differing=sum(bool(outcome.differences) for outcome in outcomes),
        unopened=dict(Counter(outcome.unopened for outcome in outcomes if outcome.unopened is not None).most_common()),
        events=dict(events.most_common()),
        commands=sum(outcome.commands for outcome in outcomes),
        refused=sum(outcome.refused for outcome in outcomes),
        announced=sum(outcome.announced for outcome in outcomes),
        differences=tuple(difference for outcome in outcomes for difference in outcome.differences),
        real_seconds=round(real_time.total_seconds(), 1),
        lived_seconds=sum(outcome.lived.total_seconds() for outcome in outcomes),
    )


def _tickets(count: int) -> str:
    return f"{count:,} ticket{'' if count == 1 else 's'}"


def _span(time: timedelta, large: timedelta, larges: str, small: timedelta, smalls: str) -> str:
    return f"{time / large:,.1f} {larges}" if time >= large else f"{time / small:,.1f} {smalls}"
