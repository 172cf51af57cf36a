"""A worker is killed with events at every step on their way to a webhook: none is missed, and a repeat has its id."""

import asyncio
import os
import random
import signal
import sys
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.patience import until
from tests.workflows.webhooks.desk import Desk

ROOT = Path(__file__).parents[3]
TICKETS, NOTES = 12, 4


@asynccontextmanager
async def a_worker_process(desk: Desk, log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker as people run it, at work."""
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
    environment = {
        **theirs,
        "SUNDIAL_MODE": "external",
        "SUNDIAL_DATABASE_URL": desk.url,
        "SUNDIAL_TASK_QUEUE": desk.task_queue,
        "SUNDIAL_WEBHOOKS_TO_PRIVATE_ADDRESSES": "true",
        "SUNDIAL_LOG_LEVEL": "debug",
        "TEMPORAL_ADDRESS": desk.client.service_client.config.target_host,
    }
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "worker.py", cwd=ROOT, env=environment, stderr=written
        )
    try:
        await until(lambda: _says(log, "serving tickets"))
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def _says(log: Path, words: str) -> bool:
    return words in log.read_text()


async def test_a_worker_that_is_killed_again_and_again_repeats_at_most(desk: Desk, tmp_path: Path) -> None:
    chance = random.Random(11)
    made = await desk.subscribed()
    tickets = [f"T-{number}" for number in range(TICKETS)]
    logs = [tmp_path / f"worker-{number}.log" for number in range(4)]
    for number, log in enumerate(logs):
        before = len(desk.receiver.requests)
        async with a_worker_process(desk, log) as worker:
            for ticket in tickets[number * 3 : number * 3 + 3]:
                await desk.lives(ticket, notes=NOTES)
            if number < 3:
                await desk.came_to(before + chance.randint(1, 8))
                worker.send_signal(signal.SIGKILL)
            else:
                await desk.settled(made, TICKETS * (NOTES + 1))

    by_ticket: defaultdict[str, list[int]] = defaultdict(list)
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    for request in desk.receiver.requests:
        assert request.verified(made.secret)
        bodies[request.headers["webhook-id"]].add(request.body)
        numbers = by_ticket[request.json["data"]["ticket"]]
        number = request.json["data"]["event"]["number"]
        # A repeat comes at once, and nothing comes before what is before it.
        assert number in (len(set(numbers)), len(set(numbers)) + 1)
        numbers.append(number)
    assert {ticket: sorted(set(numbers)) for ticket, numbers in by_ticket.items()} == {
        ticket: list(range(1, NOTES + 2)) for ticket in tickets
    }
    assert all(len(written) == 1 for written in bodies.values())
    assert len(bodies) == TICKETS * (NOTES + 1)
    assert {state for _, state, _ in await desk.states(made)} == {"delivered"}
    logged = "".join(log.read_text() for log in logs)
    assert made.secret not in logged
    assert "/hooks" not in logged
