import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import asyncpg
import psutil
import pytest

from activities.journal.database import DatabaseUnreachable, open_pool
from activities.journal.journal import Journal
from activities.journal.reader import JournalReader
from domain.ticket.commands import Acknowledge, Resolve
from tests.activities.conftest import Databases
from tests.activities.lives import MONDAY, Life
from tests.patience import PATIENCE, until

OUTAGE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


def a_long_life() -> Life:
    life = Life("ROSSI-1").does(Acknowledge(), MONDAY + timedelta(minutes=10))
    return life.does(Resolve(), MONDAY + timedelta(minutes=50))


async def test_a_journal_goes_on_after_the_database_was_down(
    databases: Databases, journal: Journal, reader: JournalReader
) -> None:
    life = a_long_life()
    await asyncio.gather(journal.write(life.entry(1, 1)), reader.counts(), reader.announcements())

    await databases.server.stop()
    try:
        with pytest.raises(OUTAGE):
            await journal.write(life.entry(2))
        with pytest.raises(DatabaseUnreachable, match="The database cannot be reached"):
            await reader.list_tickets()
    finally:
        await databases.server.start()

    await journal.write(life.entry(2))
    assert await reader.stream("ROSSI-1") == life.events


async def test_the_first_write_after_a_crash_needs_no_second_try(
    databases: Databases, journal: Journal, reader: JournalReader
) -> None:
    life = a_long_life()
    await asyncio.gather(journal.write(life.entry(1, 1)), reader.counts(), reader.announcements())

    await databases.server.kill()
    await databases.server.start()

    await journal.write(life.entry(2))
    assert await reader.stream("ROSSI-1") == life.events


async def test_a_pool_can_be_had_before_its_database(databases: Databases) -> None:
    url = await databases.migrated()
    await databases.server.stop()
    try:
        async with open_pool(url) as pool:
            with pytest.raises(OUTAGE):
                await Journal(pool).write(a_long_life().entry())
            await databases.server.start()
            await Journal(pool).write(a_long_life().entry())
            assert await JournalReader(pool).stream("ROSSI-1") == a_long_life().events
    finally:
        await databases.server.start()


async def test_a_database_that_hangs_holds_a_write_for_a_moment_only(
    databases: Databases, database_url: str, journal: Journal, reader: JournalReader
) -> None:
    life = a_long_life()
    # What is written before and after goes another way: a busy machine needs longer than this one waits.
    await journal.write(life.entry(1, 1))
    async with open_pool(database_url, answering=0.2) as impatient:
        await until(lambda: answers(impatient))
        async with hanging(databases):
            writing = asyncio.create_task(Journal(impatient).write(life.entry(2)))
            given_up, _ = await asyncio.wait([writing], timeout=PATIENCE)
    assert given_up
    with pytest.raises(OUTAGE):
        await writing

    await journal.write(life.entry(2))
    assert await reader.stream("ROSSI-1") == life.events


async def answers(pool: asyncpg.Pool) -> bool:
    with suppress(*OUTAGE):
        return bool(await pool.fetchval("select true"))
    return False


@asynccontextmanager
async def hanging(databases: Databases) -> AsyncIterator[None]:
    """A server that takes what comes and does nothing."""
    postmaster = databases.server.process
    assert postmaster is not None
    processes = [psutil.Process(postmaster.pid), *psutil.Process(postmaster.pid).children(recursive=True)]
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            process.resume()


async def test_a_write_that_is_cut_in_the_middle_leaves_nothing(
    database_url: str, databases: Databases, journal: Journal, reader: JournalReader, pool: asyncpg.Pool
) -> None:
    life = a_long_life()
    blocker = await asyncpg.connect(database_url)
    await blocker.execute("begin; lock table tickets")
    writing = asyncio.create_task(journal.write(life.entry()))
    await until(lambda: blocker.fetchval("select count(*) > 0 from pg_locks where not granted"))

    # By now its events are inserted, and it waits to say where the ticket stands.
    await databases.server.kill()
    await databases.server.start()

    with pytest.raises(OUTAGE):
        await writing
    assert await pool.fetchval("select count(*) from events") == 0
    await journal.write(life.entry())
    assert await reader.stream("ROSSI-1") == life.events
    blocker.terminate()
