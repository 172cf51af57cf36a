"""Which installation the database belongs to: it holds the id, written when it was first served."""

from dataclasses import dataclass
from pathlib import Path

import asyncpg

from activities.journal.queries import query

TABLE = Path(__file__).parent / "migrations" / "versions" / "v0004_installation.sql"


@dataclass(frozen=True)
class Belonging:
    """What a database says of itself."""

    id: str
    namespace: str | None = None
    """The namespace that is known to have the same id, as people write it; `None` where none is known yet."""


async def of_database(connection: asyncpg.Connection) -> Belonging | None:
    """What the database says, or `None` where it was never served."""
    try:
        row = await connection.fetchrow(query("installation"))
    except asyncpg.UndefinedTableError:
        return None
    return None if row is None else Belonging(row["id"], row["namespace"])


async def claim(connection: asyncpg.Connection, proposed: str) -> str:
    """The id of the installation that the database belongs to: the proposed one, if it had none."""
    found = await of_database(connection)
    while found is None:
        try:
            # Before any migration: what is not ours is not migrated either.
            await connection.execute(TABLE.read_text(encoding="utf-8"))
        except (asyncpg.DuplicateTableError, asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):
            # Another worker makes it at the same moment.
            continue
        await connection.execute(query("claim_installation"), proposed)
        found = await of_database(connection)
    return found.id


async def remember_namespace(connection: asyncpg.Connection, namespace: str) -> None:
    """Know from now on which namespace has the database's id."""
    await connection.execute(query("remember_namespace"), namespace)
