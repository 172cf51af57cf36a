"""What Temporal answers becomes a sentence, and who is stopped while asking is stopped."""

import asyncio

import pytest
from temporalio.client import WorkflowUpdateRPCTimeoutOrCancelledError

from runtime.answers import NobodyAnswered, nobody_answered


async def an_update_in_flight() -> None:
    """Cancelled, it fails as the SDK's do."""
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        raise WorkflowUpdateRPCTimeoutOrCancelledError from None


async def asked(patience: float) -> None:
    async with nobody_answered(patience):
        await an_update_in_flight()


async def test_an_update_that_no_worker_takes_in_time_is_answered_by_nobody() -> None:
    with pytest.raises(NobodyAnswered, match="no worker answered within 0 s"):
        await asked(0.01)


async def test_who_is_stopped_while_an_update_is_in_flight_is_stopped() -> None:
    asking = asyncio.create_task(asked(60))
    await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
