"""When a command counts: its `at`, its sender's stamp, and the span that is open to it (semantics 23)."""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.errors import BeforeTheLastFact, InTheFuture
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.ticket import Ticket

TOLERANCE = timedelta(minutes=1)
"""How far ahead a sender's clock may be before its `at` is refused (semantics 23b)."""


class Stamp(NamedTuple):
    """The instant at which a command counts, and the one that was asked for where that differs."""

    at: datetime
    asked_at: datetime | None = None


def stamp(command: Command | OpenTicket, now: datetime, ticket: Ticket | None, *, awaited: bool) -> Stamp:
    """When the command counts.

    Raises `InTheFuture` or `BeforeTheLastFact` where the sender hears the answer; a signal, which does not
    (`awaited=False`), is moved to the nearest instant open to it.
    """
    floor = ticket.last_fact_at if ticket else None
    if command.at is None:
        sent = command.sent_at or now
        return Stamp(min(max(sent, floor) if floor else sent, now))
    if command.at > now + TOLERANCE:
        if awaited:
            raise InTheFuture(command.at, now)
        return Stamp(now, command.at)
    if floor and command.at < floor:
        if awaited:
            raise BeforeTheLastFact(command.at, floor)
        return Stamp(floor, command.at)
    return Stamp(min(command.at, now))
