"""The engine on which incidents are rehearsed: where it lives, and how it is reached."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from temporalio.client import Client

from activities.deciding import Deciding
from activities.journal.database import open_pool
from activities.journal.reader import JournalReader
from domain.contract.library import Library
from runtime.settings import Settings
from runtime.temporal.tickets import Tickets
from runtime.temporal.time_skipping import Skipping
from runtime.worker.working import working
from workflows.ticket.start import SHORTEST_RUN

PATIENCE = 120.0
"""Real seconds in which a ticket's clock must get to its next instant, and a ticket must decide what it has heard and
take what is due, on a machine with much else to do."""


@dataclass(frozen=True)
class Way:
    """How a ticket is lived, beside what its incident says."""

    short_runs: bool = False
    """Whether its workflow continues as a new one as soon as it may."""
    late: timedelta = timedelta(0)
    """How long after the instant at which it was true each command is sent."""


@dataclass(frozen=True)
class Engine:
    """A worker that serves tickets whose clocks can be moved, and the journal that follows them."""

    skipping: Skipping
    usual: Tickets
    short: Tickets
    reader: JournalReader
    patience: float = PATIENCE
    """Real seconds in which a ticket must do what it has to do."""

    def tickets(self, way: Way) -> Tickets:
        """How tickets that are lived in this way are reached."""
        return self.short if way.short_runs else self.usual


@asynccontextmanager
async def engine(
    client: Client,
    settings: Settings,
    database_url: str,
    library: Library,
    *,
    task_queue: str | None = None,
    deciding: Deciding | None = None,
) -> AsyncIterator[Engine]:
    """An engine on servers that run and can skip time; its worker ends when this is left.

    `deciding` can be given where another rule than this version's decides.
    """
    queue = task_queue or settings.task_queue
    async with (
        working(client, settings, database_url, library, task_queue=queue, deciding=deciding),
        open_pool(database_url) as pool,
    ):
        skipping = Skipping(client, patience=PATIENCE)

        def reached(continue_as_new_after: int | None) -> Tickets:
            # No sender's stamp: these tickets live in a time of their own.
            return Tickets(
                skipping.client,
                library=library,
                task_queue=queue,
                continue_as_new_after=continue_as_new_after,
                clock=lambda: None,
            )

        yield Engine(skipping, reached(None), reached(SHORTEST_RUN), JournalReader(pool))
