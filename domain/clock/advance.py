"""Time passes: what has come due becomes events, in the order in which it came due (semantics 8)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from domain.clock.contacts import HasContact, everybody, saying_who_is_missing
from domain.clock.due import due_before_or_next
from domain.clock.upcoming import Due
from domain.ticket.events import Event
from domain.ticket.evolve import evolve
from domain.ticket.recorded import Recorded, record
from domain.ticket.ticket import Ticket


class Step(NamedTuple):
    """An event as it is kept, and the ticket after it."""

    recorded: Recorded
    ticket: Ticket


class Passed(NamedTuple):
    """A ticket after some time, the steps that led to it, and what comes next by itself."""

    ticket: Ticket
    steps: list[Step]
    upcoming: Due | None


def advance(ticket: Ticket, before: datetime, *, recorded_at: datetime | None = None) -> list[Recorded]:
    """Everything due strictly before an instant, learned at `recorded_at` (that instant where it is not given)."""
    return [step.recorded for step in passing(ticket, before, recorded_at=recorded_at).steps]


def passing(
    ticket: Ticket, before: datetime, *, recorded_at: datetime | None = None, has_contact: HasContact = everybody
) -> Passed:
    """As `advance`, with the ticket after each event, and what comes next by itself."""
    steps: list[Step] = []
    while True:
        upcoming, following = due_before_or_next(ticket, before)
        if upcoming is None:
            return Passed(ticket, steps, following)
        added = stepping(ticket, upcoming.events(), recorded_at or before, has_contact)
        steps += added
        ticket = added[-1].ticket


def stepping(
    ticket: Ticket, events: Iterable[Event], recorded_at: datetime, has_contact: HasContact = everybody
) -> list[Step]:
    """These facts as they are kept, each with the ticket after it."""
    steps: list[Step] = []
    for event in saying_who_is_missing(ticket.terms, events, has_contact):
        entry = record(
            event,
            number=ticket.number + 1,
            recorded_at=max(recorded_at, ticket.recorded_at),
            before=ticket.digest,
        )
        ticket = evolve(ticket, entry)
        steps.append(Step(entry, ticket))
    return steps


def fold(ticket: Ticket, events: Iterable[Event], recorded_at: datetime) -> tuple[Ticket, list[Recorded]]:
    """The ticket after these facts, and the facts as they are kept."""
    steps = stepping(ticket, events, recorded_at)
    return (steps[-1].ticket if steps else ticket), [step.recorded for step in steps]


def after(ticket: Ticket, stream: Iterable[Recorded]) -> Ticket:
    """The ticket after more of its recorded events; see `evolve.replay` for a whole stream."""
    for entry in stream:
        ticket = evolve(ticket, entry)
    return ticket
