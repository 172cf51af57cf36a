"""A ticket begins, comes from elsewhere or goes under other terms, is solved, and ends."""

from typing import Literal

from domain.terms.request import Request
from domain.terms.terms import LevelName, PriorityName, Terms
from domain.text import Instant
from domain.ticket.events.occurrence import FromOutside


class TicketOpened(FromOutside):
    """A ticket began, under the terms that hold for all its life."""

    type: Literal["TicketOpened"] = "TicketOpened"
    ticket: str
    customer: str
    subject: str
    request: Request
    terms: Terms


class TicketImported(FromOutside):
    """The ticket came from another system, with a history; all that follows from that alone has this for its cause."""

    type: Literal["TicketImported"] = "TicketImported"
    source: str


class TicketMigrated(FromOutside):
    """The ticket is under other terms from here on; what was counted and announced stays so."""

    type: Literal["TicketMigrated"] = "TicketMigrated"
    terms: Terms
    priority: PriorityName
    """The present priority, in the words of these terms."""
    level: LevelName
    """The present level, in the words of these terms."""
    theatre: str | None = None
    """The theatre that was asked for, where one was."""
    reason: str | None = None


class TicketResolved(FromOutside):
    """Solved: every wait ended, every clock is paused, the customer may disagree."""

    type: Literal["TicketResolved"] = "TicketResolved"
    summary: str | None = None


class TicketReopened(FromOutside):
    """Not solved after all: the clock goes on from what was spent."""

    type: Literal["TicketReopened"] = "TicketReopened"
    reason: str | None = None


class TicketClosed(FromOutside):
    """The end."""

    type: Literal["TicketClosed"] = "TicketClosed"
    because: Literal["asked", "accepted", "undisputed", "silence"]
    reason: str | None = None
    due_at: Instant | None = None
    cause: int | None = None
