import asyncio

import pytest
from temporalio.client import Client
from temporalio.worker import Worker

from runtime.errors import ConnectionRefused
from runtime.running import Running
from runtime.temporal.connecting import open_client, register_search_attributes
from runtime.worker.health import last_heard
from tests.patience import PATIENCE
from tests.runtime.naps import Naps


async def test_where_no_server_is_a_sentence_says_so_and_nobody_waits_for_ever() -> None:
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(ConnectionRefused, match=r"No Temporal server can be reached at 127\.0\.0\.1:1 "):
            await open_client("127.0.0.1:1", "default")


async def test_a_namespace_that_is_not_there_is_named(running: Running) -> None:
    with pytest.raises(ConnectionRefused, match="has no namespace 'elsewhere': create it with"):
        await open_client(running.temporal_address, "elsewhere")


@pytest.fixture
async def new(running: Running) -> Client:
    """A client as a process has it that starts: one that stood idle may find its connection closed."""
    return await open_client(running.temporal_address, "default")


async def test_registering_search_attributes_twice_changes_nothing(new: Client) -> None:
    await register_search_attributes(new, {"SundialTried": "Keyword"})
    await register_search_attributes(new, {"SundialTried": "Keyword"})


async def test_a_search_attribute_of_another_type_is_refused(new: Client) -> None:
    await register_search_attributes(new, {"SundialTyped": "Bool"})
    with pytest.raises(ConnectionRefused, match="SundialTyped is of type INDEXED_VALUE_TYPE_BOOL"):
        await register_search_attributes(new, {"SundialTyped": "Keyword"})


async def test_a_worker_at_work_is_heard_of_and_one_that_never_came_is_not(client: Client) -> None:
    async with Worker(client, task_queue="health", workflows=[Naps], identity="1@ward"):
        handle = await client.start_workflow(Naps.run, 0, id="naps/health", task_queue="health")
        await handle.result()
        assert await last_heard(client, "health", "ward") is not None
        assert await last_heard(client, "health", "elsewhere") is None


def test_the_address_of_a_database_is_not_printed_with_the_rest() -> None:
    running = Running("127.0.0.1:7233", None, "postgresql://anna:hunter2@db/sundial")
    assert "hunter2" not in repr(running)
