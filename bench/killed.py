"""What tickets wait whose worker is killed, while another one serves the same queue."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from temporalio.client import Client

from bench.burst import decided
from bench.lives import OurDesk, a_name
from bench.workers import worker_process
from runtime.running import Running

TICKETS = 20
LATER = 15
"""Seconds after the kill: by then the server knows that the worker asks for nothing any more."""
QUEUE = "two"


@dataclass(frozen=True)
class Waits:
    """How long answers took, in seconds, in order."""

    what: str
    seconds: tuple[float, ...]

    @property
    def with_the_killed(self) -> int:
        """How many waited for longer than a second: they were with the worker that was killed."""
        return sum(one > 1 for one in self.seconds)


async def waits(client: Client, running: Running) -> tuple[Waits, ...]:
    """Kill one worker of two, then ask its tickets: at once, and later; and wait for what is due in between."""
    desk, due = OurDesk(client, QUEUE), datetime.now(UTC) + timedelta(seconds=TICKETS)
    with ExitStack() as workers:
        first = workers.enter_context(worker_process("tickets", QUEUE, running))
        workers.enter_context(worker_process("tickets", QUEUE, running))
        at_once, later, ringing = ([a_name() for _ in range(TICKETS)] for _ in range(3))
        for name in (*at_once, *later):
            await desk.open(name)
        due = datetime.now(UTC) + timedelta(seconds=TICKETS)
        for name in ringing:
            await desk.open(name, due)
        await asyncio.sleep(max((due - datetime.now(UTC)).total_seconds() - 1, 0))
        first.process.kill()
        return (
            Waits("a command at once", await _asked(desk, at_once)),
            Waits(
                "what was due a second later", tuple(sorted([await decided(desk.handle(one), due) for one in ringing]))
            ),
            await _later(desk, later),
        )


async def _later(desk: OurDesk, names: Sequence[str]) -> Waits:
    await asyncio.sleep(LATER)
    return Waits("a command 15 s later", await _asked(desk, names))


async def _asked(desk: OurDesk, names: Sequence[str]) -> tuple[float, ...]:
    async def one(name: str) -> float:
        begun = time.perf_counter()
        await desk.send(name, "acknowledge")
        return time.perf_counter() - begun

    return tuple(sorted(await asyncio.gather(*(one(name) for name in names))))
