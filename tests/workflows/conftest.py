from collections.abc import AsyncIterator

import pytest
from temporalio.client import Client

from domain.contract.library import Library
from runtime.running import Running
from runtime.settings import Settings
from tests.workflows.given.world import World, a_world


@pytest.fixture(scope="session")
async def world(client: Client, shared_settings: Settings, running: Running, library: Library) -> AsyncIterator[World]:
    async with a_world(client, shared_settings, running, library) as made:
        yield made
