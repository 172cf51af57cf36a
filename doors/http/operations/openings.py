"""What an opening must be, alone or among many."""

from typing import Any

from domain.ticket.commands import OpenTicket
from doors.http.frame.bodies import Shape

MOST = 500
"""Openings in one request, at the most."""


def _shape() -> dict[str, Any]:
    """An opening's fields; those of its request in `request`, or beside the others as in a file of tickets."""
    schema = Shape(OpenTicket, without=("type",)).schema
    nested = schema["properties"]["request"]
    beside = {name: one for name, one in nested["properties"].items()}
    flat = {
        "title": "An opening as a row of a file",
        **{name: schema[name] for name in ("type", "additionalProperties")},
        "properties": {**{k: v for k, v in schema["properties"].items() if k != "request"}, **beside},
        "required": ["customer", *nested["required"]],
    }
    whole = {
        "title": "An opening",
        **schema,
        "required": ["customer", "request"],
    }
    return {"anyOf": [whole, flat]}


OPENING_SHAPE = Shape(OpenTicket, schema=_shape())
BATCH = Shape(
    OpenTicket,
    schema={
        "type": "object",
        "additionalProperties": False,
        "required": ["tickets"],
        "properties": {"tickets": {"type": "array", "minItems": 1, "maxItems": MOST, "items": {}}},
    },
)
"""Each of them is read on its own, so that a fault in one keeps none of the others."""
