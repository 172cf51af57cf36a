"""A hook whose history is kept; see `lives` for those of tickets."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import WorkflowHandle

from activities.hooks.events import HookEvent, HookEvents
from activities.hooks.handing_over import HandOverEvents
from activities.hooks.names import HookCommand, hook_id
from activities.journal.database import open_pool
from tests.workflows.given.world import World, a_request


async def hook(world: World) -> WorkflowHandle[Any, Any]:
    """Holds two answers that come in the wrong order, and hears of the opening after them."""
    case, now = uuid4().hex[:8], datetime.now(UTC)
    opening = {"customer": "Acme Ltd", "subject": "No calls come through", "request": a_request(), "at": at(now, -60)}
    sent: dict[str, tuple[float, str, dict[str, Any]]] = {
        "asked": (-20, "wait_for_customer", {"question": "Which version?", "at": at(now, -20)}),
        "taken": (-40, "acknowledge", {"at": at(now, -40)}),
        "opened": (-60, "open", opening),
    }
    hand_over = HandOverEvents(world.client, world.task_queue)
    async with open_pool(world.database_url) as pool:
        for id_, (seconds, command, fields) in sent.items():
            opens = command == "open"
            event = HookEvent(
                system="saved",
                id=f"{id_}-{case}",
                external=case,
                ticket=f"S-{case}",
                received_at=now,
                occurred_at=now + timedelta(seconds=seconds),
                opens=opens,
                due_at=now if opens else now + timedelta(seconds=2),
                wait_until=now + timedelta(hours=1),
                commands=(HookCommand(command=command, fields={"id": f"{id_}-{case}", **fields}),),
                state="held",
            )
            await HookEvents(pool).add(event, "{}")
            await hand_over.to_workflow("saved", case, [event.held()])
    handle = world.client.get_workflow_handle(hook_id("saved", case))
    await handle.result()
    return handle


def at(now: datetime, seconds: float) -> str:
    return (now + timedelta(seconds=seconds)).isoformat()


HOOKS: dict[str, Callable[[World], Awaitable[WorkflowHandle[Any, Any]]]] = {"hook": hook}
