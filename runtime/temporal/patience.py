"""Waiting for a worker: as long as one is at work, however busy it is, and no longer."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import (
    Client,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowQueryRejectedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.service import RPCError, RPCStatusCode

from runtime.temporal.errors import elsewhere, nobody_answers, unwell, worth_repeating
from runtime.temporal.rescuing import rescue

Reply = TypeVar("Reply")

PATIENCE = 30.0
"""Seconds before it is looked whether any worker is there."""
LOOK = 1.0
POLLED = timedelta(seconds=75)
"""A worker asks for work at least once a minute: one that last asked longer ago has gone."""
FAILED = 3
"""Attempts of one task from which on it is not a worker that was killed in it, but the ticket that cannot go on."""

PAUSES = (0.3, 0.4, 0.8, 1.6, 3.2, 6.4)
"""Seconds before a command that the server could not take is sent again; its id keeps it single.

One that meets a run which is about to end in a new one fails that run's task. Sent again before the next task is over
it is told that the run is closing, and then the SDK by itself waits for a second, and for two more.
"""
MAY_PASS = (RPCError, WorkflowUpdateFailedError, WorkflowQueryFailedError, WorkflowQueryRejectedError)
"""How an answer fails that may be another one a moment later."""
DROPPED = 15.0
"""Seconds after which what was sent is sent again: a server drops what is under way to a ticket that is very busy, and
tells nobody. What was taken already is answered from there, as it goes by its id."""

AtWork = Callable[[], Awaitable[bool]]
Waits = Callable[[float], None]
"""Is told, every second, for how many seconds somebody has been waiting."""


def in_silence(_: float) -> None:
    """Say nothing of waiting."""


async def answer_of(
    asking: Awaitable[Reply], at_work: AtWork, *, patience: float = PATIENCE, waits: Waits = in_silence
) -> Reply:
    """What is answered, however long it takes while a worker is at work.

    Raises `NobodyAnswered` where none is, once `patience` seconds have passed, and what `at_work` raises.
    """
    begun, task = time.monotonic(), asyncio.ensure_future(asking)
    try:
        while True:
            waited = time.monotonic() - begun
            await asyncio.wait({task}, timeout=min(LOOK, max(patience - waited, 0.0)) or LOOK)
            if task.done():
                return _answered(task, waited)
            waited = time.monotonic() - begun
            waits(waited)
            if waited >= patience and not await at_work():
                raise nobody_answers(waited)
    finally:
        task.cancel()
        # An update that is cancelled in flight fails as one that nobody answers.
        with suppress(asyncio.CancelledError, Exception):
            await task


async def repeated(send: Callable[[], Awaitable[Reply]], *, dropped: float = DROPPED) -> Reply:
    """Send until it is answered; and again, some times, where the answer may be another one a moment later."""
    pauses = iter(PAUSES)
    while True:
        waiting = asyncio.timeout(dropped)
        try:
            async with waiting:
                return await send()
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
            # An update that is given up fails as one that nobody answers.
            if not waiting.expired():
                raise
        except MAY_PASS as failure:
            pause = next(pauses, None)
            if pause is None or not worth_repeating(failure):
                raise
            await asyncio.sleep(pause)


def _answered(task: asyncio.Future[Reply], waited: float) -> Reply:
    try:
        return task.result()
    except WorkflowUpdateRPCTimeoutOrCancelledError:
        raise nobody_answers(waited) from None


async def is_served(client: Client, task_queue: str) -> bool:
    """Whether a worker asks a queue for workflow tasks."""
    queue = TaskQueue(name=task_queue)
    kind = TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
    asked = DescribeTaskQueueRequest(namespace=client.namespace, task_queue=queue, task_queue_type=kind)
    answer = await client.workflow_service.describe_task_queue(asked)
    polled = [one.last_access_time.ToSeconds() for one in answer.pollers]
    return any(time.time() - seconds < POLLED.total_seconds() for seconds in polled)


async def may_answer(client: Client, ticket: str, handle: WorkflowHandle[Any, Any], otherwise: str) -> bool:
    """Whether a ticket will answer once a worker gets round to it: one asks for work on the queue it was started for.

    `otherwise` is the queue of whoever asks, and of a ticket that is not there yet. A task that can never succeed is
    rescued on the way. Raises `NobodyAnswered` where it is
    the ticket's own task that fails again and again, or where it was started for another queue, which none serves.
    """
    try:
        found = await handle.describe()
    except RPCError as missing:
        if missing.status is not RPCStatusCode.NOT_FOUND:
            raise
        return await is_served(client, otherwise)
    if found.raw_description.pending_workflow_task.attempt >= FAILED:
        if await rescue(client, found.id, found.run_id):
            return True
        raise unwell(ticket)
    served = await is_served(client, found.task_queue)
    if not served and found.task_queue != otherwise:
        raise elsewhere(ticket, found.task_queue)
    return served
