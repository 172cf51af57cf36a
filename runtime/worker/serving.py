"""A worker on the servers that the settings name: its own embedded ones, or those of others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

import structlog
from temporalio.client import Client

from contracts.loader import load_all
from domain.contract.library import Library
from runtime.beside import beside
from runtime.errors import SettingsError
from runtime.running import Running
from runtime.settings import Settings
from runtime.stopping import Stop
from runtime.temporal.connecting import connect, connect_patiently
from runtime.worker.at_work import at_work
from runtime.worker.joining import joined, keep_joined
from runtime.worker.watching import watched
from runtime.worker.working import NexusServices, working
from workflows.messages import SEARCH_ATTRIBUTES

_log = structlog.get_logger("sundial.worker")


@asynccontextmanager
async def serving(
    settings: Settings, library: Library | None = None, *, services: NexusServices | None = None
) -> AsyncIterator[tuple[Client, Running | None]]:
    """A running worker, and the servers it uses where they are our own.

    Its own servers are brought back where they end. Others' are waited for. A fault in a contract file keeps it from
    starting: `ContractFaults` names file, field and cure.
    """
    contracts = library or load_all(settings.contracts)
    if settings.mode == "external":
        async with _with_others_servers(settings, contracts, services) as client:
            yield client, None
    else:
        async with _with_own_servers(settings, contracts, services) as (client, running):
            yield client, running


@asynccontextmanager
async def _with_others_servers(
    settings: Settings, contracts: Library, services: NexusServices | None
) -> AsyncIterator[Client]:
    url = settings.database_url
    if url is None:
        raise SettingsError("SUNDIAL_MODE is external, so SUNDIAL_DATABASE_URL must name the database.")
    client = await connect_patiently(settings, SEARCH_ATTRIBUTES)
    async with (
        working(client, settings, url, contracts, joined=partial(joined, client, url), services=services),
        beside(watched(client, url)),
        beside(keep_joined(client, url)),
    ):
        yield client


@asynccontextmanager
async def _with_own_servers(
    settings: Settings, contracts: Library, services: NexusServices | None
) -> AsyncIterator[tuple[Client, Running]]:
    # A worker that uses others' servers is installed without our own.
    from runtime.embedded.endpoints import have_endpoint
    from runtime.embedded.servers import servers, supervision

    async with servers(settings, search_attributes=SEARCH_ATTRIBUTES) as running:
        own = supervision(settings, SEARCH_ATTRIBUTES)

        async def connected(address: str) -> Client:
            return await connect(settings, replace(running, temporal_address=address))

        @asynccontextmanager
        async def at_work_with(client: Client) -> AsyncIterator[None]:
            url = running.database_url
            if services is not None:
                await have_endpoint(client, services.endpoint, settings.task_queue)
            async with working(client, settings, url, contracts, services=services), beside(watched(client, url)):
                yield

        async with (
            beside(own.keep_postgres()),
            beside(own.keep_temporal()),
            at_work(own, connected, at_work_with) as client,
        ):
            yield client, running


async def serve_until_stopped(settings: Settings, stop: Stop, services: NexusServices | None = None) -> None:
    """Serve tickets until SIGTERM or Ctrl-C; then take no more work, and end what has begun."""
    async with serving(settings, services=services) as (client, running):
        _log.info(
            "serving tickets",
            task_queue=settings.task_queue,
            namespace=client.namespace,
            ui=running.ui_url if running else None,
        )
        await stop.wait()
        _log.info("draining", at_most_seconds=settings.graceful_shutdown_seconds)
