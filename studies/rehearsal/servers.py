"""An engine of its own for a rehearsal: embedded servers in a temporary folder, which goes with them."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from domain.contract.library import Library
from runtime.embedded.__main__ import remove
from runtime.embedded.servers import servers
from runtime.settings import Settings
from runtime.temporal.connecting import connect
from studies.rehearsal.engine import Engine, engine
from workflows.messages import SEARCH_ATTRIBUTES

NEXT_LOOK = 0.1
MOST_LOOKS = 100
"""Ten seconds: for what is still being written when a folder is removed."""


@asynccontextmanager
async def own_engine(settings: Settings, library: Library) -> AsyncIterator[Engine]:
    """An engine that nobody else uses. However this is left, its servers are stopped and its data removed.

    Raises `ServerError` where they cannot be started.
    """
    folder = Path(tempfile.mkdtemp(prefix="sundial-rehearsal-"))
    own = own_settings(settings, folder / "data")
    try:
        async with servers(own, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES) as running:
            client = await connect(own, running)
            async with engine(client, own, running.database_url, library) as made:
                yield made
    finally:
        await _remove(folder, own.data)


async def _remove(folder: Path, data: Path) -> None:
    """Stop what runs there and remove all of it."""
    for _ in range(MOST_LOOKS):
        # Left while it is being made, a database is still written for a moment.
        with contextlib.suppress(OSError):
            if data.exists():
                await remove(data)
            shutil.rmtree(folder)
            return
        await asyncio.sleep(NEXT_LOOK)


def own_settings(settings: Settings, data: Path) -> Settings:
    """Embedded servers on free ports, whatever else runs here; and nobody is told of what is only rehearsed."""
    changes = {"mode": "embedded", "database_url": None, "data": data, "namespace": None}
    free = {"temporal_port": None, "ui_port": None}
    return settings.model_copy(update={**changes, **free, "directory": None, "graceful_shutdown_seconds": 1})
