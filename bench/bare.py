"""A workflow without a domain, to measure the engine beside: what Temporal alone asks for a life of as many commands.

It takes the same updates and signals. For each it runs one local and one normal activity, which do nothing, and it
sets one timer. It has no search attributes, no door, no journal, and nobody is told.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from temporalio import activity, workflow

LIFE = "Bare"
OPENED = "opened"
ANSWER = {"status": "working", "priority": "P2", "level": "support-team"}


@activity.defn(name="bare_decide")
async def decide(asked: dict[str, Any]) -> dict[str, Any]:
    """What a local activity costs that decides nothing."""
    return asked


@activity.defn(name="bare_write")
async def write(asked: dict[str, Any]) -> None:
    """What a normal activity costs that writes nothing."""


@workflow.defn(name=LIFE)
class Bare:
    """A life of commands that mean nothing."""

    @workflow.init
    def __init__(self, start: dict[str, Any]) -> None:
        self._waiting = [start]
        self._writing = False
        self._rung = False
        self._closed = False

    @workflow.run
    async def run(self, start: dict[str, Any]) -> None:
        """Set the timer, then write what was decided, until the life is closed."""
        await self._decide(start)
        due = datetime.fromisoformat(start["due"])
        timer = asyncio.create_task(workflow.sleep(max(due - workflow.now(), timedelta(milliseconds=1))))
        timer.add_done_callback(self._ring)
        while not (self._closed and not self._waiting and workflow.all_handlers_finished()):
            await workflow.wait_condition(lambda: bool(self._waiting) or self._rung or self._closed)
            if self._rung:
                self._rung = False
                await self._take({"command": "tick"})
            if self._waiting:
                await workflow.execute_activity(write, self._waiting[0], start_to_close_timeout=timedelta(seconds=90))
                del self._waiting[0]

    @workflow.update
    async def opened(self, message: dict[str, Any]) -> dict[str, str]:
        """Report the opening."""
        return ANSWER

    @workflow.update
    async def acknowledge(self, message: dict[str, Any]) -> dict[str, str]:
        """An update."""
        return await self._take(message)

    @workflow.update
    async def wait_for_customer(self, message: dict[str, Any]) -> dict[str, str]:
        """Another one."""
        return await self._take(message)

    @workflow.signal
    async def customer_responded(self, message: dict[str, Any]) -> None:
        """A signal."""
        await self._take(message)

    @workflow.update
    async def resolve(self, message: dict[str, Any]) -> dict[str, str]:
        """An update."""
        return await self._take(message)

    @workflow.update
    async def close(self, message: dict[str, Any]) -> dict[str, str]:
        """The last one."""
        answer = await self._take(message)
        self._closed = True
        return answer

    def _ring(self, timer: asyncio.Task[None]) -> None:
        self._rung = not timer.cancelled()

    async def _decide(self, message: dict[str, Any]) -> None:
        await workflow.execute_local_activity(decide, message, start_to_close_timeout=timedelta(seconds=30))

    async def _take(self, message: dict[str, Any]) -> dict[str, str]:
        await self._decide(message)
        self._waiting.append(message)
        return ANSWER
