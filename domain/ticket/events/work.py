"""What happened to a ticket, in the past tense. Read from top to bottom: the life of a ticket.

What people and systems did is here; what time alone brings is in `domain.ticket.time_events`.

`occurred_at` is when it was true. `due_at` is the instant at which the ledger reached a budget; where that lies before
`occurred_at`, a change brought it due, and `cause` is the number of that change's event (semantics 15a). `asked_at` is
the instant that a signal asked for and could not have (semantics 23).
"""

from typing import Annotated, Literal

from pydantic import Field

from domain.terms.request import Request
from domain.terms.terms import LevelName, PriorityName, Terms
from domain.text import Instant
from domain.ticket.time_events import (
    ClosingProposed,
    CustomerReminded,
    MissWithdrawn,
    Occurrence,
    PromiseKept,
    PromiseMissed,
    WarningGiven,
)


class _FromOutside(Occurrence):
    by: str | None = None
    """Who gave the command, where it said."""
    command: str | None = None
    """The id of the command, where it had one."""
    asked_at: Instant | None = None
    """The instant that a signal asked for and could not have."""


class TicketOpened(_FromOutside):
    """A ticket began, under the terms that hold for all its life."""

    type: Literal["TicketOpened"] = "TicketOpened"
    ticket: str
    customer: str
    subject: str
    request: Request
    terms: Terms


class TicketImported(_FromOutside):
    """The ticket came from another system, with a history; all that follows from that alone has this for its cause."""

    type: Literal["TicketImported"] = "TicketImported"
    source: str


class TicketMigrated(_FromOutside):
    """The ticket is under other terms from here on; what was counted and announced stays so."""

    type: Literal["TicketMigrated"] = "TicketMigrated"
    terms: Terms
    priority: PriorityName
    """The present priority, in the words of these terms."""
    level: LevelName
    """The present level, in the words of these terms."""
    theatre: str | None = None
    """The theatre that was asked for, where one was."""
    reason: str | None = None


class Acknowledged(_FromOutside):
    """Somebody took the case in charge, or a level answered."""

    type: Literal["Acknowledged"] = "Acknowledged"
    level: LevelName | None = None


class PriorityConfirmed(_FromOutside):
    """The customer was told the priority."""

    type: Literal["PriorityConfirmed"] = "PriorityConfirmed"
    priority: PriorityName


class WaitStarted(_FromOutside):
    """The clock stopped, or would have if it still ran: somebody else has to act."""

    type: Literal["WaitStarted"] = "WaitStarted"
    on: str
    question: str | None = None


class CustomerResponded(_FromOutside):
    """The customer was heard from."""

    type: Literal["CustomerResponded"] = "CustomerResponded"
    accepts_solution: bool | None = None
    text: str | None = None


class ThirdPartyResponded(_FromOutside):
    """A third party was heard from."""

    type: Literal["ThirdPartyResponded"] = "ThirdPartyResponded"
    party: str | None = None
    text: str | None = None


class WaitEnded(_FromOutside):
    """One wait ended; the clock runs when none is left."""

    type: Literal["WaitEnded"] = "WaitEnded"
    on: str


class OnCallEngaged(_FromOutside):
    """The on-call service got the ticket: phoned in, what it covers counts around the clock from here.

    Where the closing of the office brought it, it is the alarm alone, and the ticket's clock stays as it was.
    """

    type: Literal["OnCallEngaged"] = "OnCallEngaged"
    due_at: Instant | None = None
    """The closing of the office that raised the alarm, unset when somebody phoned."""


class PriorityChanged(_FromOutside):
    """The priority rose or fell, by hand or by the unresponsive rule."""

    type: Literal["PriorityChanged"] = "PriorityChanged"
    before: PriorityName
    after: PriorityName
    reason: str | None = None
    silent_periods: int | None = None
    """Set when the unresponsive rule lowered it: how many of its periods had passed without an answer."""
    due_at: Instant | None = None
    cause: int | None = None


class Escalated(_FromOutside):
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


class TicketAssigned(_FromOutside):
    """An engineer took the work."""

    type: Literal["TicketAssigned"] = "TicketAssigned"
    to: str


class NoteAdded(_FromOutside):
    """Something was written down."""

    type: Literal["NoteAdded"] = "NoteAdded"
    text: str


class TicketResolved(_FromOutside):
    """Solved: every wait ended, every clock stands, the customer may disagree."""

    type: Literal["TicketResolved"] = "TicketResolved"
    summary: str | None = None


class TicketReopened(_FromOutside):
    """Not solved after all: the clock goes on from what was spent."""

    type: Literal["TicketReopened"] = "TicketReopened"
    reason: str | None = None


class TicketClosed(_FromOutside):
    """The end."""

    type: Literal["TicketClosed"] = "TicketClosed"
    because: Literal["asked", "accepted", "undisputed", "silence"]
    reason: str | None = None
    due_at: Instant | None = None
    cause: int | None = None


class CommandRefused(_FromOutside):
    """A signal asked for what cannot be; it has no other way to hear the answer (semantics 23e)."""

    type: Literal["CommandRefused"] = "CommandRefused"
    asked: str
    sentence: str


Event = Annotated[
    TicketOpened
    | TicketImported
    | TicketMigrated
    | Acknowledged
    | PriorityConfirmed
    | WaitStarted
    | CustomerResponded
    | ThirdPartyResponded
    | WaitEnded
    | OnCallEngaged
    | PriorityChanged
    | Escalated
    | TicketAssigned
    | NoteAdded
    | TicketResolved
    | TicketReopened
    | TicketClosed
    | CommandRefused
    | WarningGiven
    | PromiseKept
    | PromiseMissed
    | MissWithdrawn
    | CustomerReminded
    | ClosingProposed,
    Field(discriminator="type"),
]
"""Everything that can have happened."""
