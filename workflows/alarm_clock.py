"""The ticket's one timer (see "Who decides", 5, of the architecture): kept when its instant moves later."""

import asyncio
from datetime import datetime, timedelta

from temporalio import workflow

from domain.standing import Alarm

RING_AFTER = timedelta(milliseconds=1)
"""A command at the very instant goes before what falls due (semantics 7a), so the timer rings just after it."""


class AlarmClock:
    """One durable timer, set to the next instant at which something happens by itself."""

    def __init__(self) -> None:
        self.rung = False
        self._set_to: datetime | None = None
        self._timer: asyncio.Task[None] | None = None

    def set(self, alarm: Alarm | None) -> None:
        """Set the timer.

        One that is armed for an earlier instant stays: on its ring the loop sees that nothing is due and sets it
        again, which costs less history than a cancelled timer for every change. Without an alarm none is left armed.
        """
        if alarm is None:
            self._cancel()
        elif self._set_to is None or alarm.at < self._set_to:
            self._cancel()
            self._arm(alarm)

    def _arm(self, alarm: Alarm) -> None:
        self._set_to = alarm.at
        wait = max(alarm.at - workflow.now() + RING_AFTER, RING_AFTER)
        self._timer = asyncio.create_task(self._ring(wait, f"until the {alarm.label}"))

    async def _ring(self, wait: timedelta, summary: str) -> None:
        await workflow.sleep(wait, summary=summary)
        self._set_to = None
        self._timer = None
        self.rung = True

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        self._set_to = None
