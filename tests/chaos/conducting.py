"""Many stories at once in one world, and what was wrong with each of them."""

import asyncio
from collections.abc import Callable, Sequence

from asyncpg import PostgresError
from temporalio.service import RPCError

from domain.value import Value
from studies.rehearsal.conducting import FAULTS
from studies.simulation.running import TermsAt
from tests.chaos.living.lives import lived
from tests.chaos.living.stories import Story
from tests.chaos.oracle import wrong_with
from tests.chaos.telling import wrong_with_telling
from tests.chaos.world import World


class Outcome(Value):
    """What came of a story."""

    story: Story
    events: int = 0
    commands: int = 0
    wrong: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n  ".join([f"{self.story}", *self.wrong, f"alone: make chaos SEED={self.story.seed} STORIES=1"])


async def conducted(
    world: World,
    stories: Sequence[Story],
    terms_at: TermsAt,
    *,
    at_once: int,
    done: Callable[[Outcome], None] = lambda _: None,
) -> list[Outcome]:
    """Live the stories, so many at once, each with its fault. `done` hears of each as it ends."""
    waiting = iter(stories)
    outcomes: list[Outcome] = []

    async def one_after_another() -> None:
        for story in waiting:
            outcome = await _outcome(world, story, terms_at)
            outcomes.append(outcome)
            done(outcome)

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(one_after_another())
    return outcomes


async def _outcome(world: World, story: Story, terms_at: TermsAt) -> Outcome:
    try:
        had = await lived(world, story)
        wrong = await wrong_with(world, had, terms_at)
    except (*FAULTS, RPCError, OSError, PostgresError) as fault:
        return Outcome(story=story, wrong=(f"it was not lived to its end: {type(fault).__name__}: {fault}",))
    return Outcome(story=story, events=len(had.stream), commands=len(had.sent), wrong=tuple(wrong))


async def all_wrong(world: World, outcomes: Sequence[Outcome]) -> list[str]:
    """What is wrong with the stories, and with who was told of them, in sentences."""
    return [*(f"{one}" for one in outcomes if one.wrong), *await wrong_with_telling(world)]
