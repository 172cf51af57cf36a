"""What Temporal answers becomes a sentence, and who is stopped while asking is stopped."""

import asyncio

import pytest
from temporalio.client import (
    WorkflowExecutionStatus,
    WorkflowQueryRejectedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)

from runtime.answers import NobodyAnswered, nobody_answered, worth_repeating
from tests.patience import PATIENCE


async def an_update(in_flight: asyncio.Event) -> None:
    """Cancelled, it fails as the SDK's do."""
    try:
        in_flight.set()
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        raise WorkflowUpdateRPCTimeoutOrCancelledError from None


async def asked(patience: float, in_flight: asyncio.Event) -> None:
    async with nobody_answered(patience):
        await an_update(in_flight)


async def test_an_update_that_no_worker_takes_in_time_is_answered_by_nobody() -> None:
    with pytest.raises(NobodyAnswered, match="no worker answered within 0 s"):
        await asked(0.01, asyncio.Event())


async def test_who_is_stopped_while_an_update_is_in_flight_is_stopped() -> None:
    in_flight = asyncio.Event()
    asking = asyncio.create_task(asked(PATIENCE, in_flight))
    await in_flight.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


def test_a_question_that_met_a_run_which_just_went_on_in_a_new_one_is_asked_again() -> None:
    assert worth_repeating(WorkflowQueryRejectedError(WorkflowExecutionStatus.CONTINUED_AS_NEW))


@pytest.mark.parametrize("ended", ["TERMINATED", "FAILED", "CANCELED", "TIMED_OUT"])
def test_a_question_to_a_ticket_that_was_lost_is_not_asked_again(ended: str) -> None:
    assert not worth_repeating(WorkflowQueryRejectedError(WorkflowExecutionStatus[ended]))
