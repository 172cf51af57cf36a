"""One workflow for each ticket of another system, while anything is held for it: what comes is taken in order.

Read `_live` first. Events come as a signal with keys alone; what they say is read at the moment of taking.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from temporalio import workflow
from temporalio.common import RawValue, RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.hooks.names import EVENTS, HOOK, TAKE, HeldEvent, HookStart, Settled, Taking
    from domain.brief import name as as_name
    from domain.errors import DomainError
    from workflows.hooks.held import Held
    from workflows.hooks.inputs import read_events, read_start
    from workflows.refusing import refusal
    from workflows.task_size import TaskSize
    from workflows.timer import Timer

HEARTBEAT = timedelta(seconds=8)
"""After so long without a beat the activity's worker is taken for killed, and the activity is tried again."""
ONE_ATTEMPT = timedelta(minutes=10)
AGAIN = RetryPolicy(maximum_interval=timedelta(minutes=1))
"""For what needs the database and the ticket's own workflow: until they answer."""


@workflow.defn(name=HOOK)
class Hook:
    """What another system sent about one ticket, and nobody took yet."""

    @workflow.init
    def __init__(self, *start: object) -> None:
        self._refused: str | None = None
        self._start = self._read(start)
        self._held = Held(self._start)
        self._timer = Timer()
        self._door, self._task = asyncio.Lock(), TaskSize()

    @workflow.run
    async def run(self, *start: object) -> None:
        """Live while anything is held; a cancellation from the UI changes nothing, as it ends by itself."""
        if self._refused is not None:
            raise refusal(self._refused)
        life = asyncio.create_task(self._live())
        while not life.done():
            try:
                await asyncio.shield(life)
            except asyncio.CancelledError:
                if life.cancelled():
                    raise
        if life.result():
            workflow.continue_as_new(self._held.carried(self._start))

    async def _live(self) -> bool:
        """Hold what comes, and let the ticket take it. Answers whether a new run begins."""
        while await self._something_is_held():
            await self._is_due()
            taken = self._held.take(workflow.now())
            over = await self._taken(taken)
            self._held.settle(taken, over, workflow.now())
            if self._is_long() and workflow.all_handlers_finished():
                return True
        return False

    @workflow.signal(name=EVENTS, description="Hold these until the ticket takes them.")
    async def events(self, *events: object) -> None:
        """Take events in; one that is held already is dropped."""
        async with self._door:
            try:
                incoming = read_events(events)
            except DomainError as refused:
                workflow.logger.warning("a message to a hook is dropped: %s", refused.sentence)
                return
            if incoming.unreadable:
                workflow.logger.warning("%d events cannot be read", incoming.unreadable)
            if left_out := self._held.put(incoming.events):
                workflow.logger.warning("%d events wait in the store, as very many are held", left_out)
            # A thousand messages can come in one task, which may not take long.
            self._task.add(incoming.size)
            await self._task.end_if_large()

    @workflow.signal(dynamic=True)
    def _unknown_signal(self, name: str, args: Sequence[RawValue]) -> None:
        workflow.logger.warning("a hook takes %s and no signal %s", EVENTS, as_name(name))

    def _read(self, start: tuple[object, ...]) -> HookStart:
        info = workflow.info()
        try:
            return read_start(start, info.workflow_id, continues=info.continued_run_id is not None)
        except DomainError as refused:
            self._refused = refused.sentence
            return HookStart(system="nobody", external="nothing")

    async def _something_is_held(self) -> bool:
        await workflow.wait_condition(workflow.all_handlers_finished)
        return not self._held.is_empty

    async def _is_due(self) -> None:
        while (due := self._held.due(workflow.now())) > workflow.now():
            # Only what is due before sets another timer.
            await self._timer.until(partial(self._is_due_before, due), due, "holding")

    def _is_due_before(self, instant: datetime) -> bool:
        return self._held.due(workflow.now()) < instant

    async def _taken(self, events: tuple[HeldEvent, ...]) -> tuple[str, ...]:
        if not events:
            return ()
        now = workflow.now()
        settled: Settled = await workflow.execute_activity(
            TAKE,
            Taking(
                system=self._start.system,
                events=tuple(event.id for event in events),
                at=now,
                again_at=self._held.next_look(now),
                over=tuple(event.id for event in events if event.until <= now),
            ),
            result_type=Settled,
            start_to_close_timeout=ONE_ATTEMPT,
            heartbeat_timeout=HEARTBEAT,
            retry_policy=AGAIN,
            summary=f"take {len(events)}",
        )
        return settled.events

    def _is_long(self) -> bool:
        info, limit = workflow.info(), self._start.continue_as_new_after
        long = limit is not None and info.get_current_history_length() >= limit
        return long or info.is_continue_as_new_suggested()
