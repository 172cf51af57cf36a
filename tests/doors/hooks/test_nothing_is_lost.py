"""Workers and doors are killed, and nothing that was taken in is lost or taken twice; secrets are nowhere."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import WorkflowExecutionStatus

from activities.hooks.events import HookEvent
from activities.hooks.handing_over import HandOverEvents
from activities.hooks.names import EVENTS, HOOK, HeldEvent, HookCommand, hook_id
from runtime.hooks.sweeping import hand_over_abandoned
from tests.doors.hooks.given.doorway import Doorway
from tests.doors.hooks.given.files import DESK, desk_call
from tests.doors.hooks.given.signing import SECRETS
from tests.doors.hooks.given.stories import PREFIXES, STORIES
from tests.patience import until

ROOT = Path(__file__).parents[3]


def a_number() -> str:
    return str(int(uuid4().hex[:12], 16))


def just_opened() -> datetime:
    return datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=50)


@asynccontextmanager
async def a_worker_process(doorway: Doorway) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker as people run it, which may be killed; no secret is in what it logged."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
    environment = {
        **inherited,
        **SECRETS,
        "SUNDIAL_MODE": "external",
        "SUNDIAL_DATABASE_URL": doorway.url,
        "SUNDIAL_TASK_QUEUE": doorway.task_queue,
        "SUNDIAL_HOOKS": str(doorway.folder),
        "SUNDIAL_LOG_LEVEL": "debug",
        "TEMPORAL_ADDRESS": doorway.client.service_client.config.target_host,
    }
    log = doorway.folder / f"worker-{uuid4().hex[:8]}.log"
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "worker.py", cwd=ROOT, env=environment, stderr=written
        )

    async def serves() -> bool:
        return "serving tickets" in log.read_text()

    try:
        await until(serves)
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()
    assert not any(secret in log.read_text() for secret in SECRETS.values())


@pytest.mark.parametrize("system", sorted(STORIES))
async def test_a_worker_that_is_killed_meanwhile_loses_nothing_and_takes_nothing_twice(
    closed: Doorway, system: str
) -> None:
    closed.has_examples(hold_seconds=1)
    number, opened = a_number(), just_opened()
    opening, *story = STORIES[system](opened, number)
    ticket = PREFIXES[system] + number
    async with a_worker_process(closed) as worker:
        received = await closed.settled(await closed.takes_in([opening]))
        assert received[0].state == "taken"
        first = await closed.takes_in(story[:4])
        worker.send_signal(signal.SIGKILL)
        await worker.wait()
    second = await closed.takes_in(story[4:])
    async with closed.worker():
        events = await closed.settled([*first, *second])
        assert {event.state for event in events} <= {"taken", "ignored"}, events
        life = await closed.life(ticket)
        # The same as one that was never disturbed.
        calm = a_number()
        closed.has_examples(hold_seconds=0)
        for call in STORIES[system](opened, calm):
            await closed.settled(await closed.takes_in([call]))
        assert life == await closed.life(PREFIXES[system] + calm)


async def test_what_was_kept_and_not_handed_over_is_found_and_handed_over(doorway: Doorway) -> None:
    now, case = datetime.now(UTC), a_number()
    fields = {
        "ticket": f"D-{case}",
        "customer": "Acme Ltd",
        "at": now.isoformat(),
        "request": {"contract": "imagiclecare-4.1", "plan": "gold", "theatre": "europe", "priority": "P2"},
    }
    left = HookEvent(
        system="desk",
        id=f"evt-{case}",
        external=case,
        ticket=f"D-{case}",
        received_at=now,
        occurred_at=now,
        opens=True,
        due_at=now,
        wait_until=now + timedelta(hours=1),
        commands=(HookCommand(command="open", fields=fields),),
        state="held",
    )
    assert await doorway.events.add(left, "{}")
    hand_over = HandOverEvents(doorway.client, doorway.task_queue)
    later = now + timedelta(minutes=2)
    found = await hand_over_abandoned(doorway.events, hand_over, later)
    assert found >= 1
    # Whoever looks next leaves it alone for a while.
    assert not any(
        event.id == left.id
        for events in (await doorway.events.abandoned(later, later + timedelta(minutes=5))).values()
        for event in events
    )

    async def is_taken() -> bool:
        known = await doorway.events.one("desk", left.id)
        return known is not None and known.state == "taken"

    await until(is_taken)
    assert (await doorway.standing(f"D-{case}")).status == "working"


async def test_a_call_that_comes_again_is_handed_over_again_while_it_is_held(doorway: Doorway) -> None:
    doorway.has_file("desk", DESK)
    case = a_number()
    call = desk_call(f"evt-{case}", case=case)
    [first] = await doorway.takes_in([call])
    await doorway.settled([first])
    [again] = await doorway.takes_in([call])
    assert (again.state, again.repeated, again.sentence) == ("taken", True, "open")


async def test_a_hook_ends_when_nothing_is_held_and_its_history_has_no_secret_and_no_text(doorway: Doorway) -> None:
    doorway.has_file("desk", DESK)
    case = a_number()
    calls = [
        desk_call(f"evt-1-{case}", at=just_opened(), case=case),
        desk_call(f"evt-2-{case}", case=case, kind="ask", text="Which version is it?"),
    ]
    await doorway.settled(await doorway.takes_in(calls))
    handle = doorway.client.get_workflow_handle(hook_id("desk", case))

    async def has_ended() -> bool:
        return (await handle.describe()).status is WorkflowExecutionStatus.COMPLETED

    await until(has_ended)
    history = (await handle.fetch_history()).to_json()
    assert "Which version" not in history
    assert "Acme" not in history
    assert not any(secret in history for secret in SECRETS.values())
    stored = await doorway.pool.fetch("select e::text as line from hook_events e where system = 'desk'")
    assert not any(
        secret in row["line"] or "webhook-signature" in row["line"] for row in stored for secret in SECRETS.values()
    )


async def test_a_hook_goes_on_in_a_new_run_with_what_it_holds(doorway: Doorway) -> None:
    case, now = a_number(), datetime.now(UTC)
    due, until_then = now + timedelta(seconds=3), now + timedelta(hours=1)
    handle = await doorway.client.start_workflow(
        HOOK,
        {"system": "desk", "external": case, "continue_as_new_after": 1},
        id=hook_id("desk", case),
        task_queue=doorway.task_queue,
        start_signal=EVENTS,
        start_signal_args=[
            [
                HeldEvent(id="not-kept", at=now, due=now, until=until_then),
                HeldEvent(id="later", at=now, position=1, due=due, until=until_then),
            ]
        ],
    )
    first = (await handle.describe()).run_id
    await handle.result()
    assert (await doorway.client.get_workflow_handle(handle.id).describe()).run_id != first


async def test_whatever_anybody_sends_stops_no_hook(doorway: Doorway) -> None:
    case, now = a_number(), datetime.now(UTC)
    id_ = hook_id("desk", case)
    handle = await doorway.client.start_workflow(
        HOOK,
        {"system": "desk", "external": case},
        id=id_,
        task_queue=doorway.task_queue,
        start_signal=EVENTS,
        start_signal_args=[[HeldEvent(id="a", at=now, due=now + timedelta(seconds=2), until=now + timedelta(hours=1))]],
    )
    messages: list[list[Any]] = [[], [5], [{"id": 1}], [[]], [[None, {"id": "x"}, "y"]], [[], []], ["x" * 300_000]]
    for arguments in messages:
        await handle.signal(EVENTS, args=arguments)
    await handle.signal("anything", args=["at all"])
    await handle.result()
    starts: list[list[Any]] = [
        [],
        [None],
        [5],
        [{"system": "desk"}],
        [{"system": "desk", "external": "another"}],
        [{}, {}],
    ]
    for start in starts:
        refused = await doorway.client.start_workflow(
            HOOK, args=start, id=hook_id("desk", a_number()), task_queue=doorway.task_queue
        )
        with pytest.raises(Exception, match="Workflow execution failed"):
            await refused.result()
