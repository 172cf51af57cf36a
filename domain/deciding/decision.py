"""What one turn of a ticket decides, as a value: events, or a refusal, and all that follows for the outside.

A decision holds all that the outside acts on, so that history stores decisions and a later rule cannot change what was
decided.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from domain.clock.advance import Step
from domain.clock.contacts import HasContact, everybody
from domain.clock.next_timer import NextTimer
from domain.clock.upcoming import Due
from domain.showing.announcements import Announcement, announcements
from domain.ticket.recorded import Recorded
from domain.value import Value


class Decision(Value):
    """What one turn brought: events, or a refusal as a value; and what follows for the outside."""

    events: tuple[Recorded, ...] = ()
    refusal: str | None = None
    next_timer: NextTimer | None = Field(None, alias="alarm")
    deadline: NextTimer | None = None
    attributes: Mapping[str, str | bool] = {}
    """What people search tickets by, as far as this turn changed it; an empty text where it no longer holds."""
    announcements: tuple[Announcement, ...] = ()


class RefusedSignal(Value):
    """A signal that was refused before it became a command of this ticket; it is taken down as a fact."""

    asked: str
    sentence: str
    id: str | None = None


class Turn(NamedTuple):
    """What a decision is made of, for who drives many lives: each event with the ticket after it, and what is next."""

    steps: Sequence[Step] = ()
    upcoming: Due | None = None
    refusal: str | None = None
    announces: bool = True
    """Whether people are told; what is recorded as past they have been told elsewhere."""

    @property
    def decision(self) -> Decision:
        """The decision, as it is carried to the outside, where every level has somebody to tell."""
        return self.decision_with(everybody)

    def decision_with(self, has_contact: HasContact) -> Decision:
        """The decision, as it is carried to the outside."""
        if self.refusal is not None:
            return Decision(refusal=self.refusal)
        return Decision(
            events=tuple(step.recorded for step in self.steps),
            next_timer=NextTimer(at=self.upcoming.at, label=self.upcoming.label) if self.upcoming else None,
            announcements=tuple(
                told
                for step in self.steps
                if self.announces
                for told in announcements(step.ticket, step.recorded, has_contact)
            ),
        )
