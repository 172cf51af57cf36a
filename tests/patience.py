"""How tests wait: for a condition, and as long as a very busy machine may need. Nothing waits for a time alone."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

PATIENCE = 120.0
"""Seconds. Only what is broken takes so long, whatever else the machine has to do."""
NEXT_LOOK = 0.02

Seen = TypeVar("Seen")


async def until(holds: Callable[[], Awaitable[object]]) -> None:
    """Wait until something holds. Raises `TimeoutError`."""
    async with asyncio.timeout(PATIENCE):
        while not await holds():
            await asyncio.sleep(NEXT_LOOK)


def seen(look: Callable[[], Seen], enough: Callable[[Seen], object]) -> Seen:
    """Look again and again until it is enough: what was seen then."""
    end = time.monotonic() + PATIENCE
    while not enough(found := look()):
        assert time.monotonic() < end, f"there is still only {found!r}"
        time.sleep(NEXT_LOOK)
    return found
