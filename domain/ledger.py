"""The ledger: when the ticket's clock ran, and what it stood for when it did not (semantics 11)."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from domain.text import Instant
from domain.value import Value

CUSTOMER = "customer"
RESOLVED = "resolved"
CLOSED = "closed"
THIRD_PARTY = "third party "


def third_party(name: str) -> str:
    """The name under which the ledger knows a third party, so that a party called `customer` is not the customer."""
    return THIRD_PARTY + name


class Mark(Value):
    """From `at` on the clock stands for these reasons; it runs where there are none."""

    at: Instant
    standing: tuple[str, ...] = ()


class Stretch(NamedTuple):
    """A half-open stretch of the ledger; the last one has no end yet."""

    start: datetime
    end: datetime | None
    standing: tuple[str, ...]


class Ledger(Value):
    """Stretches that follow one another from the opening on."""

    marks: tuple[Mark, ...]

    def mark(self, at: datetime, standing: tuple[str, ...]) -> "Ledger":
        """The ledger in which the clock stands for `standing` from `at` on, which is its latest instant."""
        if self.marks and self.marks[-1].standing == standing:
            return self
        before = self.marks[:-1] if self.marks and self.marks[-1].at == at else self.marks
        if before and before[-1].standing == standing:
            return Ledger(marks=before)
        return Ledger(marks=(*before, Mark(at=at, standing=standing)))

    @property
    def standing(self) -> tuple[str, ...]:
        """What the clock stands for now; empty while it runs."""
        return self.marks[-1].standing

    @property
    def runs(self) -> bool:
        """Whether the clock runs now."""
        return not self.standing

    def stretches(self) -> Iterator[Stretch]:
        """All stretches, in order."""
        for mark, following in zip(self.marks, self.marks[1:], strict=False):
            yield Stretch(mark.at, following.at, mark.standing)
        yield Stretch(self.marks[-1].at, None, self.marks[-1].standing)

    def resumed_at(self, instant: datetime) -> "Ledger":
        """The ledger as it would be if the clock were resumed at that instant."""
        return self.mark(max(instant, self.marks[-1].at), ())
