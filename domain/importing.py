"""A ticket that comes from another system: its first turn takes in what had happened there.

Facts count at their own instants, so the clock and the ledger are what the history makes them. What time had brought
by then (misses, levels, the steps of silence) is recorded as past: due when the ledger reached it, in effect with the
import, which it names as its cause (semantics 15a). Nobody is told of it again.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from operator import attrgetter

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from domain.advance import Step, passing, stepping
from domain.clock import Course, answer_courses, ladder_courses, promise_courses
from domain.coming import Due, Moment, Order
from domain.commands import Command, Migrate, OpenTicket
from domain.deadlines import escalation, miss
from domain.decide import decide
from domain.decision import Turn, opened, opening_stamp
from domain.errors import AlreadyOver, BeforeTheOpening, DomainError, InTheFuture
from domain.events import CommandRefused, Event, PromiseKept, TicketImported
from domain.origin import origin_of
from domain.recorded import GENESIS
from domain.stamp import Stamp
from domain.terms import Terms
from domain.text import Instant, Line
from domain.ticket import Change, Closed, Running, Ticket, Working
from domain.value import Value


class History(Value):
    """What another system knows of a ticket, after its opening."""

    source: Line
    """Where it comes from, as people call it."""
    received_at: Instant | None = None
    """When that system recorded the opening, where that is later than the opening itself; it keeps the reception."""
    commands: tuple[Command, ...] = ()
    """What happened there, each with the instant at which it was true, in that order."""

    @model_validator(mode="after")
    def _in_order(self) -> "History":
        instants = [command.at for command in self.commands if command.at is not None]
        if len(instants) < len(self.commands):
            raise PydanticCustomError("history", "each command of a history needs an at")
        if any(after < before for before, after in pairwise(instants)):
            raise PydanticCustomError("history", "no command of a history may lie before the one before it")
        if any(isinstance(command, Migrate) for command in self.commands):
            raise PydanticCustomError("history", "another system cannot have migrated a ticket; migrate it afterwards")
        return self

    def instants(self) -> Iterator[datetime]:
        """Every instant that it names."""
        yield from (at for at in (self.received_at, *(command.at for command in self.commands)) if at is not None)


def import_turn(
    opening: OpenTicket,
    history: History,
    terms_at: Callable[[datetime], Terms],
    now: datetime,
    *,
    before: str = GENESIS,
) -> Turn:
    """The first turn of an imported ticket: `now` is the instant of the import, and announces nothing.

    What the history asks for and cannot be becomes a fact with the sentence, as nobody hears the answer (23e).
    `before` as for `open_ticket`.
    """
    try:
        when = opening_stamp(opening, now)
        _check_span(history, when.at, now)
        terms = terms_at(when.at)
    except DomainError as refused:
        return Turn(refusal=refused.sentence)
    steps = [opened(opening, when, terms, now, before)]
    steps += stepping(steps[-1].ticket, [TicketImported(**origin_of(opening, Stamp(now)), source=history.source)], now)
    steps += _received(steps[-1].ticket, history.received_at or when.at, now)
    for command in history.commands:
        steps += _happened(steps[-1].ticket, command, command.at or now, now)
    # What the import brings due is due at its very instant.
    since = passing(steps[-1].ticket, now + timedelta.resolution, recorded_at=now)
    if isinstance(since.ticket.status, Closed):
        return Turn(refusal=AlreadyOver(opening.ticket, since.ticket.status.at).sentence)
    return Turn([*steps, *since.steps], since.coming, announces=False)


def _check_span(history: History, opened_at: datetime, now: datetime) -> None:
    for at in history.instants():
        if at < opened_at:
            raise BeforeTheOpening(at, opened_at)
        if at > now:
            raise InTheFuture(at, now)


def _received(ticket: Ticket, at: datetime, now: datetime) -> list[Step]:
    """Reception is kept by the recording of the opening (semantics 17a), here in the other system."""
    steps = stepping(ticket, _passed(ticket, at), now)
    met = steps[-1].ticket if steps else ticket
    if not isinstance(met.promises.get("reception"), Running):
        return steps
    return [*steps, *stepping(met, [PromiseKept(occurred_at=at, promise="reception")], now)]


def _happened(ticket: Ticket, command: Command, at: datetime, now: datetime) -> list[Step]:
    """One command of the history, after what time had brought before it."""
    steps = stepping(ticket, _passed(ticket, at), now)
    met = steps[-1].ticket if steps else ticket
    when = Stamp(at)
    facts: list[Event]
    try:
        facts = decide(met, command, when)
    except DomainError as refused:
        facts = [CommandRefused(**origin_of(command, when), asked=command.type, sentence=refused.sentence)]
    return [*steps, *stepping(met, facts, now)]


def _passed(ticket: Ticket, before: datetime) -> list[Event]:
    """What had come due strictly before a fact of the history; of several levels reached since the last, the highest.

    Warnings are left out, as their deadlines were judged since; so is silence that was broken: how the other system
    dealt with that is a part of its history.
    """
    if ticket.imported is None or not isinstance(ticket.status, Working):
        return []
    past: list[Due] = []
    if ticket.ledger.runs:
        past += _misses(ticket, promise_courses(ticket), before, ticket.imported, Order.PROMISE)
        past += _climb(ticket, before, ticket.imported)
    past += _misses(ticket, answer_courses(ticket), before, ticket.imported, Order.ANSWER)
    return [event for due in sorted(past, key=attrgetter("at", "order")) for event in due.events()]


def _misses(ticket: Ticket, courses: list[Course], before: datetime, imported: Change, order: Order) -> Iterator[Due]:
    for course in courses:
        reached = course.deadline(ticket)
        if reached is not None and reached < before:
            yield _at(reached, miss(ticket, course, Moment(reached, imported.at, imported.event), order))


def _climb(ticket: Ticket, before: datetime, imported: Change) -> Iterator[Due]:
    highest: Due | None = None
    for course in ladder_courses(ticket):
        reached = course.deadline(ticket)
        if reached is None or reached >= before:
            break
        highest = _at(reached, escalation(ticket, course, Moment(reached, imported.at, imported.event)))
    if highest is not None:
        yield highest


def _at(reached: datetime, due: Due) -> Due:
    """In the order in which the ledger reached it, though all takes effect with the import."""
    return Due(reached, due.order, due.label, due.events)
