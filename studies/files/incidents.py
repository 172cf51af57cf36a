"""An incident: what was asked of one ticket, and when. The simulation and the rehearsal live the same ones."""

from datetime import datetime, timedelta
from itertools import pairwise

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.text import Instant, Line, Subject, TicketId
from domain.ticket.commands import Command, OpenTicket, Resolve
from domain.value import Value

UNTOLD = "The history does not say what was done."
"""The summary of a resolution that has none, where its contract asks for one."""


class Incident(Value):
    """One ticket's opening and its commands, in the order in which they came.

    Every command has an id of its own and an `at`, and none lies before the one before it, so that the same commands
    can be sent to a real engine.
    """

    id: TicketId
    opened_at: Instant
    received_at: Instant | None = None
    """When the opening was recorded, where that is later than the opening itself; this keeps the reception (17a)."""
    customer: Line
    subject: Subject
    request: Request
    commands: tuple[Command, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "Incident":
        if any(command.id is None or command.at is None for command in self.commands):
            raise PydanticCustomError("commands", "each command needs an id and an at")
        if any(after < before for before, after in pairwise([self.opened_at, *self.arrivals])):
            raise PydanticCustomError("order", "no instant may lie before the one before it")
        ids = [command.id for command in self.commands]
        if len(set(ids)) < len(ids):
            raise PydanticCustomError("ids", "each command needs an id of its own")
        return self

    def opening(self) -> OpenTicket:
        """The command that opens the ticket, as of the instant at which it was true."""
        return OpenTicket(
            id=f"{self.id}:open",
            at=self.opened_at,
            ticket=self.id,
            customer=self.customer,
            subject=self.subject,
            request=self.request,
        )

    @property
    def arrivals(self) -> tuple[datetime, ...]:
        """When the opening and each command came: the opening when it was received, a command at its `at`."""
        first = self.received_at or self.opened_at
        return (first, *(command.at for command in self.commands if command.at is not None))

    def under(self, terms: Terms) -> "Incident":
        """The same incident where its terms ask for a summary of what was done: a history is not asked for one."""
        if not terms.resolution_needs_summary:
            return self
        told = (
            command.model_copy(update={"summary": UNTOLD})
            if isinstance(command, Resolve) and command.summary is None
            else command
            for command in self.commands
        )
        return self.model_copy(update={"commands": tuple(told)})

    def moved(self, by: timedelta) -> "Incident":
        """The same incident at another time. Whole weeks keep its weekdays."""
        received = self.received_at
        return self.model_copy(
            update={
                "opened_at": self.opened_at + by,
                "received_at": received and received + by,
                "commands": tuple(
                    command.model_copy(update={"at": command.at and command.at + by}) for command in self.commands
                ),
            }
        )
