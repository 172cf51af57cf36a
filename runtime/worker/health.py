"""`python -m runtime.worker.health`: is the worker of this machine (or container) at work?

Temporal remembers who asked for work and when. A worker asks again at least once a minute, so one that has
not been heard of for two is not at work, whatever its process looks like.
"""

import asyncio
import os
import socket
import sys
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client

from domain.visible import visible
from runtime.errors import RuntimeFault
from runtime.settings import load_settings
from runtime.temporal.connecting import connect

SILENCE = timedelta(minutes=2)


async def last_heard(client: Client, task_queue: str, host: str) -> datetime | None:
    """When a worker on `host` last asked the task queue for workflow tasks, or None."""
    found = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=task_queue),
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        )
    )
    # The SDK's own name for a worker is its pid @ its host.
    heard = [
        poller.last_access_time.ToDatetime(UTC) for poller in found.pollers if poller.identity.endswith(f"@{host}")
    ]
    return max(heard, default=None)


async def fault() -> str | None:
    """What is wrong with this machine's worker, or None."""
    try:
        settings = load_settings()
        client = await connect(settings)
    except RuntimeFault as found:
        return str(found)
    heard = await last_heard(client, settings.task_queue, socket.gethostname())
    if heard is None or datetime.now(UTC) - heard > SILENCE:
        return f"No worker on {socket.gethostname()} asks for work on {settings.task_queue}: last heard {heard}."
    return None


if __name__ == "__main__":
    sentence = asyncio.run(fault())
    if sentence is not None:
        print(visible(sentence), file=sys.stderr)
    sys.stderr.flush()
    # A process that is only a client of Temporal can crash when the interpreter ends by itself.
    os._exit(sentence is not None)
