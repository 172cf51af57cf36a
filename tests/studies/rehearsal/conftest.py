from collections.abc import AsyncIterator

import pytest
from temporalio.client import Client

from domain.contract.library import Library
from runtime.running import Running
from runtime.settings import Settings
from studies.rehearsal.engine import Engine, engine
from studies.simulation.running import TermsAt
from tests.studies.rehearsal.given import terms


@pytest.fixture(scope="session")
async def stage(client: Client, shared_settings: Settings, running: Running, library: Library) -> AsyncIterator[Engine]:
    """An engine on the shared servers, with a worker and a task queue of its own."""
    settings = shared_settings.model_copy(update={"graceful_shutdown_seconds": 1})
    async with engine(client, settings, running.database_url, library, task_queue="rehearsal") as made:
        yield made


@pytest.fixture(scope="session")
def terms_at() -> TermsAt:
    return terms()
