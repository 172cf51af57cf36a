"""A worker that sees, at its start and as long as it serves, that namespace and database are of one installation."""

import asyncio

import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from activities.journal.database import DatabaseUnreachable
from runtime.faults import is_outage
from runtime.logging.outages import DATABASE, TEMPORAL
from runtime.worker.pairing import Unchecked, require_one_installation

LOOK = 10.0
"""Seconds from one look to the next: an address may lead to another server by then."""

_log = structlog.get_logger("sundial.worker")


async def joined(client: Client, database_url: str) -> None:
    """Return once nothing speaks against serving them together.

    Raises:
        Strangers: they are of different installations.
        DatabaseUnreachable: that cannot be seen while the database is down.

    """
    while True:
        try:
            return await require_one_installation(client, database_url)
        except Unchecked as fault:
            _log.warning("whether namespace and database are of one installation cannot be checked", why=str(fault))
            return
        except RPCError as fault:
            if not is_outage(fault):
                raise
            TEMPORAL.noticed(fault.message)
            await asyncio.sleep(1)


async def keep_joined(client: Client, database_url: str) -> None:
    """Look for ever. Raises `Strangers`."""
    while True:
        await asyncio.sleep(LOOK)
        try:
            await require_one_installation(client, database_url)
        except Unchecked:
            # It was said at the start.
            return
        except DatabaseUnreachable as down:
            DATABASE.noticed(str(down))
        except RPCError as fault:
            if not is_outage(fault):
                raise
            TEMPORAL.noticed(fault.message)
