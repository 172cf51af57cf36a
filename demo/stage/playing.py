"""Living through a ticket of the story: its own clock is skipped forward from step to step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.stage.script import Part
from runtime.temporal.tickets import Tickets
from runtime.temporal.time_skipping import Skipping
from workflows.messages import SIGNALS
from workflows.ticket.ticket_workflow import TicketWorkflow

Progress = Callable[[Part, datetime, str], None]
"""Hears at which instant of its own time a ticket is, and what was done there."""


@dataclass(frozen=True)
class Stage:
    """Where tickets live: a worker serves them, and their clocks can be moved."""

    skipping: Skipping
    tickets: Tickets


async def live(part: Part, stage: Stage, progress: Progress) -> None:
    """Live through one ticket, from its opening to the last instant that the story tells of.

    Raises a `DomainError` with the sentence of a refusal, and `TimeDidNotMove`.
    """
    tickets, skipping, id_ = stage.tickets, stage.skipping, part.ticket
    argument, options = tickets.starts.opening(part.opening)
    handle = await skipping.start_at(part.opened_at, TicketWorkflow.run, argument, **options)
    await tickets.snapshot(id_)
    progress(part, part.opened_at, "opened")
    for step in part.steps:
        # To the instant itself and no further, so that the command goes before what falls due there (semantics 7a).
        await skipping.advance_to(handle, step.at, timedelta(0))
        await tickets.send(id_, step.command, {**step.fields, "at": step.at.isoformat()})
        if step.command in SIGNALS:
            # A signal does not answer; a query does, after it.
            await tickets.snapshot(id_)
        progress(part, step.at, step.command.replace("_", " "))
    if part.watch_until is not None:
        await skipping.advance_to(handle, part.watch_until)
        progress(part, part.watch_until, "watched to the end")
