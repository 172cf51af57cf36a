"""An installation has an id, which its servers know; another one's are left alone."""

import asyncio
import json
import shutil
from pathlib import Path

import asyncpg
import pytest

from activities.journal.installation import of_database
from runtime.embedded import installation
from runtime.embedded.__main__ import remove
from runtime.embedded.folder import private
from runtime.embedded.postgres import Postgres
from runtime.embedded.servers import find_running, servers
from runtime.embedded.temporal import Temporal
from runtime.errors import ServerError
from runtime.settings import Settings
from runtime.temporal.connecting import open_client
from runtime.temporal.installations import mark_namespace, of_namespace


async def test_the_id_is_made_once_and_both_servers_know_it(data: Path) -> None:
    async with servers(Settings(data=data, namespace="support")) as running:
        id_ = installation.id_of(data)
        assert await of_namespace(await open_client(running.temporal_address, "support")) == id_
        connection = await asyncpg.connect(running.database_url)
        found = await of_database(connection)
        await connection.close()
        assert found is not None
        assert found.id == id_
    async with servers(Settings(data=data, namespace="support")):
        assert installation.id_of(data) == id_


async def test_of_many_at_once_one_makes_it(data: Path) -> None:
    private.take(data)
    ids = await asyncio.gather(*(asyncio.to_thread(installation.id_of, data) for _ in range(8)))
    assert len(set(ids)) == 1
    assert [place.name for place in data.iterdir()] == [installation.FILE]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"id": 7}'])
def test_an_id_that_cannot_be_read_is_told_and_not_made_anew(data: Path, content: str) -> None:
    private.take(data)
    (data / installation.FILE).write_text(content)
    with pytest.raises(ServerError, match="does not say which installation this is: put it back"):
        installation.id_of(data)


async def test_a_server_of_another_installation_is_not_used_and_not_stopped(data: Path) -> None:
    other, ours = Temporal(data / "other"), Temporal(data / "ours")
    await other.start()
    await ours.start()
    await ours.stop()
    # As if the other one's process and port had been ours once.
    record = json.loads((data / "other" / "temporal.json").read_text())
    record["folder"] = (data / "ours").stat().st_ino
    (data / "ours" / "temporal.json").write_text(json.dumps(record))

    await ours.start()

    assert ours.address != other.address
    assert await of_namespace(await open_client(ours.address, "default")) == installation.id_of(data / "ours")
    assert await other.answers()
    await ours.stop()
    await other.stop()


async def test_a_copy_of_a_data_folder_does_not_take_the_originals_servers_for_its_own(data: Path) -> None:
    original, copy = data / "original", data / "copy"
    async with servers(Settings(data=original)) as running:
        shutil.copytree(original, copy, symlinks=True, ignore=shutil.ignore_patterns("postgres", "*.lock"))
        assert await find_running(copy) is None
        temporal = Temporal(copy)
        await temporal.start()
        assert temporal.address != running.temporal_address
        await temporal.stop()
        assert await find_running(original) is not None
    await remove(original)


async def test_a_store_of_another_installation_in_the_place_of_ours_is_refused(data: Path) -> None:
    temporal = Temporal(data)
    await temporal.start()
    await mark_namespace(await open_client(temporal.address, "default"), "of-somebody-else")
    await temporal.stop()
    with pytest.raises(
        ServerError, match=r"is of of-somebody-else, and this data folder is .*\. Put this folder's own"
    ):
        await temporal.start()
    assert temporal.process is None


async def test_a_postgresql_of_another_installation_in_the_place_of_ours_is_refused(data: Path) -> None:
    postgres = Postgres(data)
    await postgres.start()
    connection = await asyncpg.connect(postgres.database_url)
    await connection.execute("update installation set id = 'of-somebody-else'")
    await connection.close()
    await postgres.stop()
    with pytest.raises(ServerError, match="belongs to installation of-somebody-else, and this folder to"):
        async with servers(Settings(data=data)):
            pytest.fail("it was used")
    assert postgres.process is None


async def test_a_journal_that_is_gone_is_not_replaced_by_an_empty_one(data: Path) -> None:
    postgres = Postgres(data)
    await postgres.start()
    await postgres.stop()
    place = (data / "postgres").resolve()
    place.rename(place.with_name("away"))
    with pytest.raises(ServerError, match=r"PostgreSQL's data is gone from .*: put it back, or remove"):
        await postgres.start()
    place.with_name("away").rename(place)
    await postgres.start()
    assert await postgres.answers()


async def test_tickets_that_are_gone_are_not_replaced_by_none_unless_somebody_says_so(data: Path) -> None:
    temporal = Temporal(data)
    await temporal.start()
    await temporal.stop()
    (data / "temporal" / "temporal.db").unlink()
    with pytest.raises(ServerError, match=r"Temporal's data is gone from .*temporal\.db: put it back, or remove"):
        await temporal.start()
    shutil.rmtree(data / "temporal")
    await temporal.start()
    assert await temporal.answers()
