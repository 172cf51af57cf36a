"""What a help desk reports."""

from typing import Any
from uuid import uuid4


def an_opening(ticket: str | None = None, **changes: Any) -> dict[str, Any]:
    """A gold customer's P2 under 5.0, or one that differs."""
    return {
        "ticket": ticket or a_ticket(),
        "customer": "Grand Hotel Aurora",
        "subject": "No call reaches the front desk",
        "by": "helpdesk",
        "request": {"contract": "imagiclecare-5.0", "plan": "gold", "theatre": "europe", "priority": "P2"},
        **changes,
    }


def a_ticket() -> str:
    """An id that no other ticket has."""
    return f"HD-{uuid4().hex[:8]}"
