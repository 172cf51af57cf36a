"""The way from an event of another system to its ticket: the one that the command line takes too."""

from collections.abc import Mapping
from typing import Any

from activities.hooks.names import OPEN
from activities.hooks.taking import NotOpened
from runtime.errors import RuntimeFault
from runtime.temporal.errors import NobodyAnswered, NoSuchTicket
from runtime.temporal.tickets import Tickets


class NotAnswered(RuntimeFault):
    """A ticket could not answer now; nothing was refused, and the activity is tried again."""


class SendingToTickets:
    """Sends commands to tickets. What nobody answers is no refusal."""

    def __init__(self, tickets: Tickets) -> None:
        """Send them by this way."""
        self._tickets = tickets

    async def send(self, ticket: str, command: str, fields: Mapping[str, Any]) -> None:
        """Send a command, or open. Raises a `DomainError` where it is refused, `NotOpened` for no such ticket."""
        try:
            if command == OPEN:
                await self._tickets.open({**fields, "ticket": ticket})
            else:
                await self._tickets.send(ticket, command, fields)
        except NobodyAnswered as nobody:
            raise NotAnswered(nobody.sentence) from None
        except NoSuchTicket as none:
            fates = await self._tickets.fates([ticket])
            if fates[ticket] == "missing":
                raise NotOpened(none.sentence) from None
            raise
