"""The way from a command to the tickets: through Temporal, and through the journal."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from domain.contract.library import Library
from doors.application.reach import Reach
from doors.cli.progress import waiting
from runtime.errors import ConnectionRefused, RuntimeFault
from runtime.settings import Settings

if TYPE_CHECKING:
    from asyncpg import Pool
    from temporalio.client import Client

    from activities.journal.reader import JournalReader
    from runtime.running import Running
    from runtime.temporal.tickets import Tickets

Result = TypeVar("Result")

LOOKING = 2.0
"""Seconds in which Temporal has to answer where the journal alone would do."""
ACTING = 15.0
"""Seconds in which it has to be back where nothing else would do."""


class NothingRuns(RuntimeFault):
    """No embedded servers run under the data folder."""

    def __init__(self, data: Path) -> None:
        super().__init__(
            f"No Sundial runs on {data}: start it with `sundial up` in another terminal, or set SUNDIAL_DATA to the "
            "folder of the one that runs."
        )


def reach(settings: Settings, work: Callable[[Reach], Awaitable[Result]], *, library: Library | None = None) -> Result:
    """Do some work with the tickets of the servers that run. Only openings need the library of contracts."""

    async def working() -> Result:
        async with _reaching(settings, library or Library({})) as within:
            return await work(within)

    return asyncio.run(working())


def read_journal(settings: Settings, work: "Callable[[JournalReader], Awaitable[Result]]") -> Result:
    """Do some work with the journal alone, which answers also while Temporal cannot be reached."""

    async def working(pool: "Pool") -> Result:
        from activities.journal.reader import JournalReader

        return await work(JournalReader(pool))

    return with_database(settings, working)


def with_database(settings: Settings, work: "Callable[[Pool], Awaitable[Result]]") -> Result:
    """Do some work with the database alone."""

    async def working() -> Result:
        from runtime.logging.logs import set_up_logs

        set_up_logs(settings.log_format, "error")
        async with _pool(_database_url(settings)) as pool:
            return await work(pool)

    return asyncio.run(working())


def with_servers(settings: Settings, work: "Callable[[Client, Pool], Awaitable[Result]]") -> Result:
    """Do some work with Temporal and the database themselves."""

    async def working() -> Result:
        from runtime.logging.logs import set_up_logs

        set_up_logs(settings.log_format, "error")
        async with connected(settings) as (client, database_url), _pool(database_url) as pool:
            return await work(client, pool)

    return asyncio.run(working())


@asynccontextmanager
async def connected(settings: Settings) -> "AsyncIterator[tuple[Client, str]]":
    """A client of the servers that run, and where their database is."""
    from runtime.temporal.connecting import connect

    running = None if settings.mode == "external" else await _running(settings, ACTING)
    yield await connect(settings, running), _database_url(settings)


@dataclass(frozen=True, slots=True)
class Look:
    """What a list reads: the journal, which answers also while Temporal cannot be reached."""

    journal: "JournalReader"
    tickets: "Tickets | None"
    unreachable: str | None = None
    """Why there is no way to the tickets themselves."""


def look(settings: Settings, work: Callable[[Look], Awaitable[Result]]) -> Result:
    """Do some work with the journal, and with the tickets where they can be reached."""

    async def working() -> Result:
        from activities.journal.reader import JournalReader
        from runtime.logging.logs import set_up_logs
        from runtime.temporal.connecting import connect
        from runtime.temporal.tickets import Tickets

        set_up_logs(settings.log_format, "error")
        database_url = _database_url(settings)
        tickets, unreachable = None, None
        try:
            running = None if settings.mode == "external" else await _running(settings, LOOKING)
            client = await connect(settings, running, patience=LOOKING)
            tickets = Tickets(client, library=Library({}), task_queue=settings.task_queue, waits=waiting)
        except NothingRuns:
            unreachable = f"of what runs on {settings.data} only the journal answers, and no Temporal"
        except ConnectionRefused as refused:
            unreachable = str(refused)
        async with _pool(database_url) as pool:
            return await work(Look(JournalReader(pool), tickets, unreachable))

    return asyncio.run(working())


@asynccontextmanager
async def _reaching(settings: Settings, library: Library) -> AsyncIterator[Reach]:
    # The SDK takes a quarter of a second to load, which a preview or a help text need not wait for.
    from activities.journal.reader import JournalReader
    from runtime.logging.logs import set_up_logs
    from runtime.temporal.tickets import Tickets

    # What goes wrong is said in a sentence; the SDK's own warnings would only stand beside it.
    set_up_logs(settings.log_format, "error")
    async with connected(settings) as (client, database_url), _pool(database_url) as pool:
        tickets = Tickets(
            client,
            library=library,
            task_queue=settings.task_queue,
            continue_as_new_after=settings.continue_as_new_after,
            waits=waiting,
        )
        yield Reach(tickets, JournalReader(pool))


@asynccontextmanager
async def _pool(database_url: str) -> AsyncIterator["Pool"]:
    from activities.journal.database import open_pool

    async with open_pool(database_url, size=1) as pool:
        yield pool


def _database_url(settings: Settings) -> str:
    from runtime.embedded.servers import find_journal

    if settings.mode == "external":
        assert settings.database_url is not None  # the settings see to that
        return settings.database_url
    found = find_journal(settings.data)
    if found is None:
        raise NothingRuns(settings.data)
    return found


async def _running(settings: Settings, patience: float) -> "Running":
    from runtime.embedded.servers import find_running

    running = await find_running(settings.data, settings.namespace or "default", patience=patience)
    if running is None:
        raise NothingRuns(settings.data)
    return running
