"""A worker on the servers that the settings name: its own embedded ones, or those of others."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from temporalio.client import Client

from contracts.loader import load_all
from domain.contract.library import Library
from runtime.connecting import connect, register_search_attributes
from runtime.errors import SettingsError
from runtime.running import Running
from runtime.settings import Settings
from runtime.working import working
from workflows.messages import SEARCH_ATTRIBUTES

_log = structlog.get_logger("sundial.worker")


@asynccontextmanager
async def serving(settings: Settings, library: Library | None = None) -> AsyncIterator[tuple[Client, Running | None]]:
    """A running worker, and the servers it uses where they are our own.

    A fault in a contract file keeps it from starting: `ContractFaults` names file, field and cure.
    """
    contracts = library or load_all(settings.contracts)
    if settings.mode == "external":
        if settings.database_url is None:
            raise SettingsError("SUNDIAL_MODE is external, so SUNDIAL_DATABASE_URL must name the database.")
        client = await connect(settings)
        await register_search_attributes(client, SEARCH_ATTRIBUTES)
        async with working(client, settings, settings.database_url, contracts):
            yield client, None
        return
    # A worker that uses others' servers is installed without our own.
    from runtime.embedded.servers import servers

    async with servers(settings, search_attributes=SEARCH_ATTRIBUTES) as running:
        client = await connect(settings, running)
        await register_search_attributes(client, SEARCH_ATTRIBUTES)
        async with working(client, settings, running.database_url, contracts):
            yield client, running


async def told_to_stop() -> None:
    """Wait for SIGTERM or Ctrl-C."""
    stopped = asyncio.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(which, stopped.set)
    await stopped.wait()


async def serve_until_stopped(settings: Settings) -> None:
    """Serve tickets until SIGTERM or Ctrl-C; then take no more work, and end what has begun."""
    async with serving(settings) as (client, running):
        _log.info(
            "serving tickets",
            task_queue=settings.task_queue,
            namespace=client.namespace,
            ui=running.ui_url if running else None,
        )
        await told_to_stop()
        _log.info("draining", at_most_seconds=settings.graceful_shutdown_seconds)
