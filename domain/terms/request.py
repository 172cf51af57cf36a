"""What a customer asks for: the properties of a request that decide its terms."""

from typing import Literal

from domain.text import Line
from domain.value import Value

Requester = Literal["administrator", "end-user"]
"""Who asks: a system administrator who has tried first (level 2), or an end user (level 1)."""


class Request(Value):
    """A request for support, as far as a contract looks at it."""

    contract: Line
    plan: Line | None = None
    """May be left out where the contract has a single plan."""
    theatre: Line | None = None
    """May be left out where the contract has a single theatre, or where `customer_zone` finds the nearest."""
    customer_zone: Line | None = None
    """The customer's own time zone (IANA); the office's where it is not given."""
    priority: Line
    channel: Line = "web"
    language: Line | None = None
    """A two-letter code; the contract's first guaranteed language where it is not given."""
    requester: Requester = "administrator"
