"""An intake that lives on Temporal: a workflow of the help desk's own namespace opens a ticket by Nexus.

Nothing of Sundial is imported: this needs `pip install temporalio` and the address of a Temporal server on which
Sundial has an endpoint, as `sundial up` makes one. In a namespace that is there:

    temporal operator namespace create --namespace helpdesk
    TEMPORAL_ADDRESS=localhost:7233 TEMPORAL_NAMESPACE=helpdesk python examples/intake-nexus/caller.py HD-2051

It opens the ticket HD-2051, takes it in charge, asks the customer, records the answer and prints how the ticket
stands. Run it again, and nothing changes: each opening and each command has an id.
"""

import asyncio
import json
import os
import sys
from datetime import timedelta
from typing import Any

from nexusrpc import HandlerError, Operation, service
from temporalio import workflow
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.envconfig import ClientConfig
from temporalio.exceptions import ApplicationError, NexusOperationError
from temporalio.worker import Worker

ENDPOINT = "sundial-intake"
"""Whoever runs Temporal made it; `sundial up` makes it by itself."""
TASK_QUEUE = "helpdesk"


@service
class SundialIntake:
    """What Sundial offers. Each operation takes a JSON object and answers how the ticket then stands."""

    open: Operation[dict[str, Any], dict[str, Any]]
    command: Operation[dict[str, Any], dict[str, Any]]
    standing: Operation[dict[str, Any], dict[str, Any]]


@workflow.defn
class Intake:
    """One problem of a customer's, from the report to the answer."""

    @workflow.run
    async def run(self, opening: dict[str, Any]) -> dict[str, Any]:
        """Have the ticket opened, and act on it; how it stands in the end."""
        sundial = workflow.create_nexus_client(service=SundialIntake, endpoint=ENDPOINT)
        ticket = opening["ticket"]

        async def ask(operation: Operation[dict[str, Any], dict[str, Any]], message: dict[str, Any]) -> dict[str, Any]:
            # While Sundial's workers are away or busy Temporal asks again, until this time is over.
            return await sundial.execute_operation(operation, message, schedule_to_close_timeout=timedelta(hours=1))

        async def command(name: str, **fields: Any) -> dict[str, Any]:
            # The id makes it safe to send again; `by` is who gives the command.
            message = {"ticket": ticket, "command": name, "id": f"{ticket}-{name}", "by": "helpdesk", **fields}
            return await ask(SundialIntake.command, message)

        try:
            # When the problem was reported is when this workflow began, however long the way takes.
            await ask(SundialIntake.open, {"sent_at": workflow.info().start_time.isoformat(), **opening})
            await command("acknowledge")
            await command("wait_for_customer", question="Which version do you run?")
            await command("customer_responded", text="Version 5.2")
            return await ask(SundialIntake.standing, {"ticket": ticket})
        except NexusOperationError as failed:
            refused = failed.cause
            if isinstance(refused, HandlerError):
                # The sentence says what is wrong and what would be right; sent again it would be refused again.
                raise ApplicationError(refused.message, type=refused.type.name, non_retryable=True) from failed
            raise


async def main(ticket: str) -> None:
    """Run a worker of the help desk for as long as one ticket takes, and print how that stands."""
    client = await Client.connect(**ClientConfig.load_client_connect_config())
    opening = {
        "ticket": ticket,
        "customer": "Grand Hotel Aurora",
        "subject": "No call reaches the front desk",
        "by": "helpdesk",
        "request": {"contract": "imagiclecare-5.0", "plan": "gold", "theatre": "europe", "priority": "P2"},
    }
    async with Worker(client, task_queue=TASK_QUEUE, workflows=[Intake]):
        standing = await client.execute_workflow(
            Intake.run,
            opening,
            id=f"intake-{ticket}",
            task_queue=TASK_QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
    print(json.dumps(standing, indent=2))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "HD-2051"))
    # A short process can crash in the SDK where Python ends by itself (temporalio/sdk-python, issue 300).
    sys.stdout.flush()
    os._exit(0)
