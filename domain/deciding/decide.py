"""What a command means for a ticket: facts, nothing where it already holds, or a refusal (semantics 8 and 23d)."""

from typing import assert_never

from domain.deciding.effective_time import Stamp
from domain.deciding.ending import close, customer_responded, reopen, resolve
from domain.deciding.escalating import escalate
from domain.deciding.migrating import TermsAt, migrate, no_terms
from domain.deciding.origin import Origin, origin_of
from domain.errors import (
    NoOnCall,
    NotWaitedFor,
    PriorityNotOnCall,
    TicketIsClosed,
    TicketIsResolved,
    TooManyWaits,
    UnknownLevel,
    UnknownPriority,
)
from domain.ticket.commands import (
    Acknowledge,
    AddNote,
    Assign,
    ChangePriority,
    Close,
    Command,
    ConfirmPriority,
    EngageOnCall,
    Escalate,
    Migrate,
    RecordCustomerResponse,
    RecordThirdPartyResponse,
    Reopen,
    Resolve,
    StopWaiting,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.ticket.events import (
    Acknowledged,
    Event,
    NoteAdded,
    OnCallEngaged,
    PriorityChanged,
    PriorityConfirmed,
    ThirdPartyResponded,
    TicketAssigned,
    TicketReopened,
    WaitEnded,
    WaitStarted,
)
from domain.ticket.keeping import kept_at_once, kept_by
from domain.ticket.ledger import CUSTOMER, third_party
from domain.ticket.ticket import Closed, Ticket, Working

MOST_THIRD_PARTIES = 10
"""How many third parties a ticket waits on at once: one ticket is one single problem."""


def decide(ticket: Ticket, command: Command, when: Stamp, terms_at: TermsAt = no_terms) -> list[Event]:
    """The facts that follow from a command at the instant at which it counts.

    An empty list means that what is asked already holds. Raises a `DomainError` where it cannot be. `terms_at` is
    needed for a migration alone.
    """
    if isinstance(ticket.status, Closed):
        raise TicketIsClosed(ticket.id)
    origin = origin_of(command, when)
    match command:
        case Acknowledge():
            return _acknowledge(ticket, command, origin)
        case ConfirmPriority():
            return _confirm_priority(ticket, origin)
        case WaitForCustomer():
            return _wait(_working(ticket, "wait for the customer"), CUSTOMER, command.question, origin)
        case WaitForThirdParty():
            return _wait(_working(ticket, "wait for a third party"), third_party(command.party), None, origin)
        case RecordCustomerResponse():
            return customer_responded(ticket, command, origin)
        case RecordThirdPartyResponse():
            return _third_party_responded(ticket, command, origin)
        case StopWaiting():
            return _stop_waiting(ticket, command, origin)
        case EngageOnCall():
            return _engage_on_call(ticket, origin)
        case Escalate():
            if command.requested_by != CUSTOMER:
                _working(ticket, "be escalated by a level")
            return escalate(ticket, command, origin)
        case ChangePriority():
            return _change_priority(ticket, command, origin)
        case Migrate():
            return [*migrate(ticket, command, origin, terms_at)]
        case Assign():
            return [] if command.to == ticket.owner else [TicketAssigned(**origin, to=command.to)]
        case AddNote():
            return [NoteAdded(**origin, text=command.text)]
        case Resolve():
            return resolve(ticket, command, origin)
        case Reopen():
            return reopen(ticket, command, origin)
        case Close():
            return close(ticket, command, origin)
        case _:
            assert_never(command)


def _working(ticket: Ticket, what: str) -> Working:
    if not isinstance(ticket.status, Working):
        raise TicketIsResolved(ticket.id, what)
    return ticket.status


def _acknowledge(ticket: Ticket, command: Acknowledge, origin: Origin) -> list[Event]:
    if command.level is not None and command.level not in ticket.terms.level_names:
        raise UnknownLevel(command.level, ticket.terms.level_names)
    acknowledged = Acknowledged(**origin, level=command.level)
    kept = kept_by(ticket, acknowledged)
    if not kept and ticket.in_charge:
        return []
    _working(ticket, "be taken in charge")
    return [acknowledged, *kept]


def _confirm_priority(ticket: Ticket, origin: Origin) -> list[Event]:
    if ticket.confirmed == ticket.priority:
        return []
    confirmed = PriorityConfirmed(**origin, priority=ticket.priority)
    return [confirmed, *kept_by(ticket, confirmed)]


def _wait(working: Working, on: str, question: str | None, origin: Origin) -> list[Event]:
    if on in working.waiting_for:
        return []
    if on != CUSTOMER and len(working.third_parties) == MOST_THIRD_PARTIES:
        raise TooManyWaits(MOST_THIRD_PARTIES)
    return [WaitStarted(**origin, on=on, question=question)]


def _third_party_responded(ticket: Ticket, command: RecordThirdPartyResponse, origin: Origin) -> list[Event]:
    named = third_party(command.party) if command.party else None
    waits = ticket.status.waiting_for if isinstance(ticket.status, Working) else ()
    ended = [on for on in waits if on != CUSTOMER and named in (None, on)]
    heard = ThirdPartyResponded(**origin, party=command.party, text=command.text)
    return [heard, *(WaitEnded(**origin, on=on) for on in ended)]


def _stop_waiting(ticket: Ticket, command: StopWaiting, origin: Origin) -> list[Event]:
    waits = ticket.status.waiting_for if isinstance(ticket.status, Working) else ()
    if command.on is None:
        return [WaitEnded(**origin, on=on) for on in waits]
    on = CUSTOMER if command.on == CUSTOMER else third_party(command.on)
    if waits and on not in waits:
        raise NotWaitedFor(command.on, waits)
    return [WaitEnded(**origin, on=on)] if waits else []


def _engage_on_call(ticket: Ticket, origin: Origin) -> list[Event]:
    service = ticket.terms.on_call
    if service is None:
        raise NoOnCall(ticket.terms.no_on_call_because or f"plan {ticket.terms.plan} does not have it")
    if ticket.priority not in service.priorities:
        raise PriorityNotOnCall(ticket.priority, service.priorities)
    # A phone call is a response, whatever else it is: it ends the wait and reopens what was resolved.
    heard: list[Event] = []
    if not isinstance(ticket.status, Working):
        heard.append(TicketReopened(**origin, reason="the customer phoned the on-call service"))
    elif ticket.status.customer:
        heard.append(WaitEnded(**origin, on=CUSTOMER))
    return heard if ticket.on_call else [*heard, OnCallEngaged(**origin)]


def _change_priority(ticket: Ticket, command: ChangePriority, origin: Origin) -> list[Event]:
    if command.priority not in ticket.terms.priorities:
        raise UnknownPriority(command.priority, ticket.terms.priorities)
    if command.priority == ticket.priority:
        return []
    _working(ticket, "change its priority")
    changed = PriorityChanged(**origin, before=ticket.priority, after=command.priority, reason=command.reason)
    return [changed, *kept_at_once(ticket, ticket.terms, command.priority, changed.occurred_at)]
