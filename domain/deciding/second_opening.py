"""An opening under an id that a ticket has: the same again changes nothing, another one is refused."""

from domain.deciding.effective_time import TOLERANCE
from domain.errors import AnotherTicket
from domain.ticket.commands import OpenTicket
from domain.ticket.ticket import Ticket


def require_same(asked: OpenTicket, ticket: Ticket) -> None:
    """Raise `AnotherTicket` where an opening asks for another ticket than the one that has its id."""
    same = (asked.customer, asked.subject, asked.request) == (ticket.customer, ticket.subject, ticket.request)
    # An `at` a little ahead was taken as now.
    if not same or (asked.at is not None and abs(asked.at - ticket.opened_at) > TOLERANCE):
        raise AnotherTicket(ticket.id, ticket.customer, ticket.subject)
