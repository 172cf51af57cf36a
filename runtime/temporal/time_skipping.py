"""Time that a test moves: the one module that knows the SDK's experimental time skipping.

It works on a real server that was started with `time_skipping=True`. Each workflow has a clock of its own,
which runs with the wall's, is never before it, and jumps where a test says so, ringing the timers on its way.
Activities and the database keep the real time.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.testing import TimeSkipper, TimeSkippingConfig
from temporalio.testing._timeskipping import FastForwardConfig

from runtime.errors import RuntimeFault

# The server's own limit is 200 jumps, after which it silently stops skipping.
JUMPS = 100_000
# Started, skipping set, and a task that was scheduled, started and completed.
FIRST_TASK_DONE = 5
NEXT_LOOK = 0.005


class TimeDidNotMove(RuntimeFault):
    """A workflow's clock did not reach the instant it was sent to."""


class Skipping:
    """Workflows whose clocks a test moves."""

    def __init__(self, client: Client, *, patience: float = 30.0) -> None:
        """Wrap a client of a server that can skip time.

        Args:
            client: The client; it stays as it is.
            patience: Real seconds after which a clock that does not arrive is an error.

        """
        self._plain = client
        self._patience = patience
        self._still = TimeSkipper(client, config=TimeSkippingConfig(enabled=False, max_session_skip_count=JUMPS))

    @property
    def client(self) -> Client:
        """A client whose workflows start now, with clocks that stand with the wall's until they are moved."""
        return self._still.client

    async def start_at(
        self,
        when: datetime,
        workflow_run: Any,
        arg: Any,
        *,
        id: str,
        task_queue: str,
        **more: Any,
    ) -> WorkflowHandle[Any, Any]:
        """Start a workflow whose first instant is `when`, exactly or some milliseconds later.

        `more` goes to `Client.start_workflow`. The workflow's first task has ended when this returns, so a
        worker must run.

        Raises:
            ValueError: `when` is not aware, or not in the future: there is no going back.
            TimeDidNotMove: the clock did not get there in time.

        """
        ahead = _aware(when) - datetime.now(UTC)
        if ahead <= timedelta(0):
            raise ValueError(f"A workflow cannot start in the past: {when} is over; take a later instant.")
        forward = FastForwardConfig(id=uuid4().hex, duration=ahead)
        config = TimeSkippingConfig(enabled=True, max_session_skip_count=JUMPS, fast_forward_config=forward)
        starter = TimeSkipper(self._plain, config=config).client
        handle: WorkflowHandle[Any, Any] = await starter.start_workflow(
            workflow_run, arg, id=id, task_queue=task_queue, start_delay=ahead, **more
        )
        try:
            async with asyncio.timeout(self._patience):
                while not await self._has_begun(handle, when):
                    await asyncio.sleep(NEXT_LOOK)
        except TimeoutError:
            raise self._late(handle, when) from None
        return handle

    async def advance_to(
        self, handle: WorkflowHandle[Any, Any], when: datetime, margin: timedelta = timedelta(seconds=1)
    ) -> bool:
        """Move a workflow's clock to `when` and `margin`, within which what falls due at `when` gets done.

        Returns:
            False if the workflow ended on the way, true otherwise, also where the clock was there already.

        Raises:
            TimeDidNotMove: the clock did not get there in time.

        """
        try:
            async with asyncio.timeout(self._patience):
                while (ahead := _aware(when) - await self.now(handle) + margin) > timedelta(0):
                    # A server that was stopped meanwhile can say that it came to nothing of a workflow that lives.
                    if not await self._still.fast_forward(handle, ahead) and not await self._lives(handle):
                        return False
                return True
        except TimeoutError:
            raise self._late(handle, when) from None

    async def now(self, handle: WorkflowHandle[Any, Any]) -> datetime:
        """A workflow's own time, in UTC."""
        return await self._still.get_current_time(handle)

    async def _has_begun(self, handle: WorkflowHandle[Any, Any], when: datetime) -> bool:
        if await self.now(handle) < when:
            return False
        description = (await handle.describe()).raw_description
        pending = description.HasField("pending_workflow_task")
        return not pending and description.workflow_execution_info.history_length >= FIRST_TASK_DONE

    @staticmethod
    async def _lives(handle: WorkflowHandle[Any, Any]) -> bool:
        return (await handle.describe()).status is WorkflowExecutionStatus.RUNNING

    def _late(self, handle: WorkflowHandle[Any, Any], when: datetime) -> TimeDidNotMove:
        return TimeDidNotMove(
            f"The clock of {handle.id} did not get to {when} within {self._patience:.0f} s: "
            "a worker must run for its task queue, and no activity may hang."
        )


def _aware(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError(f"{when} has no time zone: give an aware instant, such as one in UTC.")
    return when
