"""What a ticket has decided and still has to bring outside, in order, one batch at a time."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from temporalio import workflow

Item = TypeVar("Item")

BATCH, BATCH_BYTES = 50, 300_000
"""Items and bytes a batch at the most, so that the backlog of a long outage stays far below the size of one message."""


class Outbox(Generic[Item]):
    """Items on their way outside. Nothing in the ticket waits for them; the ticket ends only when they are out."""

    def __init__(
        self,
        deliver: Callable[[list[Item]], Awaitable[None]],
        waiting: list[Item],
        *,
        size: Callable[[Item], int] = lambda _: 0,
        together: Callable[[Item, Item], bool] = lambda _, __: True,
    ) -> None:
        """`together` says whether two items may leave in one batch."""
        self.waiting = waiting
        self.in_flight: list[Item] = []
        self._deliver = deliver
        self._size = size
        self._together = together
        self._left = False

    @property
    def size(self) -> int:
        """The bytes of all that waits."""
        return sum(self._size(item) for item in self.waiting)

    def add(self, items: list[Item]) -> None:
        """Put more items at the end."""
        self.waiting += items

    def take_back(self) -> None:
        """Bring nothing more of what waits. What is on its way already gets there."""
        self.waiting = self.waiting[: len(self.in_flight)]

    def leave(self) -> None:
        """Begin no other batch: the run ends in this very task, and nothing may be scheduled after that."""
        self._left = True

    async def run(self) -> None:
        """Deliver until the run is left. A batch leaves the outbox when it is out."""
        while True:
            await workflow.wait_condition(lambda: bool(self.waiting))
            if self._left:
                return
            self.in_flight = self._batch()
            await self._deliver(self.in_flight)
            del self.waiting[: len(self.in_flight)]
            self.in_flight = []

    def _batch(self) -> list[Item]:
        room, batch = BATCH_BYTES, list[Item]()
        for item in self.waiting[:BATCH]:
            room -= self._size(item)
            if batch and (room < 0 or not self._together(batch[0], item)):
                break
            batch.append(item)
        return batch
