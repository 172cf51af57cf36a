"""A lane whose history is kept; see `tests/workflows/histories`."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from temporalio.client import WorkflowHandle

from tests.workflows.webhooks.desk import Desk


async def webhook_lane(desk: Desk) -> WorkflowHandle[Any, Any]:
    """Is not taken twice, then is; another event comes meanwhile."""
    desk.answers = ["500 Oh", "503 Busy"]
    async with desk.at_work():
        made = await desk.subscribed()
        await desk.lives("ROSSI-1")
        await desk.came_to(1)
        await desk.lives("ROSSI-1", notes=2)
        lane = desk.lane(made, "ROSSI-1")
        await desk.passes(lane, timedelta(seconds=6))
        await desk.came_to(2)
        await desk.passes(lane, timedelta(seconds=20))
        await desk.settled(made, 3)
        await lane.result()
    return lane


LANES: dict[str, Callable[[Desk], Awaitable[WorkflowHandle[Any, Any]]]] = {"webhook_lane": webhook_lane}
