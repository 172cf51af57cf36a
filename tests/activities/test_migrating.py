import asyncio
from pathlib import Path

import asyncpg
import pytest

from activities.journal.database import DatabaseUnreachable
from activities.journal.queries import query
from activities.journal.schema import FOLDER, DatabaseIsNewer, migrate
from tests.activities.conftest import Databases
from tests.patience import until


async def fetch(url: str, sql: str) -> list[object]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(sql)
    await connection.close()
    return [row[0] for row in rows]


async def tables(url: str) -> list[object]:
    return await fetch(url, "select tablename::text from pg_tables where schemaname = current_schema() order by 1")


TABLES = [
    "alembic_version",
    "announcements",
    "deliveries",
    "events",
    "events_in_order",
    "events_to_order",
    "gone_addresses",
    "hook_events",
    "installation",
    "tickets",
    "tokens",
    "webhook_deliveries",
    "webhooks",
]
LAST = "0005"


async def test_an_empty_database_gets_its_tables(databases: Databases) -> None:
    url = await databases.empty()

    await migrate(url)

    assert await tables(url) == TABLES
    assert await fetch(url, "select version_num from alembic_version") == [LAST]


async def test_the_tables_go_where_the_search_path_says(databases: Databases) -> None:
    one, other = await databases.migrated(), await databases.migrated()
    await fetch(one, "insert into alembic_version values ('of one')")

    assert await fetch(other, "select version_num from alembic_version") == [LAST]


async def test_a_second_migration_changes_nothing(databases: Databases) -> None:
    url = await databases.migrated()
    oids = "select oid::text from pg_class where relnamespace = current_schema()::regnamespace order by 1"
    before = await fetch(url, oids)

    await migrate(url)

    assert await fetch(url, oids) == before


async def test_six_workers_that_start_at_once_migrate_once(databases: Databases) -> None:
    url = await databases.empty()

    await asyncio.gather(*(migrate(url) for _ in range(6)))

    assert await tables(url) == TABLES
    assert await fetch(url, "select version_num from alembic_version") == [LAST]


async def test_two_databases_are_migrated_at_once(databases: Databases) -> None:
    one, other = await databases.empty(), await databases.another()

    await asyncio.gather(migrate(one), migrate(other))

    assert await tables(one) == await tables(other) == TABLES


async def test_a_migration_that_fails_leaves_nothing_behind(databases: Databases) -> None:
    url = await databases.empty()
    await fetch(url, "create table announcements (of_somebody_else text)")

    with pytest.raises(asyncpg.DuplicateTableError):
        await migrate(url)

    assert await tables(url) == ["announcements"]


async def test_what_was_announced_before_there_were_deliveries_stays(databases: Databases) -> None:
    url = await databases.empty()
    connection = await asyncpg.connect(url)
    await connection.execute((FOLDER / "versions" / "v0001_journal.sql").read_text())
    await connection.execute(
        "create table alembic_version (version_num varchar(32) primary key);"
        "insert into alembic_version values ('0001');"
        "insert into announcements values ('ROSSI-1', 1, 'customer', 'log', now(), now(), 'It was opened.')"
    )
    await connection.close()

    await migrate(url)

    assert await fetch(url, "select version_num from alembic_version") == [LAST]
    assert await fetch(url, "select (ticket, sentence, handed_over_at)::text from announcements") == [
        '(ROSSI-1,"It was opened.",)'
    ]


async def test_a_database_of_a_later_version_is_left_alone(databases: Databases) -> None:
    url = await databases.migrated()
    await fetch(url, "update alembic_version set version_num = '9999'")

    with pytest.raises(DatabaseIsNewer, match="at migration 9999 and this version of Sundial knows those up to 0005"):
        await migrate(url)


async def test_a_database_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="The database cannot be reached"):
        await migrate(f"postgresql://postgres@/sundial?host={tmp_path}&port=5432")


async def test_a_server_that_lets_nobody_in_for_now_is_one_that_is_down(databases: Databases) -> None:
    # A server that is just starting says no in the same way: by an error of its own.
    with pytest.raises(DatabaseUnreachable, match='database "nowhere" does not exist'):
        await migrate(databases.url_of("nowhere"))


async def test_a_server_that_goes_while_the_tables_are_made_is_one_that_is_down(databases: Databases) -> None:
    url = await databases.empty()
    connection = await asyncpg.connect(url)
    await connection.execute("begin")
    await connection.execute(query("lock_migrations"))
    migrating = asyncio.create_task(migrate(url))
    waits = "select exists (select from pg_locks where locktype = 'advisory' and not granted)"
    await until(lambda: connection.fetchval(waits))

    await connection.execute(
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted"
    )

    with pytest.raises(DatabaseUnreachable):
        await migrating
    await connection.close()


def test_every_migration_is_a_revision_with_the_script_of_its_name() -> None:
    versions = FOLDER / "versions"

    scripts = {file.stem for file in versions.glob("*.sql")}

    assert scripts
    assert scripts == {file.stem for file in versions.glob("v*.py")}
