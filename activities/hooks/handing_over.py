"""Handing events over to the workflow of their external ticket, which holds them."""

from collections.abc import Iterable

from temporalio.client import Client

from activities.hooks.names import EVENTS, HOOK, HeldEvent, HookStart, hook_id
from domain.markdown import as_text


class HandOverEvents:
    """Gives events to workflows. One that is given twice is held once, and taken once."""

    def __init__(self, client: Client, task_queue: str, *, continue_as_new_after: int | None = None) -> None:
        """Reach the workflows through a client; they live on the task queue."""
        self._client = client
        self._task_queue = task_queue
        self._continue_as_new_after = continue_as_new_after

    async def to_workflow(self, system: str, external: str, events: Iterable[HeldEvent]) -> None:
        """Give these to the workflow of one ticket, which begins with them where it does not live.

        Raises `RPCError`.
        """
        await self._client.start_workflow(
            HOOK,
            HookStart(system=system, external=external, continue_as_new_after=self._continue_as_new_after),
            id=hook_id(system, external),
            task_queue=self._task_queue,
            start_signal=EVENTS,
            start_signal_args=[[*events]],
            static_summary=as_text(f"what {system} sends about {external}", 200),
        )
