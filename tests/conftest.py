"""The servers that the tests share: a Temporal that can skip time and a PostgreSQL, both real."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from temporalio.client import Client

from contracts.loader import load_all
from domain.contract.library import Library
from runtime.embedded.__main__ import remove
from runtime.embedded.servers import servers
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.connecting import connect
from runtime.timezones import use_packaged_time_zones
from studies.synthetic.export import write
from workflows.messages import SEARCH_ATTRIBUTES

# A busy machine draws slowly, which is no fault of what is drawn.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def new_data_folder() -> Path:
    """A folder for servers' data that no other test has."""
    return Path(tempfile.mkdtemp(prefix="sundial-test-")) / "data"


@pytest.fixture(scope="session", autouse=True)
def packaged_time_zones() -> None:
    use_packaged_time_zones()


@asynccontextmanager
async def removed(folder: Path) -> AsyncIterator[Path]:
    """A data folder that is gone afterwards, with the servers that use it."""
    yield folder
    if folder.exists():
        await remove(folder)
    shutil.rmtree(folder.parent)


@pytest.fixture
async def data() -> AsyncIterator[Path]:
    async with removed(new_data_folder()) as folder:
        yield folder


@pytest.fixture(scope="session")
async def shared_settings() -> AsyncIterator[Settings]:
    async with removed(new_data_folder()) as folder:
        yield Settings(data=folder)


@pytest.fixture(scope="session")
async def running(shared_settings: Settings) -> AsyncIterator[Running]:
    async with servers(shared_settings, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES) as found:
        yield found


@pytest.fixture(scope="session")
async def client(shared_settings: Settings, running: Running) -> Client:
    return await connect(shared_settings, running)


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export that `sundial invent` writes: 600 incidents, opened from 2 to 8 March 2026, Monday to Sunday."""
    path = tmp_path_factory.mktemp("invented") / "incidents.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write(file, 600, seed=1)
    return path


@pytest.fixture(scope="session")
def library() -> Library:
    return load_all()
