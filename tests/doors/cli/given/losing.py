"""Tickets whose workflows somebody ends, with Temporal's own tools."""

import asyncio

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import Client

from runtime.temporal.fates import fate_of
from tests.doors.cli.given.command_line import Desk
from tests.patience import until


async def lose(desk: Desk, client: Client, *tickets: str, deleted: bool = False) -> None:
    """Terminate or delete the workflows of tickets that the journal knows."""
    for ticket in tickets:
        await _lose(desk, client, ticket, deleted=deleted)


async def _lose(desk: Desk, client: Client, ticket: str, *, deleted: bool) -> None:
    async def is_known() -> bool:
        listed = await asyncio.to_thread(desk, "list", "--limit", "10000", "--json")
        known: dict[str, int] = {one["ticket"]: one["events"] for one in listed.json}
        shown = await asyncio.to_thread(desk, "show", ticket, "--json")
        return known.get(ticket) == len(shown.json["events"])

    async def is_lost() -> bool:
        return await fate_of(client, ticket) in ("terminated", "missing")

    await until(is_known)
    if deleted:
        execution = WorkflowExecution(workflow_id=f"ticket/{ticket}")
        asked = DeleteWorkflowExecutionRequest(namespace=client.namespace, workflow_execution=execution)
        await client.workflow_service.delete_workflow_execution(asked)
    else:
        await client.get_workflow_handle(f"ticket/{ticket}").terminate("by mistake")
    await until(is_lost)
