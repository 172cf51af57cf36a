from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client

from domain.contract.library import Library
from runtime.running import Running
from runtime.settings import Settings
from tests.people.delivery.office import Office, an_office

OfficeMaker = Callable[..., AbstractAsyncContextManager[Office]]


@pytest.fixture
def office_of(
    client: Client, shared_settings: Settings, running: Running, library: Library, tmp_path: Path
) -> OfficeMaker:
    """Offices on the shared servers, each with people, receivers and a task queue of its own."""

    def make(**more: Any) -> AbstractAsyncContextManager[Office]:
        url = more.pop("database_url", running.database_url)
        return an_office(client, shared_settings, url, library, tmp_path, **more)

    return make
