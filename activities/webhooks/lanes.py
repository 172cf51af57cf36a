"""Lanes, the workflows that deliver a ticket's events to a webhook: their names and ids, and what each step is given.

No event, no address and no secret goes through a workflow: what is to be delivered is looked up where it is sent.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.text import Instant, TicketId
from domain.value import Value

LANE = "WebhookLane"
"""The workflow: one for each webhook and ticket of which something waits to be delivered."""
NUDGE = "nudge"
"""The signal that something waits. It says nothing else."""
DELIVER_NEXT = "deliver_next"
"""The activity: send what waits longest, and record what came of it."""

WebhookId = Annotated[str, StringConstraints(pattern=r"^wh_[0-9a-f]{16}$")]


def lane_id(webhook: str, ticket: str) -> str:
    """The id of a lane."""
    return f"webhook/{webhook}/{ticket}"


def lane_queue(task_queue: str) -> str:
    """Where deliveries wait for a worker: apart from what tickets need, as a receiver may be slow."""
    return f"{task_queue}/webhooks"


class LaneStart(Value):
    """How a lane starts: with nothing, or with what the run before it left."""

    webhook: WebhookId
    ticket: TicketId
    failures: Annotated[int, Field(ge=0, lt=2**31)] = 0
    """Attempts since the last one that was taken."""
    not_before: Instant | None = None
    """When the next attempt is due."""
    continue_as_new_after: int | None = None


class Turn(Value):
    """The question for what waits longest in a lane."""

    webhook: WebhookId
    ticket: TicketId
    at: Instant
    """The lane's own time."""


class Turned(Value):
    """What came of it."""

    outcome: Literal["nothing", "delivered", "failed", "again", "left_alone"]
    """`failed` for good, after three days; `left_alone` without an attempt, as the webhook asked for that."""
    wait: float | None = None
    """Seconds for which it asked to be left alone."""
    more: bool = False
    """Whether another one waited behind it."""
