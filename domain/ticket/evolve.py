"""How each event changes a ticket. It never refuses and has no opinion (semantics 8)."""

from collections.abc import Iterable
from typing import assert_never

from domain.ticket.attending import watched
from domain.ticket.changing import fact, with_level, with_priority, with_silence, with_status, working
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
from domain.ticket.judging import begin_and_end_promises, keep, miss, warn, withdraw
from domain.ticket.ledger import Ledger, Mark
from domain.ticket.recorded import GENESIS, Recorded
from domain.ticket.terms_periods import in_force, migrated
from domain.ticket.ticket import (
    Change,
    Closed,
    Resolved,
    TermsPeriod,
    Ticket,
    Working,
)
from domain.ticket.waiting import end_wait, start_wait


def replay(stream: Iterable[Recorded]) -> Ticket:
    """The ticket that a whole stream of events leads to."""
    ticket: Ticket | None = None
    for recorded in stream:
        ticket = evolve(ticket, recorded)
    if ticket is None:
        raise ValueError("a stream without events has no ticket; its first event is TicketOpened")
    return ticket


def evolve(ticket: Ticket | None, recorded: Recorded) -> Ticket:
    """The ticket after one more event."""
    event = recorded.event
    if isinstance(event, TicketOpened):
        changed = _opened(event, recorded)
    elif ticket is None:
        raise ValueError(f"event {recorded.number} is a {event.type}, and a stream begins with TicketOpened")
    else:
        changed = _changed(ticket, recorded)
    return watched(changed, recorded).model_copy(
        update={"number": recorded.number, "recorded_at": recorded.recorded_at, "digest": recorded.digest}
    )


def _opened(event: TicketOpened, recorded: Recorded) -> Ticket:
    at, terms, request = event.occurred_at, event.terms, event.request
    on_call = terms.on_call is not None and request.channel in terms.on_call_channels
    ticket = Ticket(
        id=event.ticket,
        customer=event.customer,
        subject=event.subject,
        request=request,
        terms=terms,
        opened_at=at,
        received_at=recorded.recorded_at,
        status=Working(),
        level=terms.levels[0].name,
        terms_periods=(TermsPeriod(since=at, priority=request.priority, on_call=on_call),),
        ledger=Ledger(marks=(Mark(at=at),)),
        promises={},
        last_fact_at=at,
        changed=Change(at=at, event=recorded.number),
        number=recorded.number,
        recorded_at=recorded.recorded_at,
        digest=GENESIS,
    )
    return begin_and_end_promises(ticket, at)


def _changed(ticket: Ticket, recorded: Recorded) -> Ticket:
    event, at = recorded.event, recorded.event.occurred_at
    match event:
        case TicketOpened():
            raise ValueError("a ticket is opened once")
        case TicketImported():
            change = Change(at=at, event=recorded.number)
            return fact(ticket, at, imported=change, changed=change)
        case TicketMigrated():
            return _change(migrated(fact(ticket, at), event), recorded)
        case Acknowledged():
            return fact(ticket, at, acknowledged_at=ticket.acknowledged_at or at, answered_at=at)
        case PriorityConfirmed():
            return fact(ticket, at, confirmed=event.priority)
        case CustomerResponded() | ThirdPartyResponded() | NoteAdded():
            return fact(ticket, at)
        case TicketAssigned():
            return fact(ticket, at, owner=event.to)
        case WaitStarted():
            return with_status(ticket, at, start_wait(working(ticket), event.on, at))
        case WaitEnded():
            return _change(with_status(ticket, at, end_wait(working(ticket), event.on)), recorded)
        case OnCallEngaged(due_at=None):
            period = TermsPeriod(since=at, priority=ticket.priority, on_call=True)
            engaged = fact(ticket, at, terms_periods=in_force(ticket.terms_periods, period), answered_at=None)
            return _change(engaged, recorded)
        case OnCallEngaged():
            return ticket
        case PriorityChanged():
            return _change(with_priority(ticket, event), recorded)
        case Escalated():
            asked_or_moved = with_level(ticket, event)
            return asked_or_moved if event.is_asked_again else _climbed(asked_or_moved, recorded, event.cause)
        case TicketResolved():
            return with_status(ticket, at, Resolved(since=at))
        case TicketReopened():
            return _change(with_status(ticket, at, Working()), recorded)
        case TicketClosed():
            return with_status(ticket, at, Closed(at=at))
        case CommandRefused():
            return ticket
        case WarningGiven():
            return warn(ticket, event)
        case PromiseKept():
            return keep(ticket, event)
        case PromiseMissed():
            return miss(ticket, event, recorded.number)
        case MissWithdrawn():
            return withdraw(ticket, event)
        case CustomerReminded():
            return with_silence(ticket, reminded=event.nth)
        case ClosingProposed():
            # Closing counts from the proposal, and what an import records as past was proposed when it was due.
            past = ticket.imported is not None and event.cause == ticket.imported.event
            return with_silence(ticket, proposed_at=event.due_at if past else at)
        case _:
            assert_never(event)


def _change(ticket: Ticket, recorded: Recorded) -> Ticket:
    at = recorded.event.occurred_at
    if at < ticket.changed.at:
        # The history of an imported ticket: what it brings due comes due with the import.
        return ticket
    return ticket.model_copy(update={"changed": Change(at=at, event=recorded.number)})


def _climbed(ticket: Ticket, recorded: Recorded, cause: int | None) -> Ticket:
    if ticket.imported is not None and cause == ticket.imported.event:
        # What this brings due in its turn comes from the import, too.
        return ticket
    return ticket.model_copy(update={"climbed": Change(at=recorded.event.occurred_at, event=recorded.number)})
