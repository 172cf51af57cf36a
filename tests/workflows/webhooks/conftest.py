from collections.abc import AsyncIterator

import pytest
from temporalio.client import Client

from domain.contract.library import Library
from runtime.running import Running
from runtime.settings import Settings
from tests.workflows.webhooks.desk import Desk, a_desk


@pytest.fixture
async def desk(client: Client, shared_settings: Settings, running: Running, library: Library) -> AsyncIterator[Desk]:
    async with a_desk(client, shared_settings, running, library) as made:
        yield made
