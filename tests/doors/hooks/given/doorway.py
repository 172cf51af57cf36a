"""A door for other systems, on real servers: hook files in a folder, a receiver, and the tickets behind it."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
from temporalio.client import Client

from activities.hooks.events import HookEvent, HookEvents
from activities.hooks.handing_over import HandOverEvents
from activities.journal.database import open_pool
from activities.journal.reader import JournalReader
from domain.contract.library import Library
from domain.showing.standing import Standing
from domain.ticket.recorded import Recorded
from doors.hooks.loading import load_all
from doors.hooks.receiving import Received, Receiver
from runtime.settings import Settings
from runtime.temporal.tickets import Tickets
from runtime.worker.working import working
from tests.doors.hooks.given.signing import SECRETS
from tests.doors.hooks.given.stories import Call
from tests.patience import until

EXAMPLES = Path(__file__).parents[4] / "examples" / "hooks"


class Doorway:
    """Where calls come in, for workers of a task queue of its own."""

    def __init__(
        self, client: Client, settings: Settings, url: str, library: Library, pool: asyncpg.Pool, folder: Path
    ) -> None:
        self.client, self.url, self.library, self.pool = client, url, library, pool
        self.task_queue = f"hooks-{uuid4().hex[:8]}"
        self.settings = settings.model_copy(update={"task_queue": self.task_queue, "graceful_shutdown_seconds": 1})
        self.folder = folder
        self.events = HookEvents(pool)
        self.hand_over = HandOverEvents(client, self.task_queue)
        self.tickets = Tickets(client, library=library, task_queue=self.task_queue)
        self.has_examples()

    def has_examples(self, **seconds: float) -> None:
        """The examples as they are, but for the seconds for which they hold and wait."""
        for file in EXAMPLES.glob("*.yaml"):
            text = file.read_text()
            for name, value in seconds.items():
                before, _, rest = text.partition(f"\n{name}: ")
                text = f"{before}\n{name}: {value}\n{rest.partition(chr(10))[2]}"
            (self.folder / file.name).write_text(text)

    def has_file(self, system: str, text: str) -> None:
        """A hook file."""
        (self.folder / f"{system}.yaml").write_text(text)

    def receiver(self, **more: Any) -> Receiver:
        """What takes calls in, by the files as they are now."""
        return Receiver(load_all(self.folder, self.library, SECRETS), self.pool, self.client, self.task_queue, **more)

    async def takes_in(self, calls: Iterable[Call]) -> list[Received]:
        """Let calls come in, one after the other."""
        receiver = self.receiver()
        return [await receiver.receive(call.system, call.headers, call.body) for call in calls]

    async def settled(self, received: Iterable[Received]) -> list[HookEvent]:
        """What came of events, once none of them is held any more."""
        keys = list(dict.fromkeys((one.system, one.event) for one in received))

        async def is_over() -> bool:
            return not any(one.state == "held" for one in await self.known(keys))

        await until(is_over)
        return await self.known(keys)

    async def known(self, keys: Iterable[tuple[str, str]]) -> list[HookEvent]:
        """Events as they are kept."""
        found = [await self.events.one(system, id_) for system, id_ in keys]
        return [one for one in found if one is not None]

    async def stream(self, ticket: str) -> list[Recorded]:
        """What happened to a ticket."""
        return await self.tickets.events(ticket)

    async def standing(self, ticket: str) -> Standing:
        """Where a ticket stands."""
        return (await self.tickets.snapshot(ticket)).standing

    async def life(self, ticket: str) -> list[dict[str, Any]]:
        """What happened to a ticket, but for its own name and those of the commands."""
        return [
            one.event.model_dump(mode="json", exclude={"ticket", "command", "cause"})
            for one in await self.stream(ticket)
        ]

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[None]:
        """A running worker."""
        async with working(self.client, self.settings, self.url, self.library):
            yield


@asynccontextmanager
async def a_doorway(
    client: Client, settings: Settings, url: str, library: Library, folder: Path
) -> AsyncIterator[Doorway]:
    """A door with the examples, and no worker yet."""
    async with open_pool(url) as pool:
        yield Doorway(client, settings, url, library, pool, folder)


async def journal(doorway: Doorway, ticket: str) -> Standing | None:
    """Where a ticket stands by the journal."""
    return await JournalReader(doorway.pool).standing(ticket)
