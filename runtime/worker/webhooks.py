"""What tells webhooks of events: the activity that sends, and the feeding, which one worker does for all."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import asyncpg
import structlog
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.worker import Worker

from activities.journal.database import CLOSING, DatabaseUnreachable, faults_as_sentences
from activities.webhooks.delivering import WebhookDelivering
from activities.webhooks.feeding import Feeding
from activities.webhooks.lanes import lane_queue
from activities.webhooks.posting import Posting
from people.channels.secrets import keep_out_of_logs
from runtime.faults import is_outage
from runtime.logging.outages import TEMPORAL
from runtime.settings import Settings

LOOK = 0.05
"""Seconds from one look for what has come to the next. One worker looks for all webhooks."""
STAND_BY = 1.0
"""Seconds from one look whether the feeding has to be taken over to the next."""
REMEMBER = 600.0
"""Seconds from one look for lanes that were lost to the next."""
AGAIN = 1.0
"""Seconds until the feeding is tried again that has failed."""
FROZEN = "120s"
"""After so long without a word the database lets another one feed: this one is frozen, or the line to it is cut."""

_log = structlog.get_logger("sundial.webhooks")


@dataclass(frozen=True)
class WebhookSetup:
    """How webhooks are told, for one worker."""

    posting: Posting
    client: Client | None = None
    """Through which lanes are reached; the worker's own, unless given."""
    continue_as_new_after: int | None = None


def webhook_setup(settings: Settings) -> WebhookSetup:
    """What the settings say."""
    posting = Posting(private=settings.webhooks_to_private_addresses)
    return WebhookSetup(posting, continue_as_new_after=settings.continue_as_new_after)


def webhook_workers(
    setup: WebhookSetup, pool: asyncpg.Pool, client: Client, task_queue: str, drain: timedelta
) -> Iterator[Worker]:
    """The worker that sends. It has a queue of its own, so that slow receivers keep nothing of a ticket waiting."""
    # Addresses of webhooks are nobody's but their owners'.
    keep_out_of_logs(frozenset())
    yield Worker(
        client,
        task_queue=lane_queue(task_queue),
        activities=[WebhookDelivering(pool, setup.posting).deliver_next],
        max_concurrent_activities=50,
        max_concurrent_activity_task_polls=2,
        graceful_shutdown_timeout=drain,
    )


async def webhooks_fed(setup: WebhookSetup, pool: asyncpg.Pool, client: Client, task_queue: str) -> None:
    """Feed webhooks for ever, or stand by while another worker does. Nothing that fails here ends the worker."""
    while True:
        try:
            with faults_as_sentences():
                async with pool.acquire() as connection:
                    try:
                        await _fed(setup, connection, client, task_queue)
                    finally:
                        # It holds what makes this the one that feeds, and is nobody else's from here on.
                        with suppress(Exception):
                            await connection.close(timeout=CLOSING)
        except DatabaseUnreachable:
            # Whoever looks after the database says so.
            pass
        except RPCError as fault:
            if is_outage(fault):
                TEMPORAL.noticed(fault.message)
            else:
                _log.warning("webhooks are not fed just now", why=fault.message)
        except Exception as fault:
            _log.warning("webhooks are not fed just now", why=str(fault) or type(fault).__name__)
        await asyncio.sleep(AGAIN)


async def _fed(setup: WebhookSetup, connection: asyncpg.Connection, client: Client, task_queue: str) -> None:
    feeding = Feeding(connection, setup.client or client, task_queue, continue_as_new_after=setup.continue_as_new_after)
    while not await feeding.leads():
        await asyncio.sleep(STAND_BY)
    await connection.execute(f"set idle_session_timeout = '{FROZEN}'")
    clock = asyncio.get_running_loop().time
    remembered = float("-inf")
    while True:
        if clock() - remembered >= REMEMBER:
            await feeding.remember()
            remembered = clock()
        if not await feeding.feed():
            await asyncio.sleep(LOOK)
