"""The store, the worker and our own code fail; the clock does not."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from temporalio.client import Client

from activities.deciding import Deciding, resolver
from activities.names import DecisionInput
from contracts.public_holidays import public_holidays
from domain.contract.library import Library
from domain.deciding.decision import Decision
from domain.ticket.commands import Acknowledge
from domain.ticket.events import Escalated, NoteAdded
from runtime.embedded import installation
from runtime.embedded.folder import private
from runtime.embedded.postgres import Postgres
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.errors import NobodyAnswered
from tests.workflows.given.world import Life, World, rome

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def a_store(data: Path) -> AsyncIterator[Postgres]:
    postgres = Postgres(data)
    await postgres.start()
    try:
        yield postgres
    finally:
        await postgres.stop()


def of_the_same_installation(data: Path, other: Path) -> None:
    """Let a store be one that the other folder's namespace may be served with."""
    private.take(data)
    (data / installation.FILE).write_text(json.dumps({"id": installation.id_of(other)}))


@asynccontextmanager
async def a_worker_process(world: World) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))},
        "SUNDIAL_MODE": "external",
        "SUNDIAL_DATABASE_URL": world.database_url,
        "SUNDIAL_TASK_QUEUE": world.task_queue,
        "SUNDIAL_GRACEFUL_SHUTDOWN_SECONDS": "5",
        "TEMPORAL_ADDRESS": world.client.service_client.config.target_host,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "worker.py", cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_with_the_store_down_tickets_escalate_on_time_and_the_journal_follows(
    client: Client, shared_settings: Settings, library: Library, data: Path
) -> None:
    async with a_store(data) as store:
        world = World(client, shared_settings, store.database_url, library)
        async with world.worker():
            ticket = await world.open(rome("2032-11-02 09:00"))
            await world.written(ticket)
            await store.stop()
            await ticket.at(rome("2032-11-02 09:30"), "acknowledge", by="Ann")
            await ticket.until(rome("2032-11-02 13:01"))
            escalated = next(one for one in await ticket.events() if one.event.type == "Escalated")
            assert escalated.event.occurred_at == rome("2032-11-02 13:00")
            assert (escalated.recorded_at - rome("2032-11-02 13:00")).total_seconds() < 1
            await store.start()
            await ticket.until(rome("2032-11-02 14:01"))
            assert await world.written(ticket) == tuple(await ticket.events())


async def test_a_run_that_should_end_while_the_store_is_down_goes_on_ringing_and_loses_nothing(
    client: Client, shared_settings: Settings, library: Library, data: Path
) -> None:
    async with a_store(data) as store:
        world = World(client, shared_settings, store.database_url, library)
        async with world.worker():
            ticket = await world.open(rome("2032-11-02 09:00"), continue_as_new_after=60)
            await world.written(ticket)
            await store.stop()
            for number in range(12):
                await ticket.do("add_note", text=f"note {number}")
            # An announcement that cannot be made keeps the run from ending, and the clock from nothing.
            await ticket.at(rome("2032-11-02 09:30"), "wait_for_third_party", party="Carrier")
            await ticket.at(rome("2032-11-02 09:40"), "third_party_responded")
            await ticket.until(rome("2032-11-02 13:11"))
            escalated = next(one for one in await ticket.events() if one.event.type == "Escalated")
            assert escalated.event.occurred_at - rome("2032-11-02 13:10") < timedelta(seconds=10)
            assert escalated.recorded_at - escalated.event.occurred_at < timedelta(seconds=1)
            await store.start()
            await ticket.until(rome("2032-11-02 13:20"))
            assert await world.written(ticket) == tuple(await ticket.events())
            await ticket.do("add_note", text="and on")
            assert await world.written(ticket) == tuple(await ticket.events())


async def test_a_killed_worker_leaves_the_same_events_in_journal_and_history(
    client: Client, shared_settings: Settings, library: Library, data: Path
) -> None:
    of_the_same_installation(data, shared_settings.data)
    async with a_store(data) as store:
        world = World(client, shared_settings, store.database_url, library)
        tickets: list[Life] = []
        async with a_worker_process(world) as first:
            tickets += [await world.open(rome("2032-11-02 09:00")) for _ in range(6)]
            acting = [asyncio.create_task(act(ticket)) for ticket in tickets]
            # Decided, but not written: the store is gone when the worker is.
            await asyncio.sleep(0.2)
            await store.stop()
            await asyncio.sleep(0.3)
            first.send_signal(signal.SIGKILL)
            await first.wait()
        await store.start()
        async with a_worker_process(world):
            await asyncio.gather(*acting)
            for ticket in tickets:
                await ticket.do("add_note", text="after the kill")
                written = await world.written(ticket)
                assert written == tuple(await ticket.events())
                notes = [one.event.text for one in written if isinstance(one.event, NoteAdded)]
                assert notes == [f"note {number}" for number in range(10)] + ["after the kill"]


async def act(ticket: Life) -> None:
    """Send notes, each until it is taken; their ids keep them single."""
    for number in range(10):
        while True:
            try:
                await ticket.do("add_note", id=f"{ticket.id}-{number}", text=f"note {number}")
            except NobodyAnswered:
                continue
            break


async def test_a_worker_drains_on_sigterm(
    client: Client, shared_settings: Settings, running: Running, library: Library
) -> None:
    world = World(client, shared_settings, running.database_url, library)
    async with a_worker_process(world) as process:
        ticket = await world.open(rome("2032-11-02 09:00"))
        await ticket.do("acknowledge")
        process.send_signal(signal.SIGTERM)
        _, logged = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0, logged.decode()
    assert b"draining" in logged
    assert b"Traceback" not in logged


class WithABug(Deciding):
    """A version that cannot decide an acknowledgement."""

    async def decided(self, given: DecisionInput) -> Decision:
        if isinstance(given.command, Acknowledge):
            raise ZeroDivisionError("a bug of ours")
        return await super().decided(given)


async def test_a_decision_that_raises_leaves_the_ticket_alive_and_it_goes_on_once_mended(
    client: Client, shared_settings: Settings, running: Running, library: Library
) -> None:
    world = World(client, shared_settings, running.database_url, library)
    async with world.worker(WithABug(resolver(library, public_holidays))):
        ticket = await world.open(rome("2032-11-02 09:00"))
        acknowledging = asyncio.create_task(ticket.do("acknowledge", by="Ann", id=uuid4().hex))
        async with asyncio.timeout(20):
            while "WORKFLOW_TASK_FAILED" not in await ticket.history():
                await asyncio.sleep(0.05)
        assert not acknowledging.done()
        description = await ticket.handle.describe()
        assert description.status is not None
        assert description.status.name == "RUNNING"
    async with world.worker():
        snapshot = await acknowledging
        assert snapshot is not None
        assert [promise.state for promise in snapshot.promises if promise.promise == "reaction"] == ["kept"]
        assert (await ticket.told()).count("Acknowledged") == 1
        await ticket.until(rome("2032-11-02 13:01"))
        assert [step.after for step in await ticket.of(Escalated)] == ["team-leader"]
