"""Carrying out a fault: it befalls its targets while nothing else does, and they come back."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from tests.chaos.breaking import servers
from tests.chaos.breaking.faults import TARGETS, Fault, Target
from tests.chaos.world import World

Failing = Callable[[World], AbstractAsyncContextManager[None]]


async def strike(world: World, fault: Fault) -> asyncio.Task[None]:
    """Begin a fault as soon as nothing else befalls its targets; it goes on beside. Answers what ends with it."""
    held = AsyncExitStack()
    for target in TARGETS:
        if target in fault.what:
            await held.enter_async_context(world.held[target])
    return asyncio.create_task(_fail(world, fault, held))


async def _fail(world: World, fault: Fault, held: AsyncExitStack) -> None:
    async with held:
        await asyncio.sleep(fault.after)
        async with AsyncExitStack() as failing:
            # At once, not one after the other: whoever is first must not be missed by the next.
            await asyncio.gather(*(failing.enter_async_context(_failing(world, fault, one)) for one in fault.what))
            await asyncio.sleep(fault.lasts)


def _failing(world: World, fault: Fault, target: Target) -> AbstractAsyncContextManager[None]:
    match target:
        case "server":
            return _SERVERS[fault.how](world.temporal)
        case "store" if fault.how in _STORE:
            return _STORE[fault.how](world.postgres.database_url)
        case "store":
            return _SERVERS[fault.how](world.postgres)
        case "worker 0":
            return _of_worker(world, fault, 0)
        case "worker 1":
            return _of_worker(world, fault, 1)


_SERVERS = {"killed": servers.killed, "ended": servers.ended, "frozen": servers.frozen}
_STORE = {"full": servers.full, "read-only": servers.read_only}


def _of_worker(world: World, fault: Fault, number: int) -> AbstractAsyncContextManager[None]:
    worker, links = world.workers[number], world.links[number]
    match fault.how:
        case "killed":
            return worker.away(signal.SIGKILL)
        case "ended":
            return worker.away(signal.SIGTERM)
        case "frozen":
            return worker.frozen()
        case "cut off":
            return _both(links[0].cut_off(), links[1].cut_off())
        case "unheard":
            return _both(links[0].unheard(), links[1].unheard())
        case _:
            raise AssertionError(f"nothing of a worker is {fault.how}")


@asynccontextmanager
async def _both(
    one: AbstractAsyncContextManager[None], other: AbstractAsyncContextManager[None]
) -> AsyncIterator[None]:
    async with one, other:
        yield
