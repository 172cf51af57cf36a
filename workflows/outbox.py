"""What a ticket has decided and still has to bring outside, in order, one batch at a time."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from temporalio import workflow

Item = TypeVar("Item")

BATCH = 50
"""Items a batch at the most, so that the backlog of a long outage stays far below the size of one message."""


class Outbox(Generic[Item]):
    """Items on their way outside. Nothing in the ticket waits for them; the ticket ends only when they are out."""

    def __init__(self, deliver: Callable[[list[Item]], Awaitable[None]], waiting: list[Item]) -> None:
        self.waiting = waiting
        self.in_flight = False
        self._deliver = deliver
        self._left = False

    def add(self, items: list[Item]) -> None:
        """Put more items at the end."""
        self.waiting += items

    def leave(self) -> None:
        """Begin no other batch: the run ends in this very task, and nothing may be scheduled after that."""
        self._left = True

    async def run(self) -> None:
        """Deliver until the run is left. A batch leaves the outbox when it is out."""
        while True:
            await workflow.wait_condition(lambda: bool(self.waiting))
            if self._left:
                return
            batch = self.waiting[:BATCH]
            self.in_flight = True
            await self._deliver(batch)
            self.in_flight = False
            del self.waiting[: len(batch)]
