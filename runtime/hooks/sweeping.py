"""Finding events that were kept and never handed over: whoever took them in was killed in between."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import asyncpg
import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from activities.hooks.events import HookEvents
from activities.hooks.handing_over import HandOverEvents
from activities.journal.database import DatabaseError

LOOK = 20.0
"""Seconds between two looks."""
LEFT = timedelta(seconds=30)
"""So long after it was due an event is taken for left behind."""
ALONE = timedelta(minutes=5)
"""So long one that was handed over again is left alone."""

_log = structlog.get_logger("sundial.worker")


async def swept(client: Client, task_queue: str, pool: asyncpg.Pool, *, look: float = LOOK) -> None:
    """Look for ever. A store or a server that does not answer is asked again."""
    hand_over = HandOverEvents(client, task_queue)
    while True:
        with suppress(RPCError, DatabaseError, asyncpg.PostgresError):
            if count := await hand_over_abandoned(HookEvents(pool), hand_over, datetime.now(UTC)):
                _log.warning("events of other systems were left behind, and are handed over", events=count)
        await asyncio.sleep(look)


async def hand_over_abandoned(events: HookEvents, hand_over: HandOverEvents, now: datetime) -> int:
    """Hand over what nobody has looked at since it was due. Answers how many events."""
    found = await events.abandoned(now - LEFT, now + ALONE)
    for (system, external), theirs in found.items():
        await hand_over.to_workflow(system, external, theirs)
    return sum(map(len, found.values()))
