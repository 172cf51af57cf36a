"""Messages as they come in: plain JSON from any language, decoded here so that each fault gets a sentence."""

from typing import Any

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from domain.errors import Unreadable

NOTHING = RawValue(Payload())
"""What a message without an argument holds."""


def decoded(message: RawValue) -> Any:
    """The JSON value of a message; `None` where there is none. Raises `Unreadable`."""
    if not message.payload.metadata and not message.payload.data:
        return None
    try:
        return workflow.payload_converter().from_payload(message.payload, Any)
    except Exception:  # whatever the bytes are, the sender hears a sentence
        raise Unreadable("the message cannot be read; it must be one JSON object") from None
