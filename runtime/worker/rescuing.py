"""Rescuing beside the work: a ticket whose task can never succeed may have nobody who waits for it."""

import asyncio
from contextlib import suppress

import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from runtime.temporal.rescuing import rescue_all

LOOK = 20.0
"""Seconds between two looks."""

logger = structlog.get_logger()


async def rescued(client: Client, task_queue: str) -> None:
    """Look for ever. A server that does not answer is asked again."""
    while True:
        with suppress(RPCError):
            for workflow in await rescue_all(client, task_queue):
                logger.warning("rescued", workflow=workflow)
        await asyncio.sleep(LOOK)
