"""A worker is waited for while one is at work, and who is stopped while asking is stopped."""

import asyncio
from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.worker import Worker

from runtime.temporal.errors import NobodyAnswered
from runtime.temporal.patience import answer_of, is_served, repeated
from tests.patience import PATIENCE
from tests.runtime.naps import Naps


async def an_update(in_flight: asyncio.Event) -> None:
    """Cancelled, it fails as the SDK's do."""
    try:
        in_flight.set()
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        raise WorkflowUpdateRPCTimeoutOrCancelledError from None


async def nobody_works() -> bool:
    return False


async def test_an_update_that_no_worker_takes_in_time_is_answered_by_nobody() -> None:
    with pytest.raises(NobodyAnswered, match="no worker answered within 0 s"):
        await answer_of(an_update(asyncio.Event()), nobody_works, patience=0.01)


async def test_a_worker_that_is_busy_is_waited_for_and_whoever_waits_hears_of_it() -> None:
    looked, heard, answer = [0], list[float](), asyncio.Event()

    async def busy() -> bool:
        looked[0] += 1
        if looked[0] == 2:
            answer.set()
        return True

    async def at_last() -> str:
        await answer.wait()
        return "taken"

    assert await answer_of(at_last(), busy, patience=0.01, waits=heard.append) == "taken"
    assert looked == [2]
    assert len(heard) >= 2


async def test_what_a_server_drops_without_a_word_is_sent_again() -> None:
    sent = [0]

    async def dropped_once() -> str:
        sent[0] += 1
        if sent[0] == 1:
            await an_update(asyncio.Event())
        return "taken"

    assert await repeated(dropped_once, dropped=0.01) == "taken"
    assert sent == [2]


async def test_who_is_stopped_while_an_update_is_in_flight_is_stopped() -> None:
    in_flight = asyncio.Event()
    asking = asyncio.create_task(answer_of(an_update(in_flight), nobody_works, patience=PATIENCE))
    await in_flight.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_a_queue_is_served_where_a_worker_asks_it_for_work(client: Client) -> None:
    queue = f"patience-{uuid4().hex[:8]}"
    assert not await is_served(client, queue)
    async with Worker(client, task_queue=queue, workflows=[Naps]), asyncio.timeout(PATIENCE):
        while not await is_served(client, queue):
            await asyncio.sleep(0.05)
