"""Bringing the database to the tables that this version of Sundial knows. Run when a worker starts."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import cast

import asyncpg
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from sqlalchemy import Connection, NullPool, text
from sqlalchemy.engine import AdaptedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from activities.journal.database import CONNECTING, DatabaseError, faults_as_sentences
from activities.journal.queries import query

FOLDER = Path(__file__).parent / "migrations"


class DatabaseIsNewer(DatabaseError):
    """A later version of Sundial migrated the database."""

    def __init__(self, found: Iterable[str], known: str | None) -> None:
        super().__init__(
            f"The database is at migration {', '.join(found)} and this version of Sundial knows those up to {known}: "
            "start the version that migrated it, or a later one."
        )


async def migrate(database_url: str) -> None:
    """Apply the migrations that the database lacks, all of them or none; again and at once from many is safe.

    Raises:
        DatabaseUnreachable: it does not answer, or does not let us in.
        DatabaseIsNewer: it has migrations that this version does not know.

    """
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=partial(asyncpg.connect, database_url, timeout=CONNECTING),
        poolclass=NullPool,
    )
    with faults_as_sentences(), _as_the_driver_says():
        async with engine.begin() as connection:
            await connection.execute(text(query("lock_migrations")))
            await connection.run_sync(_upgrade)


@contextmanager
def _as_the_driver_says() -> Iterator[None]:
    """Raise asyncpg's own error where SQLAlchemy wraps it: a server that is just starting is one that is down."""
    try:
        yield
    except DBAPIError as wrapped:
        driver = wrapped.orig.__cause__ if wrapped.orig else None
        raise driver or wrapped from None


def run_script_beside(revision: str, connection: Connection) -> None:
    """Run the SQL script that has the name of a revision's file.

    As one simple query, by the driver itself: as prepared statements PostgreSQL takes one at a time.
    """
    script = Path(revision).with_suffix(".sql").read_text(encoding="utf-8")
    adapted = cast(AdaptedConnection, connection.connection.dbapi_connection)
    adapted.run_async(lambda driver: driver.execute(script))


def _upgrade(connection: Connection) -> None:
    # Alembic's parts, without its `env.py` and its globals: two migrations in one process do not meet in those.
    scripts = ScriptDirectory(str(FOLDER))

    def missing(heads: Collection[str], context: MigrationContext) -> list[MigrationStep]:
        try:
            ahead = list(scripts.iterate_revisions("head", tuple(heads) or "base"))
        except ResolutionError:
            raise DatabaseIsNewer(heads, scripts.get_current_head()) from None
        known = scripts.revision_map
        return [MigrationStep.upgrade_from_script(known, script) for script in reversed(ahead)]

    MigrationContext.configure(connection, opts={"fn": missing}).run_migrations(connection=connection)
