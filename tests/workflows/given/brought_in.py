"""Tickets of another system that come to the real server with their histories."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from domain.deciding.importing import History
from domain.deciding.parsing import read_history, read_opening
from domain.showing.snapshot import Snapshot
from domain.ticket.commands import OpenTicket
from tests.workflows.given.world import Life, World, a_request, rome
from workflows.ticket.ticket_workflow import TicketWorkflow

OPENED = rome("2032-11-02 09:00")
NOW = rome("2032-11-03 10:00")
"""The next day: ten working hours after the opening."""


def told(source: str, *happened: tuple[datetime, str, dict[str, Any]]) -> History:
    commands = [
        {"type": type_, "id": f"row-{number}", "at": at.isoformat(), **fields}
        for number, (at, type_, fields) in enumerate(happened)
    ]
    return read_history({"source": source, "commands": commands})


def an_opening(at: datetime, ticket: str | None = None, **changes: Any) -> OpenTicket:
    return read_opening(
        {
            "id": "open-1",
            "at": at.isoformat(),
            "ticket": ticket or f"OLD-{uuid4().hex[:8]}",
            "customer": "Acme Ltd",
            "subject": "No calls come through",
            "request": a_request(),
            **changes,
        }
    )


def message_of(opening: OpenTicket) -> dict[str, Any]:
    return opening.model_dump(mode="json", exclude_none=True)


async def imported(world: World, history: History, *, continue_as_new_after: int | None = None) -> Life:
    """A P2 of Tuesday 09:00, brought in on Wednesday at 10:00."""
    tickets = world.reached_with(continue_as_new_after=continue_as_new_after)
    opening = an_opening(OPENED)
    argument, options = tickets.starts.opening(opening, history)
    handle = await world.skipping.start_at(NOW, TicketWorkflow.run, argument, **options)
    life = Life(opening.ticket, handle, tickets, world.skipping)
    await handle.execute_update("opened", message_of(opening), result_type=Snapshot)
    return life
