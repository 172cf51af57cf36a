"""The pages of the reference say what the code says."""

from collections.abc import Callable

import asyncpg
import pytest

from activities.journal import schema
from docs.making.__main__ import FOLDER, PAGES
from docs.making.tables import read
from runtime.running import Running

COLUMNS = "select table_name, column_name from information_schema.columns where table_schema = 'public'"


@pytest.mark.parametrize(("name", "made"), PAGES.items())
def test_a_page_says_what_the_code_says(name: str, made: Callable[[], str]) -> None:
    there = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert there == made(), f"docs/reference/{name}.md is of before: run `make reference` and look at what changed"


def test_every_page_but_the_first_is_made() -> None:
    assert {page.stem for page in FOLDER.glob("*.md")} == {*PAGES, "index"}


async def test_the_tables_are_those_of_a_database_that_was_migrated(running: Running) -> None:
    await schema.migrate(running.database_url)
    connection = await asyncpg.connect(running.database_url)
    try:
        there = {(row["table_name"], row["column_name"]) for row in await connection.fetch(COLUMNS)}
    finally:
        await connection.close()
    told = {(name, column) for name, table in read(schema.FOLDER).items() for column in table.columns}
    assert told == {one for one in there if one[0] != "alembic_version"}
