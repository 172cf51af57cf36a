"""Which tickets are to be moved: open ones, as the journal lists them."""

from typing import Literal

from activities.journal.listed import TicketFilter
from activities.journal.reader import JournalReader
from domain.value import Value

MOST = 100_000
"""How many tickets of one status are looked at."""
OPEN: tuple[Literal["working", "waiting", "resolved"], ...] = ("working", "waiting", "resolved")


class Selection(Value):
    """Which of the open tickets: those that are named, or those with all of these values."""

    tickets: tuple[str, ...] = ()
    contract: str | None = None
    customer: str | None = None


async def chosen(journal: JournalReader, selection: Selection) -> list[str]:
    """Their ids, in order. Raises a `DatabaseError` when the journal cannot answer."""
    if selection.tickets:
        return list(dict.fromkeys(selection.tickets))
    found: dict[str, None] = {}
    for status in OPEN:
        only = TicketFilter(status=status, contract=selection.contract, customer=selection.customer)
        found.update(dict.fromkeys(one.ticket for one in await journal.list_tickets(only, limit=MOST)))
    return sorted(found)
