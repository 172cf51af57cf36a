"""What the operations work with: the tickets, the journal, the contracts, the directory and those who may come in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from fastapi import Request

from activities.journal.feed import Feed
from activities.webhooks.store import WebhookStore
from domain.contract.library import Library
from doors.access.jwt import Jwts
from doors.access.tokens import Tokens
from doors.application.naming import Naming
from doors.application.reach import Reach
from doors.hooks.receiving import Receiver

if TYPE_CHECKING:
    from people.directory.directory import Directory


@dataclass(frozen=True, slots=True)
class Backend:
    """What the operations work with."""

    reach: Reach
    library: Library
    directory: "Directory | None"
    feed: Feed
    webhooks: WebhookStore
    hooks: Receiver
    tokens: Tokens
    jwts: Jwts | None
    requests_a_minute: int
    clock: Callable[[], datetime]

    @property
    def naming(self) -> Naming:
        """What contracts, levels and priorities are called."""
        return Naming(self.library)


async def backend_of(request: Request) -> Backend:
    """The backend of the application that got a request."""
    found: Backend = request.app.state.backend
    return found
