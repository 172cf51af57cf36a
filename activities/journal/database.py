"""The way to PostgreSQL: a pool that outlives the database's outages, and faults as sentences."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg

CONNECTING = 5.0
"""Seconds for a connection to be made."""
ANSWERING = 20.0
"""Seconds for one statement to be answered: a database that hangs is one that is down."""
CLOSING = 5.0


class DatabaseError(Exception):
    """The database is not as it must be; the text says what is wrong and what would be right."""


class DatabaseUnreachable(DatabaseError):
    """PostgreSQL does not answer, or does not let us in."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The database cannot be reached ({why}): start it; `sundial up` keeps one of its own running, and "
            "SUNDIAL_DATABASE_URL says where any other is."
        )


class TablesMissing(DatabaseError):
    """The database was never migrated."""

    def __init__(self) -> None:
        super().__init__("The database has no tables of Sundial yet: start a worker, which makes them.")


@asynccontextmanager
async def open_pool(database_url: str, *, size: int = 8, answering: float = ANSWERING) -> AsyncIterator[asyncpg.Pool]:
    """Connections to the database, made when they are needed.

    Opening it connects to nothing, so that it can be had while the database is down; a connection that an outage
    cut is replaced when the next one is asked for. Whoever uses it sees outages as asyncpg's own errors; a database
    that has not answered a statement in `answering` seconds is given up as down.
    """
    pool = asyncpg.create_pool(
        database_url,
        min_size=0,
        max_size=size,
        timeout=CONNECTING,
        command_timeout=answering,
        server_settings={"application_name": "sundial"},
        # Nobody here changes a session: to reset one costs a statement each time that it is given back.
        reset=_as_it_is,
    )
    await pool
    try:
        yield pool
    finally:
        try:
            async with asyncio.timeout(CLOSING):
                await pool.close()
        except TimeoutError:
            pool.terminate()


async def _as_it_is(connection: object) -> None:
    """Leave a connection as it was used."""


@contextmanager
def faults_as_sentences() -> Iterator[None]:
    """Turn an outage, or tables that are not there, into a `DatabaseError` that a person can read."""
    try:
        yield
    except asyncpg.UndefinedTableError:
        raise TablesMissing from None
    except (
        OSError,
        TimeoutError,
        asyncpg.InterfaceError,
        asyncpg.InternalClientError,
        asyncpg.PostgresConnectionError,
        asyncpg.OperatorInterventionError,
        asyncpg.InsufficientResourcesError,
        asyncpg.ReadOnlySQLTransactionError,
        asyncpg.InvalidCatalogNameError,
        asyncpg.InvalidAuthorizationSpecificationError,
    ) as fault:
        raise DatabaseUnreachable(_why(fault)) from fault


def _why(fault: BaseException) -> str:
    if isinstance(fault, TimeoutError):
        return "it does not answer in time"
    if isinstance(fault, asyncpg.InternalClientError):
        # "cannot switch to state ...; another operation is in progress": it broke in the middle of one.
        return "the connection broke"
    lines = str(fault).splitlines() or [type(fault).__name__]
    return lines[0]
