"""A way to a database that can fall silent: connections stay open, and nothing comes through them any more."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SOCKET = ".s.PGSQL.5432"


class Relay:
    """Stands between a client and the database."""

    def __init__(self, database_url: str, folder: Path) -> None:
        """Lead from a socket in this folder to the database's own."""
        [self._theirs] = parse_qs(urlsplit(database_url).query)["host"]
        self.database_url = database_url.replace(f"host={self._theirs}", f"host={folder}")
        self._lets_through = asyncio.Event()
        self._lets_through.set()
        self._carrying = set[asyncio.Task[None]]()

    def falls_silent(self) -> None:
        self._lets_through.clear()

    def comes_back(self) -> None:
        self._lets_through.set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        beyond, to_beyond = await asyncio.open_unix_connection(f"{self._theirs}/{SOCKET}")
        for one, other in ((reader, to_beyond), (beyond, writer)):
            carrying = asyncio.create_task(self._carry(one, other))
            self._carrying.add(carrying)
            carrying.add_done_callback(self._carrying.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._lets_through.wait()
                writer.write(data)
                await writer.drain()
        writer.close()

    async def ends(self) -> None:
        for carrying in self._carrying:
            carrying.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)


@asynccontextmanager
async def a_relay(database_url: str) -> AsyncIterator[Relay]:
    """A relay to that database."""
    with tempfile.TemporaryDirectory(prefix="sundial-relay-") as folder:
        relay = Relay(database_url, Path(folder))
        server = await asyncio.start_unix_server(relay.accept, f"{folder}/{SOCKET}")
        try:
            yield relay
        finally:
            server.close()
            await relay.ends()
