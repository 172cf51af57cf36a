"""What keeps a promise: which fact each promise and each answer waits for (semantics 17a).

Nowhere else is that said. Who decides a fact, lives through a history or judges a life asks here what the fact keeps.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import assert_never, get_args

from domain.terms.terms import PriorityName, PromiseName, Terms
from domain.ticket.events import (
    Acknowledged,
    ClosingProposed,
    CommandRefused,
    CustomerReminded,
    CustomerResponded,
    Escalated,
    Event,
    MissWithdrawn,
    NoteAdded,
    OnCallEngaged,
    PriorityChanged,
    PriorityConfirmed,
    PromiseKept,
    PromiseMissed,
    ThirdPartyResponded,
    TicketAssigned,
    TicketClosed,
    TicketImported,
    TicketMigrated,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    WaitEnded,
    WaitStarted,
    WarningGiven,
)
from domain.ticket.judging import Name, judgement
from domain.ticket.ticket import Running, Ticket

BY_RECORDING: PromiseName = "reception"
"""The promise that the recording of the opening keeps. That comes with the opening, so nobody has to wait for it."""


def keeps(ticket: Ticket, event: Event) -> Iterator[Name]:
    """What such a fact keeps on a ticket, whether that is still open or judged."""
    match event:
        case TicketOpened():
            # Kept at the instant at which it is recorded, not when it was true: see `kept_by_recording`.
            yield BY_RECORDING, None
        case PriorityConfirmed():
            yield "priority-notification", None
        case Acknowledged():
            yield "reaction", None
            yield "attention", None
            if event.level is not None:
                yield "answer", event.level
        case TicketResolved() | TicketClosed():
            # By whoever and for whatever reason.
            yield from ((name, None) for name in ticket.promises)
            yield from (("answer", level) for level in ticket.answers)
        case WaitStarted() | WaitEnded() | CustomerResponded() | ThirdPartyResponded():
            # To wait, or to be heard from, is no work.
            return
        case TicketImported() | TicketMigrated() | TicketReopened() | TicketAssigned() | NoteAdded() | CommandRefused():
            return
        case OnCallEngaged() | PriorityChanged() | Escalated() | CustomerReminded() | ClosingProposed():
            return
        case WarningGiven() | PromiseKept() | PromiseMissed() | MissWithdrawn():
            return
        case _:
            assert_never(event)


def kept_by(ticket: Ticket, event: Event) -> list[PromiseKept]:
    """What a fact keeps of all that is open, as it was before that fact."""
    return _kept(ticket, keeps(ticket, event), event.occurred_at)


def kept_by_recording(ticket: Ticket, at: datetime) -> list[PromiseKept]:
    """What the recording of the opening keeps, which was then or is now."""
    return _kept(ticket, [(BY_RECORDING, None)], at)


def kept_at_once(ticket: Ticket, terms: Terms, priority: PriorityName, at: datetime) -> list[PromiseKept]:
    """What begins with a change and waits for nothing, as what keeps it has happened already (semantics 11b).

    `ticket` is as it was before the change, to this priority under these terms.
    """
    on_call = ticket.on_call and terms.on_call is not None
    return [
        PromiseKept(occurred_at=at, promise=name)
        for name in _AS_LIVED
        if name not in ticket.promises
        and terms.target(name, priority, on_call) is not None
        and _has_happened(ticket, name, priority, at)
    ]


_AS_LIVED: list[PromiseName] = sorted(get_args(PromiseName), key=lambda name: name != BY_RECORDING)
"""A ticket is received before all else; what is kept at one instant is recorded in this order."""


def _has_happened(ticket: Ticket, promise: PromiseName, priority: PriorityName, at: datetime) -> bool:
    """Whether the fact that keeps a promise lies behind a ticket, at an instant at which it gets a priority."""
    match promise:
        case "reception":
            # A late fact can lie before the recording of the opening, which keeps it when it comes.
            return ticket.imported is not None or ticket.received_at <= at
        case "priority-notification":
            # Who was told another name of it has not been told this one.
            return ticket.confirmed == priority
        case "reaction" | "attention":
            return ticket.acknowledged_at is not None
        case _:
            assert_never(promise)


def _kept(ticket: Ticket, names: Iterable[Name], at: datetime) -> list[PromiseKept]:
    return [
        PromiseKept(occurred_at=at, promise=promise, level=level)
        for promise, level in names
        if isinstance(judgement(ticket, promise, level), Running)
    ]
