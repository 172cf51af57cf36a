"""Embedded servers that end come back, for as long as a process uses them.

Each process that uses a data folder watches its servers, so that they are watched as long as anybody is left; the lock
for starting sees to it that one of them starts what has gone.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

import psutil
import structlog

from runtime.embedded import installation, ports
from runtime.embedded.folder.locks import STARTING, FolderGone, alone
from runtime.embedded.postgres import Postgres
from runtime.embedded.temporal import Temporal
from runtime.errors import ServerError
from runtime.logging.outages import DATABASE, TEMPORAL, Outage

LOOK = 0.25
"""Seconds from one look at a server's process to the next."""
PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)
"""Seconds after a server that could not be started, or did not last."""
LASTS = 30.0
"""Seconds after which a server that was started again is as good as any."""

_log = structlog.get_logger("sundial.servers")


class Supervision:
    """Brings back the servers of a data folder, and says where its Temporal server is."""

    def __init__(self, folder: Path, temporal: Temporal, postgres: Postgres) -> None:
        """Watch servers that run."""
        self._temporal = temporal
        self._address: str | None = temporal.address
        self._watches = (
            _Watch(folder, "PostgreSQL", postgres, DATABASE),
            _Watch(folder, "Temporal", temporal, TEMPORAL, self._look_for_temporal),
        )

    async def keep_postgres(self) -> None:
        """Watch PostgreSQL for ever. Raises `FolderGone`."""
        await self._watches[0].keep()

    async def keep_temporal(self) -> None:
        """Watch the Temporal server for ever. Raises `FolderGone`."""
        await self._watches[1].keep()

    @property
    def address(self) -> str | None:
        """Where this folder's own Temporal server is; `None` while it is away."""
        return self._address

    async def arrives(self) -> None:
        """Wait until it is somewhere."""
        while self._address is None:
            await asyncio.sleep(LOOK)

    async def leaves(self, address: str) -> None:
        """Wait until it is no longer there: it moved, or another one may come in its place."""
        while self._address == address:
            await asyncio.sleep(LOOK)

    def _look_for_temporal(self, *, may_come_back_at_once: bool) -> None:
        try:
            if self._temporal.process is not None:
                self._address = self._temporal.address
            elif not may_come_back_at_once or not ports.is_free(self._temporal.port):
                self._address = None
        except ServerError:
            # What is known of it went with its folder, between two looks.
            self._address = None


class _Watch:
    """One server, which is brought back when its process ends."""

    def __init__(
        self,
        folder: Path,
        name: str,
        server: Temporal | Postgres,
        outage: Outage,
        look: Callable[..., None] = lambda **_: None,
    ) -> None:
        self._folder = folder
        self._installation = installation.id_of(folder)
        self._name = name
        self._server = server
        self._outage = outage
        self._look = look
        self._starts = 0
        self._fault = ""

    async def keep(self) -> None:
        while True:
            await self._stands()
            self._outage.noticed("its process has ended; it is started again")
            self._look(may_come_back_at_once=self._starts == 0)
            if self._starts:
                await asyncio.sleep(PAUSES[min(self._starts, len(PAUSES)) - 1])
            self._starts += 1
            await self._start()
            self._look(may_come_back_at_once=False)

    async def _stands(self) -> None:
        """Wait until its process has ended."""
        clock = asyncio.get_running_loop().time
        began = clock()
        while self._server.process is not None:
            if clock() - began > LASTS:
                self._starts = 0
            await asyncio.sleep(LOOK)

    async def _start(self) -> None:
        self._require_folder()
        try:
            async with alone(self._folder / STARTING, make=False):
                self._require_folder()
                await self._server.start()
        except FolderGone:
            raise
        except (ServerError, OSError, psutil.Error) as fault:
            if str(fault) != self._fault:
                self._fault = str(fault)
                _log.error(f"{self._name} cannot be started; it is tried again and again", why=self._fault)
        else:
            self._fault = ""
            self._outage.ended()

    def _require_folder(self) -> None:
        """That the folder is still the one whose server this is: starting it would make another one."""
        if installation.known_id(self._folder) != self._installation:
            raise FolderGone(self._folder)
