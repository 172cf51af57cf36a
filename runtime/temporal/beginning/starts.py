"""With what a ticket's workflow is started, by whoever starts it: its argument, and the options beside that."""

from typing import Any, NamedTuple

from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from domain.contract.library import Library
from domain.deciding.importing import History
from domain.showing.standing import Standing
from domain.ticket.commands import OpenTicket
from runtime.temporal.beginning.starting import foreseen, options_of
from workflows.ticket.start import Start


class Started(NamedTuple):
    """One start: `client.start_workflow(messages.WORKFLOW, argument, **options)`."""

    argument: dict[str, Any]
    options: dict[str, Any]


class Starts:
    """The starts of tickets on one task queue."""

    def __init__(self, library: Library, task_queue: str, continue_as_new_after: int | None = None) -> None:
        self._library = library
        self._task_queue = task_queue
        self._continue_as_new_after = continue_as_new_after

    def opening(self, opening: OpenTicket, history: History | None = None) -> Started:
        """Of a new ticket, or of one with a history elsewhere. An id whose ticket was refused may open again."""
        options = options_of(foreseen(opening, self._library), self._library)
        reuse = WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY
        return self._started(Start(opening=opening, history=history), options, id_reuse_policy=reuse)

    def revival(self, standing: Standing) -> Started:
        """Of a ticket whose workflow was lost. One that is alive is left alone."""
        return self._started(
            Start(revived=standing.ticket),
            options_of(standing, self._library),
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
        )

    def _started(self, start: Start, options: dict[str, Any], **policies: Any) -> Started:
        start = start.model_copy(update={"continue_as_new_after": self._continue_as_new_after})
        argument = start.model_dump(mode="json", exclude_none=True)
        return Started(argument, {"task_queue": self._task_queue, **policies, **options})
