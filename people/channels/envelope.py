"""A message as channels take it, and what a channel is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from people.channels.outcome import Outcome
from people.directory.addresses.address import Address


@dataclass(frozen=True)
class Envelope:
    """One written message with an id that stays the same however often it is sent."""

    id: str
    """Letters, digits and hyphens. Where a channel has a place for it, a receiver can tell a repeat by it."""
    subject: str
    text: str
    html: str
    short: str
    """At most 160 characters, for what has no room: SMS and pagers."""
    facts: Mapping[str, Any]
    """The same for programs, in JSON's types."""
    dated: datetime
    """When it was written; a repeat has the same."""
    thread: str | None = None
    """The ticket, where it is about one alone: a mail program shows such messages together."""


class Channel(Protocol):
    """Sends one message to one address."""

    async def send(self, address: Address, envelope: Envelope) -> Outcome:
        """Send it, within the channel's own time limit. The address is complete: its secrets are in it."""
        ...
