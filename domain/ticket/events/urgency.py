"""A ticket presses more, or less: its priority, its level, the on-call service; by hand, or as time passes."""

from typing import Literal

from domain.terms.terms import LevelName, PriorityName
from domain.text import Instant
from domain.ticket.events.occurrence import FromOutside


class OnCallEngaged(FromOutside):
    """The on-call service got the ticket: phoned in, what it covers counts around the clock from here.

    Where the closing of the office brought it, it is the alarm alone, and the ticket's clock stays as it was.
    """

    type: Literal["OnCallEngaged"] = "OnCallEngaged"
    due_at: Instant | None = None
    """The closing of the office that raised the alarm, unset when somebody phoned."""


class PriorityChanged(FromOutside):
    """The priority rose or fell, by hand or by the unresponsive rule."""

    type: Literal["PriorityChanged"] = "PriorityChanged"
    before: PriorityName
    after: PriorityName
    reason: str | None = None
    silent_periods: int | None = None
    """Set when the unresponsive rule lowered it: how many of its periods had passed without an answer."""
    due_at: Instant | None = None
    cause: int | None = None


class Escalated(FromOutside):
    """The ticket moved to a higher level, once, past the levels it skipped.

    Where `after` is `before`, a level that the ticket had reached was asked again, and the ticket stayed where it was.
    """

    type: Literal["Escalated"] = "Escalated"
    before: LevelName
    after: LevelName
    skipped: tuple[LevelName, ...] = ()
    without_contact: tuple[LevelName, ...] | None = None
    """This level and those above it that nobody stands behind; the next above is told in their place (19a)."""
    due_at: Instant | None = None
    """Set when the ladder's clock moved it, unset when somebody asked."""
    cause: int | None = None
    requested_by: str | None = None
    reason: str | None = None

    @property
    def is_asked_again(self) -> bool:
        """Whether a level was asked again, and nothing moved."""
        return self.after == self.before
