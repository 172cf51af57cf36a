from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.client import Client

from activities.journal.schema import migrate
from domain.contract.library import Library
from runtime.running import Running
from runtime.settings import Settings
from tests.doors.hooks.given.doorway import Doorway, a_doorway


@pytest.fixture
async def closed(
    client: Client, shared_settings: Settings, running: Running, library: Library, tmp_path: Path
) -> AsyncIterator[Doorway]:
    """A door behind which nobody works yet."""
    await migrate(running.database_url)
    async with a_doorway(client, shared_settings, running.database_url, library, tmp_path) as doorway:
        yield doorway


@pytest.fixture
async def doorway(closed: Doorway) -> AsyncIterator[Doorway]:
    """A door with a worker behind it."""
    async with closed.worker():
        yield closed
