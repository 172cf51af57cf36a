"""The SDK's sandbox for workflows, which is not asked what nobody needs to know."""

from typing import Any

from temporalio.converter import StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

OURS = ("domain", "workflows", "activities")
"""Loaded once and shared by all workflows: a sandbox that loads them anew costs 200 ms for each."""


class Sandbox(WorkflowRunner):
    """Runs workflows in the SDK's sandbox, with modules of ours passed through."""

    def __init__(self, *passed_through: str) -> None:
        restrictions = SandboxRestrictions.default.with_passthrough_modules(*OURS, *passed_through)
        self._runner = SandboxedWorkflowRunner(restrictions=restrictions)

    def prepare_workflow(self, defn: Any) -> None:
        """Try a workflow's definition once, when a worker starts."""
        self._runner.prepare_workflow(defn)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """A workflow in its sandbox."""
        return _WithoutContext(self._runner.create_instance(det))


class _WithoutContext(WorkflowInstance):
    """A workflow whose payloads need no context.

    The SDK asks for one three times for each payload, for which it enters the sandbox again: a sixth of a worker's
    CPU. Our converter takes none (`runtime.temporal.converting`).
    """

    def __init__(self, inner: WorkflowInstance) -> None:
        self._inner = inner

    def activate(self, act: Any) -> Any:
        """Do what is to be done, in the sandbox."""
        return self._inner.activate(act)

    def get_serialization_context(self, command_info: Any) -> None:
        """None, whatever the payload is for."""

    def get_external_store_context(self, command_info: Any) -> StorageDriverStoreContext:
        """That of no storage: there is none."""
        return StorageDriverStoreContext(target=None)

    def get_info(self) -> Any:
        """What the workflow knows of itself."""
        return self._inner.get_info()

    def get_thread_id(self) -> int | None:
        """The thread that it runs on at the moment, which the SDK shows of one that hangs."""
        return self._inner.get_thread_id()
