import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from activities.journal.database import open_pool
from activities.journal.journal import Journal
from activities.journal.reader import JournalReader
from activities.journal.schema import migrate
from runtime.embedded.__main__ import remove
from runtime.embedded.postgres import DATABASE, Postgres


class Databases:
    """A real PostgreSQL with room for each test: a schema of its own, which is much cheaper than a database."""

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self._numbers = count(1)

    async def empty(self) -> str:
        name = f"test_{next(self._numbers)}"
        await self.run(f"create schema {name}")
        return f"{self.server.database_url}&search_path={name}"

    async def migrated(self) -> str:
        url = await self.empty()
        await migrate(url)
        return url

    async def another(self) -> str:
        name = f"test_{next(self._numbers)}"
        await self.run(f"create database {name}")
        return self.url_of(name)

    def url_of(self, name: str) -> str:
        return self.server.database_url.replace(f"/{DATABASE}?", f"/{name}?")

    async def run(self, sql: str) -> None:
        connection = await asyncpg.connect(self.server.database_url)
        await connection.execute(sql)
        await connection.close()


@pytest.fixture(scope="session")
def data_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sundial-test-"))
    # As root, PostgreSQL runs as another user, who must come through.
    folder.chmod(0o755)
    yield folder / "data"
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
async def databases(data_folder: Path) -> AsyncIterator[Databases]:
    server = Postgres(data_folder)
    await server.start()
    databases = Databases(server)
    # The server is killed in these tests, but never the machine: nothing needs to reach the disk.
    await databases.run("alter system set fsync = off")
    await databases.run("select pg_reload_conf()")
    yield databases
    await remove(data_folder)


@pytest.fixture
async def database_url(databases: Databases) -> str:
    return await databases.migrated()


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[asyncpg.Pool]:
    async with open_pool(database_url) as pool:
        yield pool


@pytest.fixture
def journal(pool: asyncpg.Pool) -> Journal:
    return Journal(pool)


@pytest.fixture
def reader(pool: asyncpg.Pool) -> JournalReader:
    return JournalReader(pool)
