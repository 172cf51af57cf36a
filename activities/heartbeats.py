"""Heartbeats of an activity that may take a while: Temporal so learns within seconds that its worker was killed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from temporalio import activity

EVERY = 2.0


@asynccontextmanager
async def heartbeating() -> AsyncIterator[None]:
    """Tell Temporal every few seconds that this activity is at work."""
    beating = asyncio.create_task(_beat())
    try:
        yield
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating


async def _beat() -> None:
    while True:
        activity.heartbeat()
        await asyncio.sleep(EVERY)
