"""What must hold of a story once all has come back: the simulation says what its ticket had to become."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle

from activities.journal.database import DatabaseError
from domain.clock.due import due
from domain.showing.standing import Standing
from domain.ticket.evolve import replay
from domain.ticket.ticket import Closed
from studies.rehearsal.comparing import differences, simulated
from studies.rehearsal.living import Rehearsed
from studies.simulation.running import TermsAt
from tests.chaos.world import World
from tests.patience import NEXT_LOOK, PATIENCE
from workflows.messages import workflow_id

LATE = timedelta(minutes=1)
"""A timer is armed when the task ends that asked for it, which a fault can delay."""


async def wrong_with(world: World, rehearsed: Rehearsed, terms_at: TermsAt) -> list[str]:
    """All that is not as it must be, in sentences."""
    compared = [
        f"{one.what}: {one.engine} against {one.other}"
        for one in differences(rehearsed, simulated(rehearsed, terms_at))
    ]
    if not rehearsed.stream:
        return compared
    handle: WorkflowHandle[object, object] = world.stubborn.get_workflow_handle(workflow_id(rehearsed.incident.id))
    return [*compared, *unkept(rehearsed), *[one async for one in _asleep(world, handle, rehearsed)]]


def unkept(rehearsed: Rehearsed) -> Iterator[str]:
    """What of the acknowledged commands is lost, doubled, or in another order than they were acknowledged in."""
    turns: dict[str, set[datetime]] = defaultdict(set)
    for recorded in rehearsed.stream:
        turns[f"{getattr(recorded.event, 'command', None)}"].add(recorded.recorded_at)
    taken = []
    for sent in rehearsed.sent:
        id_, times = f"{sent.command.id}", len(turns[f"{sent.command.id}"])
        # Others may ask for what holds already, which is taken and leaves no event (semantics 23d).
        must = sent.refusal is None and sent.command.type == "add_note"
        if times > 1 or (must and not times):
            yield f"the command {id_} ({sent.command.type}) was acknowledged and is in the stream {times} times"
        if sent.refusal is not None and times:
            yield f"the command {id_} ({sent.command.type}) was refused and is in the stream: {sent.refusal}"
        if times:
            taken.append(id_)
    recorded_order = [id_ for id_ in turns if id_ in taken]
    if recorded_order != taken:
        yield f"acknowledged in the order {', '.join(taken)} and recorded in the order {', '.join(recorded_order)}"


async def _asleep(world: World, handle: WorkflowHandle[object, object], rehearsed: Rehearsed) -> AsyncIterator[str]:
    """Why an open ticket might sleep for ever, or a closed one not end."""
    ticket, status = replay(rehearsed.stream), (await handle.describe()).status
    if isinstance(ticket.status, Closed):
        if status is not WorkflowExecutionStatus.COMPLETED:
            yield f"it is closed, and its workflow is {status}"
        return
    if status is not WorkflowExecutionStatus.RUNNING:
        yield f"it is open, and its workflow is {status}"
    upcoming = due(ticket)
    # What is due as the story ends rings at this very moment.
    if upcoming is None or upcoming.at <= rehearsed.until + LATE:
        return
    if not any(at <= upcoming.at + LATE for at in await _rings_at(handle)):
        yield f"the {upcoming.label} is due at {upcoming.at}, and no timer rings by then"
    listed = await _standing(world, ticket.id)
    if listed is None or listed.next_due != upcoming.at:
        yield f"the {upcoming.label} is due at {upcoming.at}, and the journal lists {listed and listed.next_due}"


async def _standing(world: World, ticket: str) -> Standing | None:
    """How the journal lists it. What befalls it for another story's sake is waited for."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await world.reader.standing(ticket)
            except DatabaseError:
                await asyncio.sleep(NEXT_LOOK)


async def _rings_at(handle: WorkflowHandle[object, object]) -> list[datetime]:
    """When the timers ring that are armed in the present run."""
    armed: dict[int, datetime] = {}
    async for event in handle.fetch_history_events():
        if event.event_type == EventType.EVENT_TYPE_TIMER_STARTED:
            wait = event.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()
            armed[event.event_id] = event.event_time.ToDatetime(UTC) + wait
        elif event.event_type == EventType.EVENT_TYPE_TIMER_FIRED:
            armed.pop(event.timer_fired_event_attributes.started_event_id)
    return list(armed.values())
