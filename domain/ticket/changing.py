"""What a fact changes of a ticket: how it stands, its priority, its level, how far silence has come.

`evolve` says which event changes what.
"""

from datetime import datetime
from typing import assert_never

from domain.ticket.events import Escalated, PriorityChanged
from domain.ticket.judging import begin_and_end_promises
from domain.ticket.ledger import CLOSED, RESOLVED
from domain.ticket.terms_periods import in_force
from domain.ticket.ticket import Closed, CustomerWait, LevelAnswer, Resolved, Running, TermsPeriod, Ticket, Working


def fact(ticket: Ticket, at: datetime, **update: object) -> Ticket:
    """The ticket after a fact that was true at that instant, with what the fact changes of it."""
    return ticket.model_copy(update={**update, "last_fact_at": max(at, ticket.last_fact_at)})


def working(ticket: Ticket) -> Working:
    """The work as it stands; as it begins, where nobody works on the ticket."""
    return ticket.status if isinstance(ticket.status, Working) else Working()


def with_status(ticket: Ticket, at: datetime, status: Working | Resolved | Closed) -> Ticket:
    """The ticket with another status, and a ledger that says what the clock is paused for from then on."""
    return fact(ticket, at, status=status, ledger=ticket.ledger.mark(at, _paused_for(status)))


def _paused_for(status: Working | Resolved | Closed) -> tuple[str, ...]:
    match status:
        case Working():
            return status.waiting_for
        case Resolved():
            return (RESOLVED,)
        case Closed():
            return (CLOSED,)
        case _:
            assert_never(status)


def with_silence(ticket: Ticket, **update: object) -> Ticket:
    """The ticket with a step of the customer's silence taken; without, where it does not wait for the customer."""
    status = working(ticket)
    if status.customer is None:
        return ticket
    wait: CustomerWait = status.customer.model_copy(update=update)
    return ticket.model_copy(update={"status": status.model_copy(update={"customer": wait})})


def with_priority(ticket: Ticket, event: PriorityChanged) -> Ticket:
    """The ticket under another priority, and where silence lowered it, with that step taken."""
    at, due_at = event.occurred_at, event.due_at or event.occurred_at
    period = TermsPeriod(
        since=at, priority=event.after, on_call=ticket.on_call, priority_since=due_at if due_at < at else None
    )
    changed = begin_and_end_promises(fact(ticket, at, terms_periods=in_force(ticket.terms_periods, period)), at)
    if event.silent_periods is None:
        return changed
    return with_silence(changed, periods=event.silent_periods, stepped_at=due_at, proposed_at=None)


def with_level(ticket: Ticket, event: Escalated) -> Ticket:
    """The ticket at a level; where somebody asked for it, that level owes an answer if it has a time for one."""
    if event.requested_by is None:
        return ticket.model_copy(update={"level": event.after})
    asked = fact(ticket, event.occurred_at, level=ticket.level if event.is_asked_again else event.after)
    if ticket.terms.level(event.after).answers is None:
        return asked
    before = ticket.answers.get(event.after)
    answer = LevelAnswer(
        asked_by=event.requested_by,
        judgement=Running(begun_at=event.occurred_at),
        missed_before=True if before is not None and before.ever_missed else None,
    )
    return asked.model_copy(update={"answers": {**ticket.answers, event.after: answer}})
