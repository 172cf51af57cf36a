"""Who is told of an event. An announcement is data; delivering it is the business of others (semantics 19)."""

from collections.abc import Iterator
from typing import assert_never

from domain.clock.contacts import HasContact, everybody, told_for
from domain.clock.on_call_alarm import rings
from domain.ticket.events import (
    Acknowledged,
    ClosingProposed,
    CommandRefused,
    CustomerReminded,
    CustomerResponded,
    Escalated,
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
from domain.ticket.ledger import CUSTOMER
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket
from domain.value import Value

ON_CALL = "on-call"
"""The recipient of an alarm: the technician on call, whose pager calls until somebody takes charge."""

LOG = "log"
"""The channel that every announcement goes through first: it is recorded and logged."""


class Announcement(Value):
    """One event told to one recipient through one channel. The three together are its key."""

    event: int
    recipient: str
    """`customer`, `on-call`, or the name of a level."""
    channel: str = LOG


def announcements(ticket: Ticket, recorded: Recorded, has_contact: HasContact = everybody) -> tuple[Announcement, ...]:
    """Who is told of this event, given the ticket as it is after it."""
    told = dict.fromkeys(told_for(ticket.terms, one, has_contact) for one in _recipients(ticket, recorded))
    if rings(ticket, recorded):
        told[ON_CALL] = None
    return tuple(Announcement(event=recorded.number, recipient=recipient) for recipient in told)


def _recipients(ticket: Ticket, recorded: Recorded) -> Iterator[str]:
    """Another company, such as a manufacturer, is told only what it is asked (semantics 18a): of its escalation."""
    event, first, present = recorded.event, ticket.terms.levels[0].name, ticket.terms.own_level(ticket.level)
    match event:
        case TicketOpened():
            yield from (CUSTOMER, first)
        case PriorityConfirmed() | WaitStarted(on="customer") | CustomerReminded():
            yield CUSTOMER
        case TicketResolved() | TicketClosed():
            yield CUSTOMER
        case PriorityChanged():
            yield from (CUSTOMER, present)
        case OnCallEngaged() if event.due_at is not None:
            return
        case TicketReopened():
            yield from (CUSTOMER, present)
        case CustomerResponded() | ThirdPartyResponded() | OnCallEngaged() | CommandRefused():
            yield present
        case TicketMigrated():
            yield present
        case ClosingProposed():
            yield first
        case Escalated() if event.is_asked_again:
            yield event.after
        case Escalated():
            yield from (event.after, ticket.terms.own_level(event.before))
        case WarningGiven():
            yield ticket.terms.own_level(event.level) if event.promise == "answer" and event.level else present
        case PromiseMissed() | MissWithdrawn():
            yield from _of_a_miss(ticket, event)
        case Acknowledged() | PromiseKept() | TicketAssigned() | NoteAdded() | WaitEnded() | WaitStarted():
            return
        case TicketImported():
            return
        case _:
            assert_never(event)


def _of_a_miss(ticket: Ticket, event: PromiseMissed | MissWithdrawn) -> Iterator[str]:
    """A missed answer is told to whoever asked and to the level above (18a); a promise to the level that has it."""
    terms = ticket.terms
    if event.promise == "answer" and event.level:
        yield ticket.answers[event.level].asked_by
        yield from terms.own_levels_above(event.level)[:1]
        return
    yield terms.own_level(ticket.level)
    for promise, level in terms.missed_tells.items():
        if promise == event.promise:
            yield level
