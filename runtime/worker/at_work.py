"""A worker on embedded servers: it works where its own Temporal server is, and not while that is away."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Any

from temporalio.client import Client

from runtime.beside import beside
from runtime.errors import ServerUnreachable

if TYPE_CHECKING:
    from runtime.embedded.supervising import Supervision

AGAIN = 0.5

Connect = Callable[[str], Awaitable[Client]]
Working = Callable[[Client], AbstractAsyncContextManager[Any]]


@asynccontextmanager
async def at_work(own: "Supervision", connect: Connect, working: Working) -> AsyncIterator[Client]:
    """Work as long as the body lasts, and then end what has begun.

    A worker whose server has gone would go over to whatever answers at its address next: another installation's, say.
    """
    first: asyncio.Future[Client] = asyncio.get_running_loop().create_future()
    told, ended = asyncio.Event(), asyncio.Event()

    async def wherever_it_is() -> None:
        try:
            while not told.is_set():
                await _first_of(told.wait(), own.arrives())
                if (address := own.address) is not None and not told.is_set():
                    await there(address)
        finally:
            ended.set()

    async def there(address: str) -> None:
        try:
            client = await connect(address)
        except ServerUnreachable:
            await asyncio.sleep(AGAIN)
            return
        async with working(client):
            if not first.done():
                first.set_result(client)
            await _first_of(told.wait(), own.leaves(address))

    async with beside(wherever_it_is()):
        try:
            yield await first
        finally:
            told.set()
            await ended.wait()


async def _first_of(*waits: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(one) for one in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
