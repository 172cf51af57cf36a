"""How much a worker takes on at once, and how long its tickets stay with it (measured: docs/measured/engine.md)."""

from datetime import timedelta
from typing import Any, Final

SLOTS: Final[dict[str, Any]] = {
    # Few tasks at once: what waits then waits in the server, which knows whose turn it is, and a P1 that is opened
    # while very many are due is answered at once. A task computes for milliseconds, so more at once bring nothing.
    "max_concurrent_workflow_tasks": 10,
    "max_concurrent_workflow_task_polls": 5,
    # New tickets come by the common queue, those that are known here by the worker's own ("sticky") one.
    "nonsticky_to_sticky_poll_ratio": 0.4,
    # A ticket that is not in this cache is read from its whole history again. One takes 0.1 MB.
    "max_cached_workflows": 4000,
    # How long a task may wait for the worker that has the ticket in its cache. What waits longer is given to whoever
    # comes, who has to read the ticket's whole history: with the SDK's 10 s most of a burst. It is also what a command
    # waits, at the worst, that was on its way to a worker as that was killed.
    "sticky_queue_schedule_to_start_timeout": timedelta(seconds=15),
}
"""Options of a worker that serves tickets."""
