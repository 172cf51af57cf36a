from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from temporalio.client import Client

from demo.stage.life import Life
from demo.stage.performing import performed
from demo.stage.script import Part, Story
from demo.stage.written import read_story
from demo.story import FILE
from domain.contract.library import Library
from runtime.running import Running
from runtime.settings import Settings

Heard = list[tuple[str, datetime, str]]


@pytest.fixture(scope="session")
def story(library: Library) -> Story:
    return read_story(FILE, library)


@pytest.fixture(scope="session")
def heard() -> Heard:
    return []


@pytest.fixture(scope="session")
async def lives(
    story: Story, client: Client, shared_settings: Settings, running: Running, library: Library, heard: Heard
) -> AsyncIterator[dict[str, Life]]:
    """The story of the demo, lived through once on the shared servers."""
    settings = shared_settings.model_copy(update={"task_queue": "demo", "graceful_shutdown_seconds": 1})

    def hear(part: Part, at: datetime, done: str) -> None:
        heard.append((part.ticket, at, done))

    async with performed(story, client, settings, running.database_url, library, hear) as found:
        yield {life.part.ticket: life for life in found}
