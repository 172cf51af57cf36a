"""An alarm on call: it calls until somebody takes the ticket in charge, and whatever is down does not silence it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.delivery.letters import DeliveryOutcome
    from activities.delivery.mailboxes import ACKNOWLEDGED, PAGER, PagerStart
    from activities.delivery.names import IS_ANSWERED, ON_DUTY, Calling, OnDuty, Reached
    from domain.brief import name as as_name
    from domain.errors import DomainError
    from workflows.people.inputs import read_pager
    from workflows.people.recording import outcome, record
    from workflows.people.retry_schedules import CALL, STORE
    from workflows.people.sending import Failure, send
    from workflows.refusing import refusal
    from workflows.timer import Timer

CARRIED_BYTES = 900_000
"""Of outcomes that a new run can be given: a message to Temporal has a limit."""


@workflow.defn(name=PAGER)
class Pager:
    """The calls of one alarm."""

    @workflow.init
    def __init__(self, *start: object) -> None:
        self._refused: str | None = None
        self._start = self._read(start)
        self._acknowledged = self._start is None
        self._timer = Timer()
        self._left = False
        if self._start is not None:
            self._letter, self._pace, self._calls = self._start.letter, self._start.pace, self._start.calls
            self._unrecorded = list(self._start.unrecorded)

    @workflow.run
    async def run(self, *start: object) -> int:
        """Live; a cancellation from the UI ends the calls, as an answer does. Answers how many calls there were."""
        if self._start is None:
            raise refusal(self._refused or "")
        life = asyncio.create_task(self._live())
        while not life.done():
            try:
                await asyncio.shield(life)
            except asyncio.CancelledError:
                if life.cancelled():
                    raise
                self._acknowledged = True
        if life.result():
            workflow.continue_as_new(self._carried(self._start))
        return self._calls

    async def _live(self) -> bool:
        """Call, wait, and call again until it is answered. Answers whether a new run begins."""
        recording = asyncio.create_task(self._record_beside())
        while not await self._is_answered():
            self._calls += 1
            await self._call()
            again = workflow.now() + timedelta(seconds=self._pace.alarm)
            answered = await self._timer.until(lambda: self._acknowledged, again, f"after call {self._calls}")
            if not answered and self._is_long():
                # What is recorded twice is recorded once.
                self._left = True
                return True
        await workflow.wait_condition(lambda: not self._unrecorded or recording.done())
        if recording.done():
            recording.result()
        return False

    @workflow.signal(name=ACKNOWLEDGED, description="Somebody has the ticket: call no more.")
    def acknowledged(self, *_: object) -> None:
        """End the calls."""
        self._acknowledged = True

    @workflow.signal(dynamic=True)
    def _unknown_signal(self, name: str, args: Sequence[RawValue]) -> None:
        workflow.logger.warning("a pager takes %s and no signal %s", ACKNOWLEDGED, as_name(name))

    def _read(self, start: tuple[object, ...]) -> PagerStart | None:
        info = workflow.info()
        try:
            return read_pager(start, info.workflow_id, continues=info.continued_run_id is not None)
        except DomainError as refused:
            self._refused = refused.sentence
            return None

    async def _is_answered(self) -> bool:
        """Whether to end. While the journal does not answer nobody has."""
        if self._acknowledged:
            return True
        try:
            answered: bool = await workflow.execute_activity(
                IS_ANSWERED,
                self._letter,
                result_type=bool,
                start_to_close_timeout=timedelta(seconds=10),
                retry_policy=RetryPolicy(maximum_attempts=2),
                summary="was it answered?",
            )
        except ActivityError:
            return False
        return answered

    async def _call(self) -> None:
        calling = Calling(letter=self._letter, at=workflow.now(), call=self._calls, calls_each=self._pace.calls_each)
        on_duty: OnDuty = await workflow.execute_activity(
            ON_DUTY,
            calling,
            result_type=OnDuty,
            start_to_close_timeout=timedelta(seconds=10),
            retry_policy=STORE,
            summary=f"whom call {self._calls} is for",
        )
        if not on_duty.reached:
            self._record(outcome("", (self._letter,), None, "nobody", on_duty.because, call=self._calls))
        await asyncio.gather(*(self._ring(one) for one in on_duty.reached))

    async def _ring(self, one: Reached) -> None:
        """Call one person, by the first way that works."""
        for way in one.ways:
            call, letters = self._calls, (self._letter,)
            now, slower = workflow.now(), self._pace.slower
            sent = await send(one.person, letters, way, CALL, slower=slower, written=now, call=call)
            if isinstance(sent, Failure):
                self._record(outcome(one.person, letters, way, "failed", sent.why, call=call))
                continue
            if not sent.recorded:
                self._record(outcome(one.person, letters, way, "sent", sent.detail, message=sent.message, call=call))
            return

    def _record(self, what: DeliveryOutcome) -> None:
        self._unrecorded.append(what)

    async def _record_beside(self) -> None:
        """Record outcomes, one at a time, beside the calls, which do not wait for the store."""
        while True:
            await workflow.wait_condition(lambda: bool(self._unrecorded) and not self._left)
            await record(self._unrecorded[0])
            del self._unrecorded[0]

    def _is_long(self) -> bool:
        info, limit = workflow.info(), self._start.continue_as_new_after if self._start else None
        long = limit is not None and info.get_current_history_length() >= limit
        if not (long or info.is_continue_as_new_suggested()):
            return False
        return sum(len(one.model_dump_json(exclude_none=True)) for one in self._unrecorded) <= CARRIED_BYTES

    def _carried(self, start: PagerStart) -> PagerStart:
        return start.model_copy(update={"calls": self._calls, "unrecorded": tuple(self._unrecorded)})
