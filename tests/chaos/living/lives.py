"""A story, lived: the ticket as the rehearsal lives it, and the fault at its point of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from runtime.temporal.time_skipping import Skipping
from studies.rehearsal.engine import Engine
from studies.rehearsal.living import Rehearsed, live_on
from tests.chaos.breaking.striking import strike
from tests.chaos.living.senders import PATIENCE, Insistent
from tests.chaos.living.stories import Story
from tests.chaos.world import World
from workflows.messages import TASK_QUEUE
from workflows.ticket.start import SHORTEST_RUN


@dataclass
class _Point:
    """Lets the fault happen when the story has come to its point."""

    world: World
    story: Story
    failing: list[asyncio.Task[None]] = field(default_factory=list)

    async def come_to(self, number: int) -> None:
        fault = self.story.fault
        if fault is not None and number == self.story.point and not self.failing:
            self.failing.append(await strike(self.world, fault))

    async def before(self, command: str) -> None:
        ids = [one.id for one in self.story.incident.commands]
        await self.come_to(1 + ids.index(command))


async def lived(world: World, story: Story) -> Rehearsed:
    """The life of a story's ticket, with its fault and those of the stories that are lived beside it."""
    point = _Point(world, story)
    await point.come_to(0)
    try:
        return await live_on(_engine(world, point.before), story.incident, story.until, story.way)
    finally:
        await asyncio.gather(*point.failing)


def _engine(world: World, before: Callable[[str], Awaitable[None]]) -> Engine:
    sent_through = Skipping(world.client).client

    def reached(continue_as_new_after: int | None) -> Insistent:
        return Insistent(
            sent_through,
            library=world.library,
            task_queue=TASK_QUEUE,
            continue_as_new_after=continue_as_new_after,
            clock=lambda: None,
            before=before,
        )

    clocks = Skipping(world.stubborn, patience=PATIENCE)
    return Engine(clocks, reached(None), reached(SHORTEST_RUN), world.reader, patience=PATIENCE)
