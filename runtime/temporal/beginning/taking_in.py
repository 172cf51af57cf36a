"""Starting a ticket's workflow and hearing of its opening in one call: of many openings at once, one begins it."""

from contextlib import suppress
from typing import Any, NamedTuple

from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from domain.showing.snapshot import Snapshot
from runtime.temporal.beginning.starts import Started
from workflows import messages

TAKEN_IN_BY = "taken in by"
"""Where a ticket's workflow keeps which opening began it."""


class TakenIn(NamedTuple):
    """A ticket that was opened, now or before."""

    snapshot: Snapshot
    is_new: bool


async def take_in(client: Client, start: Started, asked: dict[str, Any], update: str) -> TakenIn:
    """Open a ticket, and answer how it stands. `update` is this opening's own id, and no other's.

    Raises `WorkflowAlreadyStartedError` where it is over, and what Temporal's client raises.
    """
    operation: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
        messages.WORKFLOW,
        start.argument,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        memo={TAKEN_IN_BY: update},
        **start.options,
    )
    try:
        answer: Snapshot = await client.execute_update_with_start_workflow(
            messages.OPENED, asked, id=update, result_type=Snapshot, start_workflow_operation=operation
        )
    except WorkflowAlreadyStartedError:
        # The operation has the failure as well, and would complain in the log that nobody asked it.
        with suppress(WorkflowAlreadyStartedError):
            await operation.workflow_handle()
        raise
    described = await client.get_workflow_handle(start.options["id"]).describe()
    return TakenIn(answer, is_new=await described.memo_value(TAKEN_IN_BY, default=None) == update)
