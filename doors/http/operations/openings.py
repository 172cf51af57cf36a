"""What an opening must be, alone or among many."""

from typing import Any

from domain.ticket.commands import OpenTicket
from doors.http.frame.bodies import Shape, schema_of

MOST = 500
"""Openings in one request, at the most."""


def _shape() -> dict[str, Any]:
    """An opening's fields; those of its request in `request`, or beside the others as in a file of tickets."""
    schema = schema_of(OpenTicket, without=("type",))
    nested = schema["properties"]["request"]
    flat = {
        "title": "An opening as a row of a file",
        **{name: schema[name] for name in ("type", "additionalProperties")},
        "properties": {
            **{name: one for name, one in schema["properties"].items() if name != "request"},
            **nested["properties"],
        },
        "required": ["customer", *nested["required"]],
    }
    whole = {
        "title": "An opening",
        **schema,
        "required": ["customer", "request"],
    }
    return {"anyOf": [whole, flat]}


OPENING_SHAPE = Shape(_shape())
BATCH = Shape(
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["tickets"],
        "properties": {"tickets": {"type": "array", "minItems": 1, "maxItems": MOST, "items": {}}},
    }
)
"""Each of them is read on its own, so that a fault in one keeps none of the others."""
