"""A worker: what a ticket's workflow and activities need, put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import structlog
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from activities.announcing import Announcer
from activities.database import DatabaseUnreachable, open_pool
from activities.deciding import Deciding, resolver
from activities.journal import Journal
from activities.migrating import migrate
from contracts.public_holidays import public_holidays
from domain.contract.library import Library
from runtime.settings import Settings
from workflows.ticket_workflow import TicketWorkflow

_log = structlog.get_logger("sundial.worker")

OURS = ("domain", "workflows", "activities")
"""Loaded once and shared by all workflows: a sandbox that loads them anew costs 200 ms for each."""
RETRY_MIGRATION = 5.0


@asynccontextmanager
async def working(
    client: Client,
    settings: Settings,
    database_url: str,
    library: Library,
    *,
    task_queue: str | None = None,
    deciding: Deciding | None = None,
) -> AsyncIterator[Worker]:
    """A running worker. On the way out it takes no more work and ends what it has begun.

    `deciding` can be given where another rule than this version's decides. The database may be down: the clock does
    not stop for it, and the journal follows when it is back.
    """
    async with open_pool(database_url) as pool:
        decider = deciding or Deciding(resolver(library, public_holidays))
        worker = Worker(
            client,
            task_queue=task_queue or settings.task_queue,
            workflows=[TicketWorkflow],
            activities=[decider.decide, Journal(pool).keep, Announcer(pool).announce],
            workflow_runner=SandboxedWorkflowRunner(
                restrictions=SandboxRestrictions.default.with_passthrough_modules(*OURS)
            ),
            graceful_shutdown_timeout=timedelta(seconds=settings.graceful_shutdown_seconds),
        )
        migrating = asyncio.create_task(_migrated(database_url))
        try:
            async with worker:
                yield worker
        finally:
            migrating.cancel()
            with suppress(asyncio.CancelledError):
                await migrating


async def _migrated(database_url: str) -> None:
    """Bring the tables up to date as soon as the database answers."""
    while True:
        try:
            await migrate(database_url)
        except DatabaseUnreachable as down:
            _log.warning("the journal waits", why=str(down))
            await asyncio.sleep(RETRY_MIGRATION)
        else:
            return
