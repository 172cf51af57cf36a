"""Sending one message to one person by one way, on a retry schedule."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import Priority
from temporalio.exceptions import ActivityError, ApplicationError, TimeoutError, TimeoutType

from activities.delivery.failing import KINDS, TRY_AGAIN
from activities.delivery.letters import Letter
from activities.delivery.names import DELIVER, Delivered, Delivery, Way
from domain.markdown import as_text
from workflows.people.retry_schedules import HEARTBEAT, RetrySchedule
from workflows.people.waiting_letters import is_urgent

ONE_ATTEMPT = timedelta(seconds=120)
IN_THE_QUEUE, URGENT_IN_THE_QUEUE, CALL_IN_THE_QUEUE = timedelta(hours=1), timedelta(minutes=2), timedelta(minutes=1)
"""The longest that a message waits for its turn on a gateway's own queue; nobody may be serving that any more."""
NOT_SERVED = "NotServed"
"""The kind of failure where nobody took the message from a gateway's queue in time."""


@dataclass(frozen=True)
class Failure:
    """Why a way did not work."""

    kind: str
    why: str
    pause: float | None = None
    """Seconds that the other side asked for."""


async def send(
    person: str,
    letters: tuple[Letter, ...],
    way: Way,
    schedule: RetrySchedule,
    *,
    slower: float,
    written: datetime,
    call: int | None = None,
) -> Delivered | Failure:
    """Send one message, dated `written`, by one way. It answers with a failure when the schedule is at its end.

    What was sent and could not be recorded (the store was down just then) is for the caller to record.
    """
    delivery = Delivery(
        person=person,
        letters=letters,
        channel=way.channel,
        at=written,
        longest_wait=schedule.total * slower,
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
            retry_policy=schedule.policy(slower),
            priority=Priority(priority_key=_place_in_the_queue(letters, call)),
            summary=as_text(f"{way.channel} to {person}: {len(letters)}", 200),
        )
    except ActivityError as failed:
        return _failure(failed)
    return delivered


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
        if kind not in KINDS:
            return Failure(TRY_AGAIN, f"it failed with {kind}")
        return Failure(kind, cause.message, next(iter(cause.details), None))
    return Failure(TRY_AGAIN, "it did not end in time" if cause else str(failed.retry_state))
