import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.client import Client

from domain.contract.library import Library
from runtime.running import Running
from runtime.settings import Settings
from tests.doors.hooks.given.doorway import Doorway, a_doorway
from tests.people.delivery.test_killed import a_schema


@pytest.fixture(scope="session")
async def url(running: Running) -> str:
    """A schema of the shared database in which no other tests have events."""
    return await a_schema(running.database_url, f"hooks_{os.getpid()}")


@pytest.fixture
async def closed(
    client: Client, shared_settings: Settings, url: str, library: Library, tmp_path: Path
) -> AsyncIterator[Doorway]:
    """A door behind which nobody works yet."""
    async with a_doorway(client, shared_settings, url, library, tmp_path) as doorway:
        yield doorway


@pytest.fixture
async def doorway(closed: Doorway) -> AsyncIterator[Doorway]:
    """A door with a worker behind it."""
    async with closed.worker():
        yield closed
