"""A workflow of somebody else's, in a namespace of its own, that asks Sundial by Nexus."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from nexusrpc import HandlerError
from temporalio import workflow
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, RegisterNamespaceRequest
from temporalio.client import Client, WorkflowHandle
from temporalio.exceptions import NexusOperationError
from temporalio.service import RPCError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from runtime.embedded.endpoints import have_endpoint
from tests.patience import PATIENCE, until
from tests.workflows.given.poison import ODD, UNDECODABLE

ODDITIES: Mapping[str, Any] = UNDECODABLE | ODD


@workflow.defn
class Call:
    """One operation, and what came of it."""

    @workflow.run
    async def run(self, endpoint: str, operation: str, sent: Any, odd: str | None, seconds: float) -> dict[str, Any]:
        asking = workflow.create_nexus_client(service="SundialIntake", endpoint=endpoint)
        try:
            answer = await asking.execute_operation(
                operation,
                sent if odd is None else ODDITIES[odd],
                output_type=dict[str, Any],
                schedule_to_close_timeout=timedelta(seconds=seconds),
            )
        except NexusOperationError as failed:
            cause = failed.cause
            kind = cause.type.name if isinstance(cause, HandlerError) else type(cause).__name__
            traced = isinstance(cause, HandlerError) and bool((cause.stack_trace or "").strip())
            return {"no": kind, "sentence": getattr(cause, "message", str(cause)), "traced": traced}
        return {"answer": answer}


@dataclass(frozen=True)
class No:
    """What an operation failed with."""

    kind: str
    sentence: str
    traced: bool = field(default=False, compare=False)
    """Whether it says where in somebody's files it was raised."""


class Caller:
    """Somebody else's namespace, with a worker."""

    def __init__(self, client: Client, endpoint: str, task_queue: str) -> None:
        self._client, self._endpoint, self._queue = client, endpoint, task_queue

    async def asks(self, operation: str, sent: Any = None, *, odd: str | None = None, seconds: float = PATIENCE) -> Any:
        """What is answered, or a `No`."""
        told = await self._client.execute_workflow(
            Call.run,
            args=[self._endpoint, operation, sent, odd, seconds],
            id=f"call-{uuid4().hex}",
            task_queue=self._queue,
        )
        return told["answer"] if "answer" in told else No(told["no"], told["sentence"], told["traced"])

    async def asking(self, operation: str, sent: Any) -> WorkflowHandle[Any, Any]:
        """Its workflow, which is asking."""
        args = [self._endpoint, operation, sent, None, PATIENCE]
        return await self._client.start_workflow(Call.run, args=args, id=f"call-{uuid4().hex}", task_queue=self._queue)

    async def refused(self, operation: str, sent: Any = None, *, odd: str | None = None) -> No:
        """The refusal that it hears."""
        told = await self.asks(operation, sent, odd=odd)
        assert isinstance(told, No), told
        assert not told.traced
        return told


async def a_namespace(client: Client, name: str) -> None:
    """Make a namespace, and wait until the server knows it everywhere."""
    asked = RegisterNamespaceRequest(namespace=name)
    asked.workflow_execution_retention_period.FromTimedelta(timedelta(days=1))
    await client.workflow_service.register_namespace(asked)

    async def is_there() -> bool:
        try:
            await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=name))
        except RPCError:
            return False
        return True

    await until(is_there)


@asynccontextmanager
async def a_caller(client: Client, address: str, task_queue: str) -> AsyncIterator[Caller]:
    """A caller in a new namespace, and an endpoint that leads to the workers of a task queue of ours."""
    name, endpoint = f"helpdesk-{uuid4().hex[:8]}", f"intake-{uuid4().hex[:8]}"
    await a_namespace(client, name)
    await have_endpoint(client, endpoint, task_queue)
    theirs = await Client.connect(address, namespace=name)
    async with Worker(theirs, task_queue="helpdesk", workflows=[Call], workflow_runner=UnsandboxedWorkflowRunner()):
        yield Caller(theirs, endpoint, "helpdesk")
