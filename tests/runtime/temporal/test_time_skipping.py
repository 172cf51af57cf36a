from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.worker import Worker

from runtime.temporal.time_skipping import Skipping, TimeDidNotMove
from tests.patience import PATIENCE
from tests.runtime.naps import Naps

LEAP_DAY = datetime(2036, 2, 29, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
async def skipping(client: Client) -> AsyncIterator[Skipping]:
    async with Worker(client, task_queue="naps", workflows=[Naps]):
        yield Skipping(client, patience=PATIENCE)


def new_id() -> str:
    return f"naps/{uuid4()}"


async def test_a_workflow_starts_at_an_instant_of_the_future(skipping: Skipping) -> None:
    handle = await skipping.start_at(LEAP_DAY, Naps.run, 2, id=new_id(), task_queue="naps")
    [began] = await handle.query(Naps.woke)
    # From there on its clock goes with the wall's, however long a busy machine takes to look.
    assert timedelta(0) <= began - LEAP_DAY < timedelta(seconds=PATIENCE)


async def test_its_clock_goes_where_it_is_sent_and_the_timers_on_the_way_ring(skipping: Skipping) -> None:
    handle = await skipping.start_at(LEAP_DAY, Naps.run, 400, id=new_id(), task_queue="naps")
    assert await skipping.advance_to(handle, LEAP_DAY + timedelta(days=20, hours=1))
    woke = await handle.query(Naps.woke)
    assert [moment.date() for moment in woke] == [(LEAP_DAY + timedelta(days=n)).date() for n in range(21)]
    now = await skipping.now(handle)
    assert timedelta(0) <= now - (LEAP_DAY + timedelta(days=20, hours=1)) < timedelta(seconds=PATIENCE)


async def test_more_jumps_than_the_server_grants_by_itself_are_possible(skipping: Skipping) -> None:
    handle = await skipping.start_at(LEAP_DAY, Naps.run, 230, id=new_id(), task_queue="naps")
    assert not await skipping.advance_to(handle, LEAP_DAY + timedelta(days=400))
    assert len(await handle.result()) == 231


async def test_a_clock_that_is_there_already_is_left_alone(skipping: Skipping) -> None:
    handle = await skipping.start_at(LEAP_DAY, Naps.run, 5, id=new_id(), task_queue="naps")
    assert await skipping.advance_to(handle, LEAP_DAY - timedelta(days=1))
    assert len(await handle.query(Naps.woke)) == 1


async def test_there_is_no_going_back(skipping: Skipping) -> None:
    with pytest.raises(ValueError, match="cannot start in the past"):
        await skipping.start_at(datetime(2020, 3, 1, tzinfo=UTC), Naps.run, 1, id=new_id(), task_queue="naps")


async def test_an_instant_without_a_time_zone_is_refused(skipping: Skipping) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        await skipping.start_at(datetime(2036, 3, 1), Naps.run, 1, id=new_id(), task_queue="naps")


async def test_without_a_worker_the_wait_ends_with_a_sentence(client: Client) -> None:
    impatient = Skipping(client, patience=0.5)
    with pytest.raises(TimeDidNotMove, match="a worker must run for its task queue"):
        await impatient.start_at(LEAP_DAY, Naps.run, 1, id=new_id(), task_queue="nobody")
