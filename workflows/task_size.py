"""How much one task answers the server with: it ends a workflow for good whose worker answers with more than 4 MB."""

from datetime import timedelta

from temporalio import workflow

BYTES = 300_000
"""After so much a task ends, well before what is scheduled together with it reaches 4 MB."""
A_MOMENT = timedelta(milliseconds=1)


class TaskSize:
    """Counts what was decided, and ends the task when it is much: what waits goes on in the next one."""

    def __init__(self) -> None:
        self._decided = 0

    def add(self, size: int) -> None:
        """So many bytes more go out with this task."""
        self._decided += size

    async def end_if_large(self) -> None:
        """End the task if it has become large."""
        if self._decided > BYTES:
            self._decided = 0
            # A timer that has to ring first is what ends a task.
            await workflow.sleep(A_MOMENT, summary="so much at once takes several tasks")
