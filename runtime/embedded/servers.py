"""Both servers of a data folder together, shared by all the processes that name it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from runtime.embedded.folder import private
from runtime.embedded.folder.locks import STARTING, USING, Presence, alone, is_used
from runtime.embedded.postgres import Postgres
from runtime.embedded.supervising import Supervision
from runtime.embedded.temporal import Temporal
from runtime.errors import ServerError, ServerUnreachable
from runtime.running import Running
from runtime.settings import Settings

PATIENCE = 15.0
"""Seconds for which a command waits for a server that is being started."""
NEXT_LOOK = 0.1


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
    private.take(folder)
    temporal, postgres = _temporal(settings, search_attributes, time_skipping=time_skipping), Postgres(folder)
    starting = folder / STARTING
    async with alone(starting):
        presence = Presence(folder / USING)
        try:
            await postgres.start()
            await temporal.start()
        except OSError as fault:
            await _leave(presence, temporal, postgres)
            raise ServerError(f"The servers of {folder} cannot be started ({fault}).") from None
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
        if presence.stands:
            async with alone(starting):
                await _leave(presence, temporal, postgres)
        else:
            # Whoever removed the folder has stopped them.
            presence.leave()


def supervision(settings: Settings, search_attributes: Mapping[str, str] | None = None) -> Supervision:
    """Who brings the servers of `settings.data` back, which run: they are started as `servers` starts them."""
    return Supervision(settings.data, _temporal(settings, search_attributes, ran=True), Postgres(settings.data))


async def find_running(data: Path, namespace: str = "default", *, patience: float = PATIENCE) -> Running | None:
    """The servers that run under a data folder, or None where nothing does; they may stop at any time.

    PostgreSQL may be down: tickets live without it, and whoever asks it is told so.

    Raises:
        ServerUnreachable: a process uses the folder, and its Temporal server does not answer within so many seconds.

    """
    temporal, postgres = Temporal(data), Postgres(data)
    used = is_used(data / USING)
    until = asyncio.get_running_loop().time() + patience
    while not await temporal.answers():
        if not used:
            return None
        if asyncio.get_running_loop().time() > until:
            raise ServerUnreachable(
                f"Sundial runs on {data}, and its Temporal server does not answer: it is started again as soon as "
                f"that can be done. What keeps it from that is said where `sundial up` runs, and in {data / 'logs'}."
            )
        # It is being started, for the first time or again.
        await asyncio.sleep(NEXT_LOOK)
    return Running(temporal.address, temporal.ui_url, postgres.database_url, namespace)


def _temporal(settings: Settings, search_attributes: Mapping[str, str] | None, **how: bool) -> Temporal:
    return Temporal(
        settings.data,
        port=settings.temporal_port,
        ui_port=settings.ui_port,
        namespace=settings.namespace or "default",
        search_attributes=search_attributes,
        **how,
    )


def find_journal(data: Path) -> str | None:
    """The address of the PostgreSQL that runs under a data folder, or should; `None` where nothing runs.

    Whether it answers just now is not looked at: tickets are worked on without it, too.
    """
    postgres = Postgres(data)
    return postgres.database_url if postgres.process is not None or is_used(data / USING) else None


async def _leave(presence: Presence, temporal: Temporal, postgres: Postgres) -> None:
    if presence.leave():
        await temporal.stop()
        await postgres.stop()
