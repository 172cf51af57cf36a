"""The benchmark of the engine at its smallest: both kinds of lives are lived, and a ticket stays within its budget."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.client import Client

from bench.history import cost
from bench.lives import BareDesk, Desk, OurDesk, live, many
from bench.three_lives import a_directory, quiet
from bench.workers import Served, worker_process
from runtime.running import Running

EVENTS, ACTIONS = 80, 25
"""A quiet P2 with its announcements stays under these."""


@pytest.fixture
def queue() -> str:
    return f"bench-{uuid4().hex[:8]}"


@pytest.fixture
def bare(running: Running, queue: str) -> Iterator[Served]:
    with worker_process("bare", queue, running) as served:
        yield served


async def test_a_quiet_ticket_of_which_people_are_told_stays_within_its_budget(
    client: Client, running: Running, queue: str, tmp_path: Path
) -> None:
    async with a_directory(tmp_path) as directory:
        with worker_process("tickets", queue, running, directory):
            told = await quiet(OurDesk(client, queue))
    assert told.events < EVENTS
    assert told.actions < ACTIONS
    assert told.kinds["TIMER_CANCELED"] == 0


async def test_a_bare_life_takes_the_same_commands_with_one_local_and_one_normal_activity_each(
    client: Client, bare: Served
) -> None:
    desk: Desk = BareDesk(client, bare.queue)
    seen = cost(await desk.handle(await live(desk, pause=0.3)).fetch_history())
    assert seen.kinds["MARKER_RECORDED"] == 6
    assert seen.kinds["ACTIVITY_TASK_SCHEDULED"] == 6
    assert seen.kinds["WORKFLOW_EXECUTION_UPDATE_COMPLETED"] == 5
    assert seen.kinds["WORKFLOW_EXECUTION_SIGNALED"] == 1
    assert seen.kinds["TIMER_STARTED"] == 1
    assert seen.kinds["UPSERT_WORKFLOW_SEARCH_ATTRIBUTES"] == 0


async def test_what_many_lives_cost_the_worker_is_seen_from_its_process(client: Client, bare: Served) -> None:
    pace = await many(BareDesk(client, bare.queue), bare, lives=2, at_once=2)
    assert pace.a_second > 0
    assert pace.cpu > 0
