"""What is asked of webhooks, and what is answered."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from activities.webhooks.refusals import KINDS
from activities.webhooks.webhook import Webhook, WebhookDelivery
from domain.text import Line
from domain.value import Value
from doors.http.frame.bodies import Shape, schema_of

OVERLAP = 24
"""Hours for which the earlier secret signs as well, where nobody says otherwise."""


class Subscription(Value):
    """What a system wants to be told of."""

    url: Annotated[str, Field(pattern="^https?://[!-~]{1,2000}$")]
    kinds: tuple[str, ...] = ()
    """The types of events; none: all."""
    customer: Line | None = None
    """The one customer of whose tickets it is told; all if left out."""


class Rotation(Value):
    """For how long the earlier secret signs as well."""

    overlap_hours: Annotated[int, Field(ge=0, le=168)] = OVERLAP


class Again(Value):
    """Which delivery is made again; all that failed, if left out."""

    position: Annotated[int, Field(ge=1, le=2**53)] | None = None


class Made(BaseModel):
    """A webhook, and the secret with which what it gets is signed: shown this once."""

    webhook: Webhook
    secret: str | None = Field(description="whsec_ and base64; null where the webhook was made before.")


class Webhooks(BaseModel):
    """The webhooks, the newest first."""

    webhooks: list[Webhook]


class Deliveries(BaseModel):
    """What came of deliveries, in the order of the events."""

    deliveries: list[WebhookDelivery]


class Resent(BaseModel):
    """How many deliveries are made again."""

    resent: int


def _subscription() -> dict[str, Any]:
    schema = schema_of(Subscription)
    schema["properties"]["kinds"] = {"type": "array", "uniqueItems": True, "items": {"enum": list(KINDS)}}
    return schema


WANTED = Shape(_subscription())
ROTATION, AGAIN = Shape(schema_of(Rotation)), Shape(schema_of(Again))
EXAMPLE = {"url": "https://example.org/sundial", "kinds": ["PromiseMissed", "Escalated"]}
