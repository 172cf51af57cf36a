"""Resolved, reopened, closed (semantics 21)."""

from collections.abc import Iterable

from domain.deciding.origin import Origin
from domain.errors import SummaryMissing
from domain.ticket.commands import Close, RecordCustomerResponse, Reopen, Resolve
from domain.ticket.events import CustomerResponded, Event, TicketClosed, TicketReopened, TicketResolved, WaitEnded
from domain.ticket.keeping import kept_by
from domain.ticket.ledger import CUSTOMER
from domain.ticket.ticket import Resolved, Ticket, Working


def resolve(ticket: Ticket, command: Resolve, origin: Origin) -> list[Event]:
    """Solved: what is still open is kept; every wait ends with it."""
    if isinstance(ticket.status, Resolved):
        return []
    resolved = TicketResolved(**origin, summary=command.summary)
    return [resolved, *kept_by(ticket, resolved)]


def check_summary(ticket: Ticket, facts: Iterable[Event]) -> None:
    """Raises `SummaryMissing` where somebody resolves without the summary that the contract asks for.

    It is asked of people: what a history or a signal says has happened, with a summary or without one.
    """
    if not ticket.terms.resolution_needs_summary:
        return
    if any(isinstance(fact, TicketResolved) and fact.summary is None for fact in facts):
        raise SummaryMissing(ticket.id, ticket.terms.contract)


def reopen(ticket: Ticket, command: Reopen, origin: Origin) -> list[Event]:
    """Not solved after all."""
    if isinstance(ticket.status, Working):
        return []
    return [TicketReopened(**origin, reason=command.reason)]


def close(ticket: Ticket, command: Close, origin: Origin) -> list[Event]:
    """Ended on request: what is still open is kept, and nothing comes after the closing."""
    closed = TicketClosed(**origin, because="asked", reason=command.reason)
    return [*kept_by(ticket, closed), closed]


def customer_responded(ticket: Ticket, command: RecordCustomerResponse, origin: Origin) -> list[Event]:
    """A response ends the wait on the customer; on a resolved ticket it accepts the solution, or reopens (21b)."""
    heard = CustomerResponded(**origin, accepts_solution=command.accepts_solution or None, text=command.text)
    if isinstance(ticket.status, Working):
        return [heard, WaitEnded(**origin, on=CUSTOMER)] if ticket.status.customer else [heard]
    if command.accepts_solution:
        closed = TicketClosed(**origin, because="accepted")
        return [heard, *kept_by(ticket, closed), closed]
    return [heard, TicketReopened(**origin, reason="the customer responded")]
