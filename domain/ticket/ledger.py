"""The ledger: when the ticket's clock ran, and what it was paused for when it did not (semantics 11)."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import Field

from domain.brief import brief
from domain.text import Instant
from domain.value import Value

CUSTOMER = "customer"
RESOLVED = "resolved"
CLOSED = "closed"
THIRD_PARTY = "third party "
OTHERS = "others"
"""What the clock was paused for long ago, where that was a third party: which one is told no more."""

NAME = 48
"""Characters of a third party's name in the ledger."""
NAMED = 200
"""How many of the last marks name third parties. A ledger is carried with its ticket wherever that goes, so what a
mark takes is bounded."""


def third_party(name: str) -> str:
    """The name under which the ledger knows a third party, so that a party called `customer` is not the customer."""
    return THIRD_PARTY + name


class Mark(Value):
    """From `at` on the clock is paused for these reasons; it runs where there are none."""

    at: Instant
    paused_for: tuple[str, ...] = Field((), alias="standing")


class LedgerPeriod(NamedTuple):
    """A half-open period in which the clock ran, or was paused for the same reasons; the last one has no end yet."""

    start: datetime
    end: datetime | None
    paused_for: tuple[str, ...]


class Ledger(Value):
    """Periods that follow one another from the opening on."""

    marks: tuple[Mark, ...]

    @cached_property
    def sums(self) -> dict[Any, Any]:
        """What was counted on this ledger so far, remembered for the next question; see `domain.clock.sla_timer`."""
        return {}

    def mark(self, at: datetime, paused_for: tuple[str, ...]) -> "Ledger":
        """The ledger in which the clock is paused for these reasons from `at` on, which is its latest instant."""
        paused_for = tuple(brief(reason, len(THIRD_PARTY) + NAME) for reason in paused_for)
        if self.marks and self.marks[-1].paused_for == paused_for:
            return self
        before = self.marks[:-1] if self.marks and self.marks[-1].at == at else self.marks
        if before and before[-1].paused_for == paused_for:
            return Ledger(marks=before)
        return Ledger(marks=(*_older(before), Mark(at=at, paused_for=paused_for)))

    @property
    def paused_for(self) -> tuple[str, ...]:
        """What the clock is paused for now; empty while it runs."""
        return self.marks[-1].paused_for

    @property
    def runs(self) -> bool:
        """Whether the clock runs now."""
        return not self.paused_for

    def periods(self) -> Iterator[LedgerPeriod]:
        """All periods, in order."""
        for mark, following in zip(self.marks, self.marks[1:], strict=False):
            yield LedgerPeriod(mark.at, following.at, mark.paused_for)
        yield LedgerPeriod(self.marks[-1].at, None, self.marks[-1].paused_for)

    def resumed_at(self, instant: datetime) -> "Ledger":
        """The ledger as it would be if the clock were resumed at that instant."""
        return self.mark(max(instant, self.marks[-1].at), ())


def _older(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks, of which the one that is the last to name third parties now names them no more."""
    if len(marks) < NAMED or not any(reason.startswith(THIRD_PARTY) for reason in marks[-NAMED].paused_for):
        return marks
    named = marks[-NAMED]
    reasons = dict.fromkeys(OTHERS if one.startswith(THIRD_PARTY) else one for one in named.paused_for)
    return (*marks[:-NAMED], Mark(at=named.at, paused_for=tuple(reasons)), *marks[len(marks) - NAMED + 1 :])
