"""Bringing letters to one person by one way, as patiently as the way deserves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import Priority, RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, TimeoutError, TimeoutType

from activities.delivery.letters import (
    DELIVER,
    NEVER,
    NOT_SERVED,
    RECORD,
    STORE_DOWN,
    TRY_AGAIN,
    UNWRITABLE,
    Delivered,
    Delivery,
    Letter,
    Outcome,
    Way,
)
from domain.markdown import as_text
from workflows.people.waiting_letters import is_urgent

ONE_ATTEMPT = timedelta(seconds=120)
HEARTBEAT = timedelta(seconds=8)
IN_THE_QUEUE, URGENT_IN_THE_QUEUE, CALL_IN_THE_QUEUE = timedelta(hours=1), timedelta(minutes=2), timedelta(minutes=1)
"""The longest that a message waits for its turn on a gateway's own queue; nobody may be serving that any more."""
STORE = RetryPolicy(maximum_interval=timedelta(minutes=1))
"""For what needs the database: until it is back."""


@dataclass(frozen=True)
class RetrySchedule:
    """How often a way is tried, and at what intervals, in seconds.

    Attempts are counted and not the time: a message may wait its turn on a gateway for longer than it is tried.
    """

    first: float
    growth: float
    longest: float
    attempts: int

    @property
    def total(self) -> float:
        """The sum of the intervals."""
        return sum(min(self.first * self.growth**n, self.longest) for n in range(self.attempts - 1))


SHORT = RetrySchedule(first=2, growth=2, longest=60, attempts=7)
"""Two minutes: for what a person waits for."""
RETRY_SCHEDULES = {
    "mail": RetrySchedule(first=10, growth=2, longest=300, attempts=8),
    "webhook": RetrySchedule(first=5, growth=4, longest=1800, attempts=7),
}
"""A quarter of an hour for mail, as a mail server's greylisting needs; an hour for a system's webhook."""
CALL = RetrySchedule(first=2, growth=2, longest=4, attempts=2)
"""For one call of an alarm; the next comes anyway."""
OURS = (NEVER, TRY_AGAIN, STORE_DOWN, UNWRITABLE)
"""The kinds of failure whose text is a sentence of ours. What is none is a bug, and its text may hold anything."""
ONCE = RetrySchedule(first=1, growth=1, longest=1, attempts=1)
"""For a way that was down a moment ago."""


def retry_schedule_for(kind: str, *, urgent: bool, down: bool) -> RetrySchedule:
    """How patient to be with a way; while it is known to be down, or where it is urgent, less."""
    if down:
        return ONCE
    return SHORT if urgent else RETRY_SCHEDULES.get(kind, SHORT)


@dataclass(frozen=True)
class Failure:
    """Why a way did not work."""

    kind: str
    why: str
    pause: float | None = None
    """Seconds that the other side asked for."""


async def bring(
    person: str,
    letters: tuple[Letter, ...],
    way: Way,
    patience: RetrySchedule,
    *,
    slower: float,
    written: datetime,
    call: int | None = None,
) -> Delivered | Failure:
    """Send one message, dated `written`, through one way. It answers with a failure when the patience is over.

    What was brought and could not be recorded (the store was down just then) is for the caller to record.
    """
    delivery = Delivery(
        person=person,
        letters=letters,
        channel=way.channel,
        at=written,
        longest_wait=patience.total * slower,
        call=call,
    )
    own_queue = workflow.info().task_queue
    try:
        delivered: Delivered = await workflow.execute_activity(
            DELIVER,
            delivery,
            result_type=Delivered,
            task_queue=gateway_queue(own_queue, way.gateway) if way.gateway else own_queue,
            start_to_close_timeout=ONE_ATTEMPT,
            schedule_to_start_timeout=_in_the_queue(way, letters, call),
            heartbeat_timeout=HEARTBEAT,
            retry_policy=RetryPolicy(
                initial_interval=timedelta(seconds=patience.first * slower),
                backoff_coefficient=patience.growth,
                maximum_interval=timedelta(seconds=patience.longest * slower),
                maximum_attempts=patience.attempts,
            ),
            priority=Priority(priority_key=_place_in_the_queue(letters, call)),
            summary=as_text(f"{way.channel} to {person}: {len(letters)}", 200),
        )
    except ActivityError as failed:
        return _failure(failed)
    return delivered


def outcome(
    person: str,
    letters: tuple[Letter, ...],
    way: Way | None,
    what: str,
    detail: str,
    *,
    message: str | None = None,
    call: int | None = None,
) -> Outcome:
    """What came of letters, as of now."""
    return Outcome.model_validate(
        {
            "person": person,
            "letters": letters,
            "channel": way.channel if way else "",
            "outcome": what,
            "at": workflow.now(),
            "message": message,
            "detail": detail,
            "call": call,
        }
    )


async def record(what: Outcome) -> None:
    """Record an outcome, whenever the store can."""
    await workflow.execute_activity(
        RECORD,
        what,
        start_to_close_timeout=timedelta(seconds=60),
        heartbeat_timeout=HEARTBEAT,
        retry_policy=STORE,
        summary=as_text(f"{what.outcome}: {what.channel} to {what.person}", 200),
    )


def gateway_queue(task_queue: str, gateway: str) -> str:
    """The task queue of a gateway with a rate: the server hands its tasks out no faster than that."""
    return f"{task_queue}/via/{gateway}"


def _in_the_queue(way: Way, letters: tuple[Letter, ...], call: int | None) -> timedelta | None:
    """How long to wait for a turn; on the worker's own queue, until a worker is back."""
    if way.gateway is None:
        return None
    if call is not None:
        return CALL_IN_THE_QUEUE
    return URGENT_IN_THE_QUEUE if is_urgent(letters) else IN_THE_QUEUE


def _place_in_the_queue(letters: tuple[Letter, ...], call: int | None) -> int:
    """Alarms go first where many wait for a gateway, then what is urgent."""
    if call is not None:
        return 1
    return 2 if is_urgent(letters) else 4


def _failure(failed: ActivityError) -> Failure:
    cause = failed.cause
    if isinstance(cause, TimeoutError) and cause.type == TimeoutType.SCHEDULE_TO_START:
        return Failure(NOT_SERVED, "its turn did not come in time")
    if isinstance(cause, ApplicationError):
        kind = cause.type or TRY_AGAIN
        if kind not in OURS:
            return Failure(TRY_AGAIN, f"it failed with {kind}")
        return Failure(kind, cause.message, next(iter(cause.details), None))
    return Failure(TRY_AGAIN, "it did not end in time" if cause else str(failed.retry_state))
