"""A namespace and a database of one installation are served, those of two never."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest
from structlog.testing import capture_logs
from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest
from temporalio.client import Client

from activities.journal.database import DatabaseUnreachable
from activities.journal.installation import Belonging, of_database
from activities.journal.schema import migrate
from runtime.running import Running
from runtime.temporal.connecting import open_client
from runtime.temporal.installations import mark_namespace, of_namespace
from runtime.worker.joining import joined
from runtime.worker.pairing import Strangers, require_one_installation

NewNamespace = Callable[[], Awaitable[Client]]
NewDatabase = Callable[[], Awaitable[str]]


@pytest.fixture
def new_namespace(running: Running, client: Client) -> NewNamespace:
    async def make() -> Client:
        name = f"pairing-{uuid4().hex[:8]}"
        request = RegisterNamespaceRequest(namespace=name)
        request.workflow_execution_retention_period.FromTimedelta(timedelta(days=1))
        await client.workflow_service.register_namespace(request)
        return await open_client(running.temporal_address, name)

    return make


@pytest.fixture
async def new_database(running: Running) -> AsyncIterator[NewDatabase]:
    made: list[str] = []
    connection = await asyncpg.connect(running.database_url)

    async def make() -> str:
        made.append(f"pairing_{uuid4().hex[:8]}")
        await connection.execute(f"create database {made[-1]}")
        return running.database_url.replace("/sundial?", f"/{made[-1]}?")

    yield make
    for name in made:
        await connection.execute(f"drop database {name} with (force)")
    await connection.close()


async def says(database_url: str) -> Belonging | None:
    connection = await asyncpg.connect(database_url)
    found = await of_database(connection)
    await connection.close()
    return found


async def does(database_url: str, sql: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute(sql)
    await connection.close()


async def test_two_that_are_new_become_one_installation_and_stay_it(
    new_namespace: NewNamespace, new_database: NewDatabase
) -> None:
    client, url = await new_namespace(), await new_database()
    for _ in range(2):
        await require_one_installation(client, url)
        found = await says(url)
        assert found is not None
        assert found.id == await of_namespace(client)
        assert found.namespace == f"{client.namespace} at {client.service_client.config.target_host}"
    await migrate(url)
    await require_one_installation(client, url)


async def test_many_workers_may_meet_them_new_at_the_same_time(
    new_namespace: NewNamespace, new_database: NewDatabase
) -> None:
    client, url = await new_namespace(), await new_database()
    await asyncio.gather(*(require_one_installation(client, url) for _ in range(6)))
    found = await says(url)
    assert found is not None
    assert found.id == await of_namespace(client)


async def test_of_two_databases_that_meet_a_new_namespace_at_once_one_is_served(
    new_namespace: NewNamespace, new_database: NewDatabase
) -> None:
    client, urls = await new_namespace(), [await new_database(), await new_database()]
    outcomes = await asyncio.gather(*(require_one_installation(client, url) for url in urls), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [Strangers]
    served = await says(urls[outcomes.index(None)])
    assert served is not None
    assert served.id == await of_namespace(client)


async def test_a_namespace_and_a_database_of_two_installations_are_refused_in_a_sentence(
    new_namespace: NewNamespace, new_database: NewDatabase
) -> None:
    ours, theirs = (await new_namespace(), await new_database()), (await new_namespace(), await new_database())
    await asyncio.gather(require_one_installation(*ours), require_one_installation(*theirs))
    with pytest.raises(Strangers) as refused:
        await require_one_installation(theirs[0], ours[1])
    own, other = await says(ours[1]), await of_namespace(theirs[0])
    assert own is not None
    sentence = str(refused.value)
    assert sentence.startswith(f"Namespace {theirs[0].namespace} at ")
    assert (
        f"belongs to installation {other}, and the database belongs to installation {own.id} (it was last" in sentence
    )
    assert f"served with namespace {own.namespace}): set TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and" in sentence
    # Nothing was written over.
    assert await of_namespace(theirs[0]) == other
    assert await says(ours[1]) == own


async def test_a_new_database_is_not_served_with_a_namespace_that_has_one(
    new_namespace: NewNamespace, new_database: NewDatabase
) -> None:
    client = await new_namespace()
    await require_one_installation(client, await new_database())
    url = await new_database()
    with pytest.raises(Strangers, match="and the database was never served: set TEMPORAL_ADDRESS"):
        await require_one_installation(client, url)
    assert await says(url) is None


async def test_a_database_is_not_served_with_a_new_namespace_once_it_had_one(
    new_namespace: NewNamespace, new_database: NewDatabase
) -> None:
    url = await new_database()
    await require_one_installation(await new_namespace(), url)
    client = await new_namespace()
    with pytest.raises(Strangers, match="was never served, and the database belongs to installation"):
        await require_one_installation(client, url)
    assert await of_namespace(client) is None


async def test_a_database_that_is_restored_from_a_backup_is_served_again(
    new_namespace: NewNamespace, new_database: NewDatabase
) -> None:
    client, url = await new_namespace(), await new_database()
    await require_one_installation(client, url)
    await migrate(url)
    name = url.partition("?")[0].rpartition("/")[2]
    restored = await new_database()
    fresh = restored.partition("?")[0].rpartition("/")[2]
    await does(url.replace(f"/{name}?", "/postgres?"), f"drop database {fresh}")
    await does(url.replace(f"/{name}?", "/postgres?"), f"create database {fresh} template {name}")
    await require_one_installation(client, restored)


async def test_two_are_joined_on_purpose_as_the_page_says(
    new_namespace: NewNamespace, new_database: NewDatabase
) -> None:
    url = await new_database()
    await require_one_installation(await new_namespace(), url)
    found, client = await says(url), await new_namespace()
    assert found is not None
    await mark_namespace(client, found.id)
    await require_one_installation(client, url)


async def test_where_the_namespace_says_nothing_a_worker_says_so_once_and_serves(
    running: Running, new_database: NewDatabase
) -> None:
    # What a server answers about a namespace that it does not show us.
    client = await open_client(running.temporal_address, "hidden", check_namespace=False)
    url = await new_database()
    with capture_logs() as logs:
        await joined(client, url)
    [said] = logs
    assert said["event"] == "whether namespace and database are of one installation cannot be checked"
    assert await says(url) is None


async def test_a_database_that_is_down_is_no_stranger(client: Client) -> None:
    with pytest.raises(DatabaseUnreachable):
        await require_one_installation(client, "postgresql://sundial@127.0.0.1:1/sundial")
