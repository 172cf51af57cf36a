"""A webhook as people see it, and what came of its deliveries. A secret is told once: when it is made."""

from typing import Literal

from pydantic import Field

from domain.text import Instant, Line
from domain.value import Value


class Webhook(Value):
    """A system that is told of events."""

    id: str
    url: str
    kinds: tuple[str, ...] = ()
    """The types of events that it is told of; none: all."""
    customer: Line | None = None
    """The one customer of whose tickets it is told; unset: all."""
    created_at: Instant
    created_by: Line
    position: int
    """Up to where in the order of events its deliveries are listed; what lies before its creation is none of its."""
    earlier_until: Instant | None = None
    """Until when its earlier secret signs, too."""
    not_before: Instant | None = None
    """Until when it asked to be left alone."""
    ended_at: Instant | None = None
    ended_because: str | None = None
    waiting: int = 0
    """Deliveries that are on their way."""
    failed: int = 0
    """Deliveries that were given up."""


class WithSecret(Value):
    """A webhook and the secret that its receiver has to know, which nobody can show again."""

    webhook: Webhook
    secret: str = Field(repr=False)


DeliveryState = Literal["waiting", "delivered", "failed"]


class WebhookDelivery(Value):
    """What came of telling a webhook of one event."""

    position: int
    """The event's, in the order of all events."""
    ticket: str
    number: int
    """The event's, in its ticket."""
    kind: str
    state: DeliveryState
    attempts: int
    status: int | None = None
    """The last HTTP status."""
    detail: str = ""
    since: Instant
    at: Instant
    """When the last attempt was made."""
