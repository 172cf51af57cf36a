"""Both servers of a data folder together, shared by all the processes that name it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from runtime.embedded.locks import Presence, alone
from runtime.embedded.postgres import Postgres
from runtime.embedded.temporal import Temporal
from runtime.running import Running
from runtime.settings import Settings


@asynccontextmanager
async def servers(
    settings: Settings,
    *,
    time_skipping: bool = False,
    search_attributes: Mapping[str, str] | None = None,
) -> AsyncIterator[Running]:
    """The servers of `settings.data`: started here, or those that another process has there.

    Whoever leaves last stops them, also where the process that started them was killed.

    Raises:
        ServerError: one of them cannot be started; neither is left running by this.

    """
    folder = settings.data
    temporal = Temporal(
        folder,
        port=settings.temporal_port,
        ui_port=settings.ui_port,
        namespace=settings.namespace or "default",
        time_skipping=time_skipping,
        search_attributes=search_attributes,
    )
    postgres = Postgres(folder)
    starting = folder / "starting.lock"
    async with alone(starting):
        presence = Presence(folder / "using.lock")
        try:
            await postgres.start()
            await temporal.start()
        except BaseException:
            await _leave(presence, temporal, postgres)
            raise
    try:
        yield Running(
            temporal_address=temporal.address,
            ui_url=temporal.ui_url,
            database_url=postgres.database_url,
            namespace=settings.namespace or "default",
            started_temporal=temporal.started,
            started_postgres=postgres.started,
        )
    finally:
        async with alone(starting):
            await _leave(presence, temporal, postgres)


async def find_running(data: Path, namespace: str = "default") -> Running | None:
    """The servers that run under a data folder and answer, or None; they may stop at any time."""
    temporal, postgres = Temporal(data), Postgres(data)
    if not (await temporal.answers() and await postgres.answers()):
        return None
    return Running(temporal.address, temporal.ui_url, postgres.database_url, namespace)


async def find_journal(data: Path) -> str | None:
    """The PostgreSQL that runs under a data folder and answers, or None, whatever Temporal does there."""
    postgres = Postgres(data)
    return postgres.database_url if await postgres.answers() else None


async def _leave(presence: Presence, temporal: Temporal, postgres: Postgres) -> None:
    if presence.leave():
        await temporal.stop()
        await postgres.stop()
