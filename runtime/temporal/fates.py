"""What became of tickets' workflows: one that is open in the journal and has none that runs is lost."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Literal

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from workflows.messages import WORKFLOW, workflow_id

Fate = Literal["running", "completed", "terminated", "failed", "canceled", "timed_out", "missing"]
"""`missing`: Temporal knows no such workflow, or no more."""

AT_ONCE = 16
"""Workflows that are asked about at one time."""
SEVERAL = 100
"""Ids in one question to Temporal's own list."""


async def fate_of(client: Client, ticket: str) -> Fate:
    """What became of a ticket's workflow."""
    try:
        described = await client.get_workflow_handle(workflow_id(ticket)).describe()
    except RPCError as failed:
        if failed.status is RPCStatusCode.NOT_FOUND:
            return "missing"
        raise
    return _named(described.status)


async def fates_of(client: Client, tickets: Sequence[str]) -> dict[str, Fate]:
    """What became of each of these tickets' workflows."""
    # The list tells many at once and may lag behind; who is not running by it is asked about.
    running: set[str] = set()
    for start in range(0, len(tickets), SEVERAL):
        running |= await _listed_as_running(client, tickets[start : start + SEVERAL])
    fates: dict[str, Fate] = {ticket: "running" for ticket in tickets if ticket in running}
    asked = iter([ticket for ticket in tickets if ticket not in running])

    async def ask() -> None:
        for ticket in asked:
            fates[ticket] = await fate_of(client, ticket)

    await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
    return fates


async def _listed_as_running(client: Client, tickets: Iterable[str]) -> set[str]:
    ids = {workflow_id(ticket): ticket for ticket in tickets}
    listed = ", ".join(f"'{id_}'" for id_ in ids)
    query = f"WorkflowType = '{WORKFLOW}' AND ExecutionStatus = 'Running' AND WorkflowId IN ({listed})"
    return {ids[found.id] async for found in client.list_workflows(query) if found.id in ids}


def _named(status: WorkflowExecutionStatus | None) -> Fate:
    match status:
        case WorkflowExecutionStatus.COMPLETED:
            return "completed"
        case WorkflowExecutionStatus.TERMINATED:
            return "terminated"
        case WorkflowExecutionStatus.FAILED:
            return "failed"
        case WorkflowExecutionStatus.CANCELED:
            return "canceled"
        case WorkflowExecutionStatus.TIMED_OUT:
            return "timed_out"
        case _:
            return "running"
