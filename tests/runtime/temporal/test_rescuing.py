"""The one way in which the SDK makes a task fail for ever, made to happen; and that the ticket goes on after it."""

import asyncio
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

from temporalio import activity, workflow
from temporalio.client import Client, WorkflowHandle
from temporalio.worker import Worker

from runtime.temporal.patience import may_answer
from runtime.temporal.rescuing import rescue, rescue_all
from tests.patience import until

QUEUE = "poisoned"
failed: set[str] = set()


@activity.defn
async def decide() -> str:
    await asyncio.sleep(0.05)
    return "decided"


@workflow.defn(sandboxed=False)
class Poisoned:
    """Answers a query for so long that a decision comes back meanwhile; and the task with the answer fails once."""

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def command(self) -> str:
        answer = await workflow.execute_local_activity(decide, start_to_close_timeout=timedelta(seconds=5))
        id_ = workflow.info().workflow_id
        if not workflow.unsafe.is_replaying() and id_ not in failed:
            failed.add(id_)
            raise RuntimeError("as if the worker had been killed")
        return answer

    @workflow.query
    def slowly(self) -> str:
        time.sleep(0.3)
        return "seen"


async def test_a_task_that_can_never_succeed_is_taken_back_and_the_command_is_answered(client: Client) -> None:
    async with Worker(client, task_queue=QUEUE, workflows=[Poisoned], activities=[decide]):
        waited_for, forgotten = await poisoned(client), await poisoned(client)

        async def is_rescued_by_who_waits() -> bool:
            present = client.get_workflow_handle(waited_for.id)
            assert await may_answer(client, "T-1", present, QUEUE)
            return (await present.describe()).run_id != waited_for.first_execution_run_id

        async def is_rescued_by_a_worker() -> bool:
            await asyncio.sleep(0.5)
            return forgotten.id in await rescue_all(client, QUEUE)

        await asyncio.gather(until(is_rescued_by_who_waits), until(is_rescued_by_a_worker))
        for handle in (waited_for, forgotten):
            again = client.get_workflow_handle(handle.id)
            assert await again.execute_update("command", id="the same") == "decided"
            assert "BAD_UPDATE" not in (await again.fetch_history()).to_json()
            assert not await rescue(client, handle.id, None)
            await again.terminate()


async def poisoned(client: Client) -> WorkflowHandle[Any, Any]:
    handle = await client.start_workflow(Poisoned.run, id=f"poisoned/{uuid4().hex}", task_queue=QUEUE)
    await handle.query("slowly")
    command = asyncio.create_task(handle.execute_update("command", id="the same"))
    looks = [asyncio.create_task(handle.query("slowly")) for _ in range(4)]

    async def is_poisoned() -> bool:
        return "BAD_UPDATE_WORKFLOW_EXECUTION_MESSAGE" in (await handle.fetch_history()).to_json()

    await until(is_poisoned)
    for task in (command, *looks):
        task.cancel()
    await asyncio.gather(command, *looks, return_exceptions=True)
    return handle
