"""A message to send."""

from datetime import UTC, datetime
from typing import Any

from people.channels.envelope import Envelope
from people.directory.addresses.address import Address, Kind

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def an_envelope(**changes: Any) -> Envelope:
    usual: dict[str, Any] = {
        "id": "3f1c9a",
        "subject": "ROSSI-1: opened as P1 📞",
        "text": "Nobody can call us.\nDue at ten.",
        "html": "<p>Nobody can call us.</p>",
        "short": "ROSSI-1 P1 due 10:00",
        "facts": {"type": "ticket.TicketOpened", "data": {"ticket": "ROSSI-1", "customer": "Bäckerei Rossi"}},
        "dated": datetime(2026, 3, 2, 8, tzinfo=UTC),
        "thread": "ROSSI-1",
    }
    return Envelope(**{**usual, **changes})


def an_address(url: str, kind: Kind = "chat", secret: str | None = None) -> Address:
    return Address("first", kind, url, secret)
