"""Rescuing a ticket whose task can never succeed: it goes back to just before that task, and what it heard comes again.

The SDK has one such case. A query that is answered while a decision is on its way parts the update's decision from its
answer; if the task with the answer then fails, because its worker was killed for one, each later attempt leaves the
answer out and is refused by the server. Nothing of what was decided in there has left the ticket.
"""

from uuid import NAMESPACE_OID, uuid5

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.workflowservice.v1 import (
    GetWorkflowExecutionHistoryReverseRequest,
    ResetWorkflowExecutionRequest,
)
from temporalio.client import Client

HOPELESS = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_BAD_UPDATE_WORKFLOW_EXECUTION_MESSAGE
"""How the task fails that no later attempt can mend."""
PROBLEM = "cause=WorkflowTaskFailedCauseBadUpdateWorkflowExecutionMessage"
"""The same, as the server shows it in the list of workflows once some attempts have failed."""
NEWEST = 30
"""Events that are looked through, from the end: the tasks that failed, and the last one that did not."""


async def rescue(client: Client, workflow_id: str, run_id: str | None) -> bool:
    """Reset a run that fails so to the end of its last task that did not. Answers whether it was such a run.

    Many may do so at once: a run is reset once.
    """
    run = WorkflowExecution(workflow_id=workflow_id, run_id=run_id or "")
    answer = await client.workflow_service.get_workflow_execution_history_reverse(
        GetWorkflowExecutionHistoryReverseRequest(namespace=client.namespace, execution=run, maximum_page_size=NEWEST)
    )
    hopeless = False
    for event in answer.history.events:
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED:
            hopeless = hopeless or event.workflow_task_failed_event_attributes.cause == HOPELESS
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
            if hopeless:
                await client.workflow_service.reset_workflow_execution(
                    ResetWorkflowExecutionRequest(
                        namespace=client.namespace,
                        workflow_execution=run,
                        reason="its task could not succeed any more; see runtime/temporal/rescuing.py",
                        workflow_task_finish_event_id=event.event_id,
                        request_id=str(uuid5(NAMESPACE_OID, f"{run_id}/{event.event_id}")),
                    )
                )
            return hopeless
    return False


async def rescue_all(client: Client, task_queue: str) -> list[str]:
    """Rescue the tickets, mailboxes and pagers of a queue that need it. Answers their workflows' ids."""
    asked = f"ExecutionStatus = 'Running' AND TaskQueue = '{task_queue}' AND TemporalReportedProblems = '{PROBLEM}'"
    return [found.id async for found in client.list_workflows(asked) if await rescue(client, found.id, found.run_id)]
