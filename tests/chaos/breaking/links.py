"""The way from a worker to a server, in our hands: it can be cut, and it can swallow all that is said."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from runtime.errors import ServerError

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
AT_ONCE = 65_536


class Link:
    """A port of 127.0.0.1 behind which a server is."""

    def __init__(self, reach: Callable[[], Awaitable[Ends]]) -> None:
        """Name how the server is reached; nothing listens yet."""
        self._reach = reach
        self._server: asyncio.Server | None = None
        self._through: set[asyncio.Task[None]] = set()
        self._is_open = False
        self._heard = asyncio.Event()
        self._heard.set()
        self.port = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Let through what comes, until this is left."""
        await self._listen()
        try:
            yield
        finally:
            await self._cut()

    @asynccontextmanager
    async def cut_off(self) -> AsyncIterator[None]:
        """Drop every connection and take none."""
        await self._cut()
        try:
            yield
        finally:
            await self._listen()

    @asynccontextmanager
    async def unheard(self) -> AsyncIterator[None]:
        """Take what is said and let nothing through, either way, as a network does that lost its way."""
        self._heard.clear()
        try:
            yield
        finally:
            self._heard.set()

    async def _listen(self) -> None:
        self._is_open = True
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        self._is_open = False
        if self._server is not None:
            self._server.close()
        for task in self._through:
            task.cancel()
        await asyncio.gather(*self._through, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._through.add(task)
        try:
            # A server that is down right now may not even have an address.
            with suppress(OSError, ServerError, asyncio.CancelledError):
                # One that was taken a moment before the cut only gets here after it.
                if self._is_open:
                    await self._join(reader, writer)
        finally:
            self._through.discard(task)
            writer.transport.abort()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reaching = asyncio.ensure_future(self._reach())
        try:
            there, back = await asyncio.shield(reaching)
        except asyncio.CancelledError:
            # Given up half-way, a connection would stay that nobody closes.
            reaching.add_done_callback(_dropped)
            raise
        ways = {asyncio.create_task(self._pass(reader, back)), asyncio.create_task(self._pass(there, writer))}
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # First: a cut that comes while the ways end must not leave it open.
            back.transport.abort()
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while said := await reader.read(AT_ONCE):
            await self._heard.wait()
            writer.write(said)
            await writer.drain()


def _dropped(reached: asyncio.Future[Ends]) -> None:
    if not reached.cancelled() and reached.exception() is None:
        reached.result()[1].transport.abort()
