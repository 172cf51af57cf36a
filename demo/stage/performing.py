"""Performing a story on servers that run: every ticket at the same time, each in a time of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio.client import Client

from activities.journal.database import open_pool
from activities.journal.reader import JournalReader
from demo.stage.life import Life, remember
from demo.stage.playing import Progress, Stage, live
from demo.stage.script import Part, Story
from domain.contract.library import Library
from runtime.settings import Settings
from runtime.temporal.tickets import Tickets
from runtime.temporal.time_skipping import Skipping
from runtime.worker.working import working


@asynccontextmanager
async def performed(
    story: Story, client: Client, settings: Settings, database_url: str, library: Library, progress: Progress
) -> AsyncIterator[list[Life]]:
    """Live through a story and read back what became of its tickets; their worker stays until this is left.

    The server must be able to skip time (`servers(..., time_skipping=True)`). Raises the first thing that went wrong.
    """
    async with working(client, settings, database_url, library), open_pool(database_url) as pool:
        skipping = Skipping(client)
        # No sender's stamp: these tickets live in a time of their own.
        tickets = Tickets(skipping.client, library=library, task_queue=settings.task_queue, clock=lambda: None)
        yield await _all(story, Stage(skipping, tickets), JournalReader(pool), progress)


async def _all(story: Story, stage: Stage, reader: JournalReader, progress: Progress) -> list[Life]:
    async def whole(part: Part) -> Life:
        await live(part, stage, progress)
        seen = await stage.tickets.snapshot(part.ticket)
        return await remember(part, seen.standing.events, reader)

    try:
        async with asyncio.TaskGroup() as group:
            lives = [group.create_task(whole(part)) for part in story.parts]
    except ExceptionGroup as several:
        raise several.exceptions[0] from None
    return [life.result() for life in lives]
