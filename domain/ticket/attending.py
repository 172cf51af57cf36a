"""Who attends to a ticket: whether the on-call alarm covers it while nobody has it in charge (semantics 19b).

This looks at no calendar: whether the office is closed meanwhile is for `domain.clock.on_call_alarm` to say.
"""

from datetime import datetime

from domain.ticket.events import OnCallEngaged, TicketImported, TicketMigrated
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket, Unattended, Working


def alarm_covers(ticket: Ticket) -> bool:
    """Whether the alarm is for this ticket, as it stands.

    ImagicleCare Platinum: for P1 and P2 in 4.1 whatever channel they came by, and in 5.0 for a P1 that was phoned in or
    that monitoring opened.
    """
    service = ticket.terms.on_call
    if service is None or ticket.priority not in service.priorities:
        return False
    return ticket.on_call or service.alarm_on_any_channel is not None


def watched(ticket: Ticket, recorded: Recorded) -> Ticket:
    """The ticket after an event, knowing whether it is unattended, and since which event."""
    known = ticket.unattended
    if known is None and ticket.terms.on_call is None:
        return ticket
    now = _unattended(ticket, known, recorded)
    return ticket if now == known else ticket.model_copy(update={"unattended": now})


def _unattended(ticket: Ticket, known: Unattended | None, recorded: Recorded) -> Unattended | None:
    if ticket.in_charge or not _runs(ticket) or not alarm_covers(ticket):
        return None
    event, at = recorded.event, recorded.event.occurred_at
    if known is None:
        return Unattended(event=recorded.number, called_until=_not_before_the_import(ticket, at))
    match event:
        case TicketImported() | TicketMigrated():
            # Closings before the import are the other system's, those before a migration the former office's.
            return known.model_copy(update={"called_until": at})
        case OnCallEngaged(due_at=datetime()):
            return known.model_copy(update={"called_until": at})
        case _:
            return known


def _runs(ticket: Ticket) -> bool:
    return isinstance(ticket.status, Working) and ticket.ledger.runs


def _not_before_the_import(ticket: Ticket, at: datetime) -> datetime:
    return max(at, ticket.imported.at) if ticket.imported else at
