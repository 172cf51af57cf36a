"""What every fact from outside takes over from the command that brought it."""

from datetime import datetime
from typing import TypedDict

from domain.deciding.effective_time import Stamp
from domain.ticket.commands import Command, OpenTicket


class Origin(TypedDict):
    """When the fact was true, who brought it, by which command, and the instant that was asked for if another."""

    occurred_at: datetime
    by: str | None
    command: str | None
    asked_at: datetime | None


def origin_of(command: Command | OpenTicket, when: Stamp) -> Origin:
    """The origin of the facts that a command brings."""
    return Origin(occurred_at=when.at, by=command.by, command=command.id, asked_at=when.asked_at)
