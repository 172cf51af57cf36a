"""A whole installation of its own: both servers, two workers that reach them through links, and people who are told."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from temporalio.client import Client
from temporalio.service import RetryConfig

from activities.journal.database import open_pool
from activities.journal.reader import JournalReader
from domain.contract.library import Library
from runtime.embedded.ports import choose
from runtime.embedded.postgres import DATABASE, Postgres
from runtime.embedded.temporal import Temporal
from runtime.errors import ServerError
from runtime.temporal.connecting import open_client
from tests.chaos.breaking.faults import TARGETS, Target
from tests.chaos.breaking.links import Ends, Link
from tests.chaos.breaking.servers import can_be_full, running
from tests.chaos.breaking.workers import Worker
from tests.chaos.living.people import ENVIRONMENT, directory
from tests.people.channels.receivers import Receiver
from workflows.messages import SEARCH_ATTRIBUTES

WORKERS = 2
PORTS = 10_000
"""From here on, so many: while a server is dead nobody else may take its port, so it is none that others try."""
STUBBORN = RetryConfig(max_interval_millis=500, max_elapsed_time_millis=400_000, max_retries=1000)
"""For what moves clocks and looks on: it is no part of what is tried here, and outlasts every fault."""


@dataclass
class World:
    """What can fail, and the ways around all of it for whoever looks on."""

    library: Library
    temporal: Temporal
    postgres: Postgres
    receiver: Receiver
    workers: list[Worker]
    links: list[tuple[Link, Link]]
    """Each worker's way to Temporal, and to PostgreSQL."""
    client: Client
    """As a sender has it."""
    stubborn: Client
    reader: JournalReader
    held: dict[Target, asyncio.Lock] = field(default_factory=lambda: {target: asyncio.Lock() for target in TARGETS})
    """What fails at this moment, so that nothing fails twice at once."""


@asynccontextmanager
async def a_world(folder: Path, library: Library) -> AsyncIterator[World]:
    """An installation under a folder, at work. However this is left, nothing of it runs on."""
    port = (await choose(None, None, PORTS + os.getpid() % PORTS)).number
    temporal = Temporal(folder / "data", port=port, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES)
    postgres = Postgres(folder / "data")
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(running(postgres))
        await stack.enter_async_context(running(temporal))
        receiver = await stack.enter_async_context(Receiver())
        told = directory(receiver, library, folder / "directory.yaml")
        workers, links = [], []
        for number in range(WORKERS):
            ways = Link(lambda: _to_temporal(temporal)), Link(lambda: _to_postgres(postgres))
            for way in ways:
                await stack.enter_async_context(way.open())
            worker = Worker(_environment(ways, told), folder / f"worker-{number}.log")
            await stack.enter_async_context(worker.kept())
            links.append(ways)
            workers.append(worker)
        for worker in workers:
            await worker.serves()
        await can_be_full(postgres.database_url)
        pool = await stack.enter_async_context(open_pool(postgres.database_url))
        client = await open_client(temporal.address, "default")
        stubborn = await open_client(temporal.address, "default", retry_config=STUBBORN)
        yield World(library, temporal, postgres, receiver, workers, links, client, stubborn, JournalReader(pool))


def _environment(ways: tuple[Link, Link], told: Path) -> dict[str, str]:
    to_temporal, to_postgres = ways
    return {
        **ENVIRONMENT,
        "SUNDIAL_MODE": "external",
        "SUNDIAL_DATABASE_URL": f"postgresql://postgres@127.0.0.1:{to_postgres.port}/{DATABASE}?sslmode=disable",
        "SUNDIAL_DIRECTORY": str(told),
        "SUNDIAL_GATHER_SECONDS": "1",
        "SUNDIAL_ALARM_SECONDS": "3600",
        "SUNDIAL_GRACEFUL_SHUTDOWN_SECONDS": "2",
        "TEMPORAL_ADDRESS": f"127.0.0.1:{to_temporal.port}",
    }


async def _to_temporal(temporal: Temporal) -> Ends:
    host, port = temporal.address.split(":")
    return await asyncio.open_connection(host, int(port))


async def _to_postgres(postgres: Postgres) -> Ends:
    try:
        asked = parse_qs(urlsplit(postgres.database_url).query)
    except ServerError as stopped:
        raise ConnectionRefusedError(str(stopped)) from None
    return await asyncio.open_unix_connection(f"{asked['host'][0]}/.s.PGSQL.{asked['port'][0]}")
