"""Where a ticket stands: the few facts that lists, search attributes and answers to commands show."""

from typing import assert_never

from domain.clock.next_timer import NextTimer
from domain.text import Instant
from domain.ticket.ledger import THIRD_PARTY
from domain.ticket.ticket import Closed, Resolved, Ticket, Working
from domain.value import Value


class Standing(Value):
    """A ticket at a glance."""

    ticket: str
    customer: str
    subject: str
    contract: str
    plan: str
    theatre: str
    priority: str
    level: str
    status: str
    """`working`, `waiting`, `resolved` or `closed`."""
    waiting_on: tuple[str, ...] = ()
    owner: str | None = None
    opened_at: Instant
    next_due: Instant | None = None
    next_is: str | None = None
    """What happens next by itself: often a warning."""
    deadline: Instant | None = None
    deadline_is: str | None = None
    """The next deadline that runs: what has to be done by then, or somebody above hears of it."""
    breached: bool
    guaranteed: bool
    events: int
    """The number of the ticket's last event."""


def standing(ticket: Ticket, next_timer: NextTimer | None, deadline: NextTimer | None = None) -> Standing:
    """Where the ticket stands, what comes next by itself, and the next deadline."""
    status, waiting_on = _status(ticket)
    return Standing(
        ticket=ticket.id,
        customer=ticket.customer,
        subject=ticket.subject,
        contract=ticket.terms.contract,
        plan=ticket.terms.plan,
        theatre=ticket.terms.theatre,
        priority=ticket.priority,
        level=ticket.level,
        status=status,
        waiting_on=waiting_on,
        owner=ticket.owner,
        opened_at=ticket.opened_at,
        next_due=next_timer.at if next_timer else None,
        next_is=next_timer.label if next_timer else None,
        deadline=deadline.at if deadline else None,
        deadline_is=deadline.label if deadline else None,
        breached=ticket.breached,
        guaranteed=ticket.terms.guaranteed,
        events=ticket.number,
    )


def attributes(ticket: Ticket, deadline: NextTimer | None) -> dict[str, str | bool]:
    """What people search tickets by; an empty text where there is nothing. What comes due is the next deadline.

    That a ticket is closed is nothing to write: its workflow has ended, and Temporal searches by that anyway.
    """
    seen = standing(ticket, None, deadline)
    status = {} if isinstance(ticket.status, Closed) else {"status": seen.status}
    return {
        "customer": seen.customer,
        "contract": seen.contract,
        "plan": seen.plan,
        "priority": seen.priority,
        "level": seen.level,
        **status,
        "next_due": seen.deadline.isoformat() if seen.deadline else "",
        "breached": seen.breached,
    }


def _status(ticket: Ticket) -> tuple[str, tuple[str, ...]]:
    status = ticket.status
    match status:
        case Working():
            waits = tuple(on.removeprefix(THIRD_PARTY) for on in status.waiting_for)
            return ("waiting" if waits else "working"), waits
        case Resolved():
            return "resolved", ()
        case Closed():
            return "closed", ()
        case _:
            assert_never(status)
