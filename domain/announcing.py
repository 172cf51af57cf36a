"""Who is told of an event. An announcement is data; delivering it is the business of others (semantics 19)."""

from collections.abc import Iterator
from typing import assert_never

from domain.contacts import HasContact, everybody, told_for
from domain.events import (
    Acknowledged,
    CommandRefused,
    CustomerResponded,
    Escalated,
    Event,
    NoteAdded,
    OnCallEngaged,
    PriorityChanged,
    PriorityConfirmed,
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
)
from domain.ledger import CUSTOMER
from domain.recorded import Recorded
from domain.terms import OFFICE
from domain.ticket import Ticket
from domain.value import Value
from domain.verdicts import ClosingProposed, CustomerReminded, MissWithdrawn, PromiseKept, PromiseMissed, WarningGiven

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
    if _calls_the_technician(ticket, recorded.event):
        told[ON_CALL] = None
    return tuple(Announcement(event=recorded.number, recipient=recipient) for recipient in told)


def _recipients(ticket: Ticket, recorded: Recorded) -> Iterator[str]:
    event, first = recorded.event, ticket.terms.levels[0].name
    match event:
        case TicketOpened():
            yield from (CUSTOMER, first)
        case PriorityConfirmed() | WaitStarted(on="customer") | CustomerReminded():
            yield CUSTOMER
        case TicketResolved() | TicketClosed():
            yield CUSTOMER
        case PriorityChanged():
            yield from (CUSTOMER, ticket.level)
        case CustomerResponded() | ThirdPartyResponded() | TicketReopened() | OnCallEngaged() | CommandRefused():
            yield ticket.level
        case TicketMigrated():
            yield ticket.level
        case ClosingProposed():
            yield first
        case Escalated():
            yield from (event.after, event.before)
        case WarningGiven():
            yield event.level if event.promise == "answer" and event.level else ticket.level
        case PromiseMissed() | MissWithdrawn():
            yield from _of_a_miss(ticket, event)
        case Acknowledged() | PromiseKept() | TicketAssigned() | NoteAdded() | WaitEnded() | WaitStarted():
            return
        case TicketImported():
            return
        case _:
            assert_never(event)


def _calls_the_technician(ticket: Ticket, event: Event) -> bool:
    """Whether the alarm is raised: the on-call service gets a ticket that it covers while the office is closed.

    ImagicleCare Platinum: "an alarm calls the technician on call", for P1 and P2 in 4.1 and P1 alone in 5.0.
    """
    service = ticket.terms.on_call
    if service is None or not ticket.on_call or ticket.priority not in service.priorities:
        return False
    match event:
        case TicketOpened() | OnCallEngaged():
            begins = True
        case PriorityChanged():
            begins = event.before not in service.priorities
        case TicketMigrated():
            begins = not _was_covered(ticket)
        case _:
            begins = False
    return begins and not ticket.terms.calendar(OFFICE).is_open(event.occurred_at)


def _was_covered(ticket: Ticket) -> bool:
    """Whether the on-call service had the ticket under the regime before the present one, too."""
    for before in ticket.regimes[-2:-1]:
        service = ticket.terms_in(before).on_call
        return service is not None and before.on_call and before.priority in service.priorities
    return False


def _of_a_miss(ticket: Ticket, event: PromiseMissed | MissWithdrawn) -> Iterator[str]:
    """A missed answer is told to whoever asked and to the level above (18a); a promise to the level that has it."""
    if event.promise == "answer" and event.level:
        yield ticket.answers[event.level].asked_by
        above = ticket.terms.level_names[ticket.terms.height(event.level) + 1 :]
        yield from above[:1]
        return
    yield ticket.level
    for promise, level in ticket.terms.missed_tells.items():
        if promise == event.promise:
            yield level
