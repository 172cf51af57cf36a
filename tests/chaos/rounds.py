"""A round of chaos: a world of its own, its stories, and nothing of it left behind."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.value import Value
from runtime.embedded.__main__ import remove
from studies.simulation.terms import terms_book
from tests.chaos.conducting import Outcome, all_wrong, conducted
from tests.chaos.living.stories import a_story
from tests.chaos.world import a_world


class Round(Value):
    """What came of a round."""

    outcomes: tuple[Outcome, ...]
    wrong: tuple[str, ...]
    """In sentences; empty where all is as it must be."""


async def a_round(seeds: Sequence[int], *, at_once: int, done: Callable[[Outcome], None] = lambda _: None) -> Round:
    """Live the stories of these seeds, so many at once; what is wrong names the seed that gives the story again."""
    library = load_all()
    stories = [a_story(seed, library) for seed in seeds]
    folder = Path(tempfile.mkdtemp(prefix="sundial-chaos-"))
    # As root, PostgreSQL runs as another user, who must come through.
    folder.chmod(0o755)
    try:
        async with a_world(folder, library) as world:
            terms_at = terms_book(library, public_holidays)
            outcomes = await conducted(world, stories, terms_at, at_once=at_once, done=done)
            wrong = [*await all_wrong(world, outcomes), *(one for worker in world.workers for one in worker.fell())]
        return Round(outcomes=tuple(outcomes), wrong=(*wrong, *await asyncio.to_thread(_left, folder)))
    finally:
        if (folder / "data").exists():
            await remove(folder / "data")
        shutil.rmtree(folder)


def _left(folder: Path) -> list[str]:
    """What still runs of a world that has ended."""
    left = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if str(folder) in " ".join([*process.cmdline(), *process.environ().values()]):
                left.append(f"{process.name()} ({process.pid}) runs on")
    return left
