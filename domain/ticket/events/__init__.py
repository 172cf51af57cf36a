"""What happened to a ticket, in the past tense.

`occurred_at` is when it was true. `due_at` is the instant at which the ledger reached a budget; where that lies before
`occurred_at`, a change brought it due, and `cause` is the number of that change's event (semantics 15a). `asked_at` is
the instant that a signal asked for and could not have (semantics 23).
"""

from typing import Annotated, get_args

from pydantic import Field

from domain.ticket.events.by_time import (
    ClosingProposed,
    CustomerReminded,
    MissWithdrawn,
    Promised,
    PromiseKept,
    PromiseMissed,
    WarningGiven,
)
from domain.ticket.events.life import (
    TicketClosed,
    TicketImported,
    TicketMigrated,
    TicketOpened,
    TicketReopened,
    TicketResolved,
)
from domain.ticket.events.occurrence import FromOutside, Occurrence
from domain.ticket.events.urgency import Escalated, OnCallEngaged, PriorityChanged
from domain.ticket.events.work import (
    Acknowledged,
    CommandRefused,
    CustomerResponded,
    NoteAdded,
    PriorityConfirmed,
    ThirdPartyResponded,
    TicketAssigned,
    WaitEnded,
    WaitStarted,
)

__all__ = [
    "EVENTS",
    "Acknowledged",
    "ClosingProposed",
    "CommandRefused",
    "CustomerReminded",
    "CustomerResponded",
    "Escalated",
    "Event",
    "FromOutside",
    "MissWithdrawn",
    "NoteAdded",
    "Occurrence",
    "OnCallEngaged",
    "PriorityChanged",
    "PriorityConfirmed",
    "PromiseKept",
    "PromiseMissed",
    "Promised",
    "ThirdPartyResponded",
    "TicketAssigned",
    "TicketClosed",
    "TicketImported",
    "TicketMigrated",
    "TicketOpened",
    "TicketReopened",
    "TicketResolved",
    "WaitEnded",
    "WaitStarted",
    "WarningGiven",
]

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
"""Everything that can have happened, in the order in which a ticket may live through it."""

EVENTS: tuple[type[Event], ...] = get_args(get_args(Event)[0])
"""The class of each."""
