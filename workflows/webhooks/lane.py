"""A lane: one ticket's events on their way to one webhook, one after the other, each until it was taken or given up.

Read `run` first. What waits is in the database, so a lane holds nothing but when it tries again: its history stays
short, however many events queue behind one that is not taken.
"""

from collections.abc import Sequence
from datetime import timedelta

from temporalio import workflow
from temporalio.common import Priority, RawValue, RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.webhooks.lanes import DELIVER_NEXT, LANE, NUDGE, LaneStart, Turn, Turned, lane_queue
    from domain.brief import name as as_name
    from domain.errors import DomainError
    from domain.markdown import as_text
    from workflows.refusing import refusal
    from workflows.timer import Timer
    from workflows.webhooks.inputs import read_lane

FIRST, GROWTH, LONGEST = 5.0, 3.0, 3600.0
"""Seconds to the second attempt, by how much each pause is longer than the one before, and the longest pause."""
SPREAD = 0.1
"""By which part a pause is shorter or longer by chance: what failed together does not come back together."""
ONE_ATTEMPT, HEARTBEAT = timedelta(seconds=90), timedelta(seconds=8)
STORE = RetryPolicy(maximum_interval=timedelta(minutes=1))
"""For the database, which alone makes the activity fail: until it is back."""


@workflow.defn(name=LANE)
class WebhookLane:
    """What a webhook is still to get of one ticket."""

    @workflow.init
    def __init__(self, *start: object) -> None:
        self._refused: str | None = None
        self._start = self._read(start)
        self._failures, self._not_before = self._start.failures, self._start.not_before
        self._timer = Timer()
        self._nudged = False

    @workflow.run
    async def run(self, *start: object) -> None:
        """Deliver until nothing waits. A cancellation ends it at once; the next event of the ticket begins it anew."""
        if self._refused is not None:
            raise refusal(self._refused)
        while await self._waited():
            self._nudged = False
            turned = await self._turn()
            self._take_in(turned)
            if not (turned.more or self._nudged):
                return
        workflow.continue_as_new(
            self._start.model_copy(update={"failures": self._failures, "not_before": self._not_before})
        )

    @workflow.signal(name=NUDGE, description="Something waits.")
    def nudge(self, *_: object) -> None:
        """Look once more."""
        self._nudged = True

    @workflow.signal(dynamic=True)
    def _unknown_signal(self, name: str, args: Sequence[RawValue]) -> None:
        workflow.logger.warning("a lane takes %s and no signal %s", NUDGE, as_name(name))

    def _read(self, start: tuple[object, ...]) -> LaneStart:
        try:
            return read_lane(start, workflow.info().workflow_id)
        except DomainError as refused:
            self._refused = refused.sentence
            return LaneStart(webhook=f"wh_{0:016x}", ticket="none")

    async def _waited(self) -> bool:
        """Wait until the next attempt is due. Answers `False` where a new run is to begin first."""
        if self._not_before is not None and self._not_before > workflow.now():
            await self._timer.until(self._is_long, self._not_before, "the next attempt")
        return not self._is_long()

    def _take_in(self, turned: Turned) -> None:
        # Never earlier than it asked for.
        wait = (turned.wait or 0.0) * workflow.random().uniform(1, 1 + SPREAD)
        match turned.outcome:
            case "nothing" | "delivered":
                self._failures = 0
            case "failed":
                self._failures += 1
            case "again":
                self._failures += 1
                wait = max(wait, self._pause())
            case "left_alone":
                pass
        self._not_before = workflow.now() + timedelta(seconds=wait) if wait else None

    def _pause(self) -> float:
        # A power that large is no number any more.
        pause = min(FIRST * GROWTH ** min(self._failures - 1, 20), LONGEST)
        return pause * workflow.random().uniform(1 - SPREAD, 1 + SPREAD)

    async def _turn(self) -> Turned:
        start = self._start
        turned: Turned = await workflow.execute_activity(
            DELIVER_NEXT,
            Turn(webhook=start.webhook, ticket=start.ticket, at=workflow.now()),
            result_type=Turned,
            task_queue=lane_queue(workflow.info().task_queue),
            start_to_close_timeout=ONE_ATTEMPT,
            heartbeat_timeout=HEARTBEAT,
            retry_policy=STORE,
            priority=Priority(fairness_key=start.webhook),
            summary=as_text(f"the next event to {start.webhook}", 200),
        )
        return turned

    def _is_long(self) -> bool:
        info, limit = workflow.info(), self._start.continue_as_new_after
        return info.is_continue_as_new_suggested() or (limit is not None and info.get_current_history_length() >= limit)
