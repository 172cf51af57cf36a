"""A worker: what a ticket's workflow and activities need, put together."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from temporalio.client import Client
from temporalio.worker import Worker

from activities.deciding import Deciding, resolver
from activities.hooks.taking import TakingEvents
from activities.journal.journal import Journal
from activities.journal.reader import JournalReader
from activities.journal.recalling import Recalling
from contracts.public_holidays import public_holidays
from domain.contract.library import Library
from runtime.beside import beside
from runtime.hooks.sending import SendingToTickets
from runtime.hooks.sweeping import swept
from runtime.settings import Settings
from runtime.temporal.tickets import Tickets
from runtime.worker.delivering import DeliverySetup, contacts, delivery_activities, delivery_setup
from runtime.worker.journal_pool import journal_pool
from runtime.worker.rescuing import rescued
from runtime.worker.sandbox import Sandbox
from runtime.worker.slots import SLOTS
from runtime.worker.webhooks import WebhookSetup, webhook_setup, webhook_workers, webhooks_fed
from workflows.hooks.hook import Hook
from workflows.people.mailbox import Mailbox
from workflows.people.pager import Pager
from workflows.ticket.status_page import StatusPages
from workflows.ticket.ticket_workflow import TicketWorkflow
from workflows.webhooks.lane import WebhookLane


@dataclass(frozen=True, slots=True)
class NexusServices:
    """What a worker serves by Nexus, and the endpoint by which callers find it."""

    endpoint: str
    handlers: Callable[[Tickets, JournalReader], Sequence[Any]]
    """Makes them, given the way to the tickets."""


@asynccontextmanager
async def working(
    client: Client,
    settings: Settings,
    database_url: str,
    library: Library,
    *,
    task_queue: str | None = None,
    deciding: Deciding | None = None,
    delivery: DeliverySetup | None = None,
    webhooks: WebhookSetup | None = None,
    joined: Callable[[], Awaitable[None]] | None = None,
    services: NexusServices | None = None,
) -> AsyncIterator[Worker]:
    """A running worker. On the way out it takes no more work and ends what it has begun.

    `deciding` can be given where another rule than this version's decides, `delivery` and `webhooks` where they are not
    as the settings say, `joined` where the database may not be ours (see `journal_pool`), `services` where it serves by
    Nexus as well. The database may be down: the clock does not stop for it, and the journal follows when it is back.
    """
    delivery, webhooks = delivery or delivery_setup(settings, library), webhooks or webhook_setup(settings)
    queue = task_queue or settings.task_queue
    drain = timedelta(seconds=settings.graceful_shutdown_seconds)
    async with journal_pool(database_url, joined) as pool:
        delivering = delivery_activities(delivery, pool, client, queue)
        journal, recalling = Journal(pool, delivering.dispatching), Recalling(pool)
        decider = deciding or Deciding(resolver(library, public_holidays), contacts(delivery), recalling.look_up)
        tickets = Tickets(
            client, library=library, task_queue=queue, continue_as_new_after=settings.continue_as_new_after
        )
        worker = Worker(
            client,
            task_queue=queue,
            workflows=[TicketWorkflow, Mailbox, Pager, Hook, WebhookLane],
            activities=[
                decider.decide,
                recalling.recall,
                journal.keep,
                journal.hand_over,
                TakingEvents(pool, SendingToTickets(tickets)).take,
                *delivering.activities,
            ],
            nexus_service_handlers=services.handlers(tickets, JournalReader(pool)) if services else (),
            workflow_runner=Sandbox(),
            interceptors=[StatusPages()],
            graceful_shutdown_timeout=drain,
            **SLOTS,
        )
        async with AsyncExitStack() as at_work:
            gateways = delivering.gateway_workers(client, queue, drain)
            for one in (worker, *gateways, *webhook_workers(webhooks, pool, client, queue, drain)):
                await at_work.enter_async_context(one)
            await at_work.enter_async_context(beside(rescued(client, queue)))
            await at_work.enter_async_context(beside(swept(client, queue, pool)))
            await at_work.enter_async_context(beside(webhooks_fed(webhooks, pool, client, queue)))
            yield worker
