"""Having a turn decided, by a local activity with pure functions; and a ticket recalled from the journal."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import FailureError

from activities.names import DECIDE, RECALL, DecisionInput, Recall, Recalled
from domain.deciding.decision import Decision
from workflows.task_size import TaskSize
from workflows.ticket.outside import RETRY


class DecidingFailed(Exception):
    """Deciding raised: a bug of ours. It fails the workflow task, and the ticket goes on once it is mended."""


async def decide(given: DecisionInput, what: str, task: TaskSize) -> Decision:
    """The decision of one turn, which goes out with this task. Raises `DecidingFailed`."""
    try:
        decided: RawValue = await workflow.execute_local_activity(
            DECIDE,
            given,
            result_type=RawValue,
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=RetryPolicy(maximum_attempts=1),
            summary=what[:200],
        )
    except FailureError as failure:
        raise DecidingFailed(f"deciding {what}: {failure.cause or failure}") from failure
    task.add(len(decided.payload.data))
    return Decision.model_validate_json(decided.payload.data)


async def recall(ticket: str) -> Recalled:
    """What the journal holds of a ticket whose workflow was lost, as soon as it answers."""
    recalled: Recalled = await workflow.execute_activity(
        RECALL,
        Recall(ticket=ticket, chain=workflow.info().first_execution_run_id),
        result_type=Recalled,
        start_to_close_timeout=timedelta(seconds=90),
        retry_policy=RETRY,
        summary="back from the journal",
    )
    return recalled
