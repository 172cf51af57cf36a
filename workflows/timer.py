"""Waking up at an instant, without ever taking a timer back (see "Who decides", 5, of the architecture).

A timer that fires while its cancellation is on the way breaks the run's state machine, so an armed one is left to ring.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from temporalio import workflow

RING_AFTER = timedelta(milliseconds=1)
"""A command at the very instant goes before what falls due (semantics 7a), so a timer rings just after it."""


class Timer:
    """Rings at the instant it is set to, or earlier: a ring says that it is time to look, not that something is due."""

    def __init__(self) -> None:
        self.rung = False
        self._armed: dict[datetime, asyncio.Task[None]] = {}

    def set(self, at: datetime | None, label: str) -> None:
        """See to it that it rings by that instant.

        Another timer is armed only where none rings before: when an instant moves later, the ring at the earlier one
        finds nothing due and sets it again, which costs less history than a timer for every change.
        """
        if at is not None and (not self._armed or at < min(self._armed)):
            wait = max(at - workflow.now() + RING_AFTER, RING_AFTER)
            self._armed[at] = asyncio.create_task(self._ring(at, wait, label))

    async def until(self, condition: Callable[[], bool], at: datetime, label: str) -> bool:
        """Wait for a condition, until an instant at the latest. Answers whether it holds."""
        while not condition() and workflow.now() < at:
            self.set(at, label)
            await workflow.wait_condition(lambda: self.rung or condition())
            self.rung = False
        return condition()

    async def _ring(self, at: datetime, wait: timedelta, label: str) -> None:
        await workflow.sleep(wait, summary=label[:200])
        del self._armed[at]
        self.rung = True
