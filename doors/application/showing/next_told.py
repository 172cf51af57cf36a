"""Who is told next, and of what, if nobody does anything."""

from datetime import datetime
from typing import TYPE_CHECKING

from domain.clock.due import due
from domain.showing.announcements import announcements
from domain.text import Instant
from domain.ticket.evolve import evolve
from domain.ticket.recorded import record
from domain.ticket.ticket import Ticket
from domain.value import Value

if TYPE_CHECKING:
    from people.directory.directory import Directory


class ToldNext(Value):
    """Whom the next thing that happens by itself is told."""

    at: Instant
    what: str
    """What happens then: a warning, a deadline that is missed, a higher level."""
    recipient: str
    """`customer`, `on-call`, or the name of a level."""
    people: tuple[str, ...] | None = None
    """Who that is at that instant; `None` where no directory says so."""


def told_next(ticket: Ticket, directory: "Directory | None") -> tuple[ToldNext, ...]:
    """Everybody who is told of the next thing that happens by itself and is told to anybody.

    It is looked no further than a life can go by itself; a ticket whose clock is paused may tell nobody.
    """
    present = ticket
    while (upcoming := due(present)) is not None:
        told: dict[str, None] = {}
        for event in upcoming.events():
            recorded = record(event, number=present.number + 1, recorded_at=upcoming.at, before=present.digest)
            present = evolve(present, recorded)
            told.update(dict.fromkeys(one.recipient for one in announcements(present, recorded)))
        if told:
            return tuple(
                ToldNext(
                    at=upcoming.at,
                    what=upcoming.label,
                    recipient=one,
                    people=_people(present, one, upcoming.at, directory),
                )
                for one in told
            )
    return ()


def _people(ticket: Ticket, recipient: str, at: datetime, directory: "Directory | None") -> tuple[str, ...] | None:
    if directory is None:
        return None
    if recipient == "customer":
        return (ticket.customer,)
    terms = ticket.terms
    return tuple(person.name for person in directory.who(terms.contract, terms.theatre, recipient, at).people)
