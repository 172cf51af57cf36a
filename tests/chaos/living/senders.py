"""Senders without patience: whoever is not answered soon asks again, in the same words and under the same id."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from domain.showing.snapshot import Snapshot
from domain.ticket.recorded import Recorded
from runtime.temporal.errors import NobodyAnswered
from runtime.temporal.tickets import Tickets

SOON = 3.0
"""Seconds after which a sender asks again; what was asked before may still be on its way."""
PAUSE = 0.1
BETWEEN_LOOKS = 0.25
"""Seconds after a look at a ticket: each is a task for the engine, which has enough to do."""
PATIENCE = 400.0
"""Seconds in which an engine gets everywhere, through faults and on a machine with much else to do."""

Answer = TypeVar("Answer")


class Insistent(Tickets):
    """Tickets, as somebody reaches them who sends until it is answered."""

    def __init__(self, *given: Any, before: Callable[[str], Awaitable[None]], **more: Any) -> None:
        """As `Tickets`; `before` is told the id of every command before it is sent."""
        super().__init__(*given, **more)
        self._before = before

    async def send(self, ticket: str, command: str, fields: Mapping[str, Any]) -> Snapshot | None:
        """Send a command until it is answered."""
        await self._before(fields["id"])
        return await insist(lambda: super(Insistent, self).send(ticket, command, fields))

    async def snapshot(self, ticket: str) -> Snapshot:
        """Ask until it is answered."""
        answer = await insist(lambda: super(Insistent, self).snapshot(ticket))
        await asyncio.sleep(BETWEEN_LOOKS)
        return answer

    async def events(self, ticket: str) -> list[Recorded]:
        """Ask until it is answered."""
        answer = await insist(lambda: super(Insistent, self).events(ticket))
        await asyncio.sleep(BETWEEN_LOOKS)
        return answer


async def insist(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """Ask until it is answered. Raises `NobodyAnswered` after a time in which everything has long come back."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            async with asyncio.timeout(SOON):
                return await ask()
        except (NobodyAnswered, TimeoutError) as unanswered:
            if time.monotonic() > end:
                raise NobodyAnswered(f"nobody answered within {PATIENCE:.0f} s, at last: {unanswered}") from None
        await asyncio.sleep(PAUSE)
