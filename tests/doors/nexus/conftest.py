from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from temporalio.client import Client

from domain.contract.library import Library
from doors.nexus.intake import NEXUS
from runtime.running import Running
from runtime.settings import Settings
from runtime.worker.working import working
from tests.doors.nexus.given.calling import Caller, a_caller


@pytest.fixture(scope="session")
async def caller(
    client: Client, shared_settings: Settings, running: Running, library: Library
) -> AsyncIterator[Caller]:
    """A workflow of the help desk's own namespace, and a worker of ours that serves by Nexus."""
    settings = shared_settings.model_copy(update={"graceful_shutdown_seconds": 1})
    queue = f"nexus-{uuid4().hex[:8]}"
    async with (
        working(client, settings, running.database_url, library, task_queue=queue, services=NEXUS),
        a_caller(client, running.temporal_address, queue) as theirs,
    ):
        yield theirs
