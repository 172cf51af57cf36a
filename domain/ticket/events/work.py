"""The work on a ticket: somebody has it in charge, asks, waits, hears, writes something down."""

from typing import Literal

from domain.terms.terms import LevelName, PriorityName
from domain.ticket.events.occurrence import FromOutside


class Acknowledged(FromOutside):
    """Somebody took the case in charge, or a level answered."""

    type: Literal["Acknowledged"] = "Acknowledged"
    level: LevelName | None = None


class PriorityConfirmed(FromOutside):
    """The customer was told the priority."""

    type: Literal["PriorityConfirmed"] = "PriorityConfirmed"
    priority: PriorityName


class WaitStarted(FromOutside):
    """The clock stopped, or would have if it still ran: somebody else has to act."""

    type: Literal["WaitStarted"] = "WaitStarted"
    on: str
    question: str | None = None


class CustomerResponded(FromOutside):
    """The customer was heard from."""

    type: Literal["CustomerResponded"] = "CustomerResponded"
    accepts_solution: bool | None = None
    text: str | None = None


class ThirdPartyResponded(FromOutside):
    """A third party was heard from."""

    type: Literal["ThirdPartyResponded"] = "ThirdPartyResponded"
    party: str | None = None
    text: str | None = None


class WaitEnded(FromOutside):
    """One wait ended; the clock runs when none is left."""

    type: Literal["WaitEnded"] = "WaitEnded"
    on: str


class TicketAssigned(FromOutside):
    """An engineer took the work."""

    type: Literal["TicketAssigned"] = "TicketAssigned"
    to: str


class NoteAdded(FromOutside):
    """Something was written down."""

    type: Literal["NoteAdded"] = "NoteAdded"
    text: str


class CommandRefused(FromOutside):
    """A signal asked for what cannot be; it has no other way to hear the answer (semantics 23e)."""

    type: Literal["CommandRefused"] = "CommandRefused"
    asked: str
    sentence: str
