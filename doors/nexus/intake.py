"""The handlers of `SundialIntake`: what a calling workflow asks is done by what every other door does."""

from collections.abc import Sequence
from typing import Any

from nexusrpc.handler import StartOperationContext, service_handler, sync_operation
from temporalio.common import RawValue

from activities.journal.reader import JournalReader
from domain.deciding.parsing import read_opening
from domain.showing.snapshot import Snapshot
from doors.application.life import life_of
from doors.application.opening import open_ticket
from doors.application.operating import operate, read_fields
from doors.application.reach import Reach
from doors.nexus.reading import command_of, fields_of, nothing_more, opening_of, ticket_of
from doors.nexus.refusing import answering
from doors.nexus.service import ENDPOINT, SundialIntake
from runtime.temporal.tickets import Tickets
from runtime.worker.working import NexusServices


@service_handler(service=SundialIntake)
class Intake:
    """Opens tickets, passes commands on, and says how tickets stand.

    Temporal may ask the same several times, and each time with the same request id: so that is the id of what came
    without one of its own.
    """

    def __init__(self, within: Reach) -> None:
        self._within = within

    @sync_operation
    async def open(self, context: StartOperationContext, sent: RawValue) -> Snapshot:
        """Open a ticket, or find it open."""
        async with answering(context, self._within.tickets) as asked:
            opening = opening_of(fields_of(sent), context.request_id)
            asked.ticket = read_opening(opening).ticket
            return (await open_ticket(self._within, opening)).snapshot

    @sync_operation
    async def command(self, context: StartOperationContext, sent: RawValue) -> Snapshot:
        """Give a ticket a command; also what a customer or a third party answers."""
        async with answering(context, self._within.tickets) as asked:
            fields = fields_of(sent)
            ticket, name = ticket_of(fields), command_of(fields)
            command = read_fields(name, {"id": context.request_id, **fields})
            asked.ticket = ticket
            return await operate(self._within, ticket, command)

    @sync_operation
    async def standing(self, context: StartOperationContext, sent: RawValue) -> Snapshot:
        """How a ticket stands."""
        async with answering(context, self._within.tickets) as asked:
            fields = fields_of(sent)
            ticket = asked.ticket = ticket_of(fields)
            nothing_more(fields)
            seen, _ = await life_of(self._within, ticket)
            return seen


def _handlers(tickets: Tickets, journal: JournalReader) -> Sequence[Any]:
    return [Intake(Reach(tickets, journal))]


NEXUS = NexusServices(ENDPOINT, _handlers)
"""What a worker serves."""
