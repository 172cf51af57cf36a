"""Where the servers are that a process talks to."""

from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass(frozen=True)
class Running:
    """The addresses of a Temporal server and a PostgreSQL that answer.

    `database_url` is what asyncpg takes; see `sqlalchemy_url` for SQLAlchemy.
    """

    temporal_address: str
    ui_url: str | None
    database_url: str = field(repr=False)
    namespace: str = "default"
    started_temporal: bool = False
    started_postgres: bool = False


def socket_url(folder: str, database: str) -> str:
    """The address of an embedded PostgreSQL's database, which listens on a Unix socket in `folder` only."""
    # The port is a part of the socket's name, and said so that PGPORT cannot change it.
    return f"postgresql://postgres@/{database}?host={quote(folder, safe='/')}&port=5432"


def sqlalchemy_url(database_url: str) -> str:
    """The same database as SQLAlchemy's asyncpg dialect names it."""
    _, rest = database_url.split("://", 1)
    return f"postgresql+asyncpg://{rest}"
