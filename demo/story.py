"""`sundial demo`: play the story of `examples/demo.yaml` on servers of its own, and tell it."""

import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from contracts.loader import load_all
from demo.folder import empty_folder
from demo.showing.guide import show_opening, show_what_is_next
from demo.showing.showing import show_lives, show_summary
from demo.showing.watching import watching
from demo.stage.life import Life
from demo.stage.performing import performed
from demo.stage.script import Story, StoryFaults
from demo.stage.written import read_story
from domain.contract.faults import Fault
from runtime.embedded.folder import private
from runtime.embedded.servers import servers
from runtime.settings import Settings
from runtime.temporal.connecting import connect
from workflows.messages import SEARCH_ATTRIBUTES

FILE = Path(__file__).parent.parent / "examples" / "demo.yaml"
WIDEST = 110


async def play(
    settings: Settings,
    *,
    until_stopped: Callable[[], Awaitable[None]] | None = None,
    file: Path = FILE,
    console: Console | None = None,
) -> tuple[Life, ...]:
    """Play a story and tell it; then keep servers and worker `until_stopped`, if given, so that people can look at it.

    The servers keep their data in `<settings.data>/demo`, which is made anew each time. Returns what became of the
    tickets. Raises a `RuntimeFault`: a story with faults or one that is over, a folder that another demo uses, servers
    that cannot be started.
    """
    console = console or console_for_people()
    library = load_all()
    story = read_story(file, library)
    _check_that_it_lies_ahead(story, file)
    own = _settings_of_its_own(settings)
    private.take(settings.data)
    await empty_folder(own.data)
    async with AsyncExitStack() as stack:
        show_opening(story, own, console)
        running = await stack.enter_async_context(servers(own, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES))
        client, began = await connect(own, running), time.monotonic()
        with watching(story, console) as progress:
            lives = await stack.enter_async_context(
                performed(story, client, own, running.database_url, library, progress)
            )
        show_lives(lives, library, console)
        show_summary(lives, time.monotonic() - began, console)
        show_what_is_next(running if until_stopped else None, own, console)
        if until_stopped is not None:
            console.print("\nThe servers stay until you press Ctrl-C.")
            await until_stopped()
            console.print("Stopping ...")
    return tuple(lives)


def console_for_people() -> Console:
    """Standard output, at most 110 columns wide; a pipe gets all of them, and no control characters."""
    found = Console()
    return Console(width=min(found.width, WIDEST) if found.is_terminal else WIDEST, highlight=False, markup=False)


def _settings_of_its_own(settings: Settings) -> Settings:
    """Embedded servers on free ports, whatever else runs here."""
    changes = {"mode": "embedded", "database_url": None, "data": settings.data / "demo", "namespace": None}
    free = {"temporal_port": None, "ui_port": None}
    quick = {"graceful_shutdown_seconds": 2, "continue_as_new_after": None}
    return settings.model_copy(update={**changes, **free, **quick})


def _check_that_it_lies_ahead(story: Story, file: Path) -> None:
    if story.begins_at <= datetime.now(UTC):
        wrong = f"the story begins on {story.begins_at:%d %B %Y}, which is over"
        raise StoryFaults((Fault(file.name, None, "opened", wrong, "move its dates to the future"),))
