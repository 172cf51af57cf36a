"""An alarm on call: it calls until somebody takes the ticket in charge, and whatever is down does not silence it."""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.letters import (
        ACKNOWLEDGED,
        IS_ANSWERED,
        ON_DUTY,
        PAGER,
        Calling,
        OnDuty,
        Outcome,
        PagerStart,
        Reached,
    )
    from workflows.courier import CALL, STORE, Failure, bring, outcome, record

CARRIED = 2000
"""Outcomes that a new run can be given: a message to Temporal has a limit."""


@workflow.defn(name=PAGER)
class Pager:
    """The calls of one alarm."""

    @workflow.init
    def __init__(self, start: PagerStart) -> None:
        self._letter, self._pace, self._limit = start.letter, start.pace, start.continue_as_new_after
        self._calls = start.calls
        self._acknowledged = False
        self._left = False
        self._unrecorded = list(start.unrecorded)

    @workflow.run
    async def run(self, start: PagerStart) -> int:
        """Call, wait, and call again until it is answered. Answers how many calls that took."""
        recording = asyncio.ensure_future(self._record_beside())
        while not await self._is_answered():
            self._calls += 1
            await self._call()
            try:
                pause = timedelta(seconds=self._pace.alarm)
                await workflow.wait_condition(
                    lambda: self._acknowledged, timeout=pause, timeout_summary=f"after call {self._calls}"
                )
            except TimeoutError:
                self._begin_anew_if_long()
        await workflow.wait_condition(lambda: not self._unrecorded or recording.done())
        if recording.done():
            recording.result()
        return self._calls

    @workflow.signal(name=ACKNOWLEDGED, description="Somebody has the ticket: call no more.")
    def acknowledged(self) -> None:
        """End the calls."""
        self._acknowledged = True

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
            now, slower = workflow.now(), self._pace.patience
            brought = await bring(one.person, letters, way, CALL, slower=slower, written=now, call=call)
            if isinstance(brought, Failure):
                self._record(outcome(one.person, letters, way, "failed", brought.why, call=call))
                continue
            if not brought.recorded:
                sent = outcome(one.person, letters, way, "sent", brought.detail, message=brought.message, call=call)
                self._record(sent)
            return

    def _record(self, what: Outcome) -> None:
        self._unrecorded.append(what)

    async def _record_beside(self) -> None:
        """Record outcomes, one at a time, beside the calls, which do not wait for the store."""
        while True:
            await workflow.wait_condition(lambda: bool(self._unrecorded) and not self._left)
            await record(self._unrecorded[0])
            del self._unrecorded[0]

    def _begin_anew_if_long(self) -> None:
        info = workflow.info()
        long = self._limit is not None and info.get_current_history_length() >= self._limit
        if (long or info.is_continue_as_new_suggested()) and len(self._unrecorded) <= CARRIED:
            # What is recorded twice is recorded once.
            self._left = True
            following = PagerStart(
                letter=self._letter,
                pace=self._pace,
                calls=self._calls,
                unrecorded=tuple(self._unrecorded),
                continue_as_new_after=self._limit,
            )
            workflow.continue_as_new(following)
