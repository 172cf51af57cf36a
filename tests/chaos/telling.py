"""What came of all announcements, once everything is back: each is with whoever it is for, and nobody has it twice."""

import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

import asyncpg
from temporalio.client import Client

from runtime.temporal.time_skipping import Skipping
from tests.chaos.living.people import received
from tests.chaos.living.senders import PATIENCE
from tests.chaos.world import World

PAUSE = timedelta(seconds=75)
"""More than a mailbox pauses between two messages."""
WAITING = """
select ticket || '/' || event || '/' || recipient
from announcements as told
where handed_over_at is null
   or recipient <> 'on-call'
  and not exists (
      select from deliveries as brought
      where (brought.ticket, brought.event, brought.recipient) = (told.ticket, told.event, told.recipient)
        and brought.outcome = 'sent'
  )
"""
MAILBOXES = "WorkflowType = 'Mailbox' and ExecutionStatus = 'Running'"


async def wrong_with_telling(world: World) -> list[str]:
    """Let what is on its way arrive; then what is not as it must be, in sentences."""
    waiting = await _arrived(world)
    lost = [f"the announcement {key} was told to nobody" for key in waiting]
    return [*lost, *_twice(world)]


async def _arrived(world: World) -> list[str]:
    """Move the mailboxes' clocks until everything is told. Answers what is not, after a time that is long enough."""
    clocks, end = Skipping(world.stubborn, patience=PATIENCE), time.monotonic() + PATIENCE
    connection = await asyncpg.connect(world.postgres.database_url)
    try:
        while (waiting := [row[0] for row in await connection.fetch(WAITING)]) and time.monotonic() < end:
            await _let_pause_pass(world.stubborn, clocks)
    finally:
        await connection.close()
    return waiting


async def _let_pause_pass(client: Client, clocks: Skipping) -> None:
    async for mailbox in client.list_workflows(MAILBOXES):
        handle = client.get_workflow_handle(mailbox.id)
        await clocks.advance_to(handle, await clocks.now(handle) + PAUSE)


def _twice(world: World) -> Iterator[str]:
    messages: dict[object, set[str]] = defaultdict(set)
    for told in received(world.receiver):
        messages[told.ticket, told.event, told.role, told.path].add(told.message)
    for key, ids in messages.items():
        if len(ids) > 1:
            yield f"{key} was told in {len(ids)} messages; a repeat has the id of the first"
    said: dict[str, set[str]] = defaultdict(set)
    for request in world.receiver.requests:
        said[request.headers["webhook-id"]].add(request.body)
    for id_, bodies in said.items():
        if len(bodies) > 1:
            yield f"the message {id_} was sent with {len(bodies)} contents: {bodies}"
