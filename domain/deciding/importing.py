"""A ticket that comes from another system: its first turn takes in what had happened there.

Facts count at their own instants, so the clock and the ledger are what the history makes them. What time had brought
by then (misses, levels, the steps of silence) is recorded as past: due when the ledger reached it, in effect with the
import, which it names as its cause (semantics 15a). Nobody is told of it again.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from domain.clock.advance import stepping
from domain.clock.contacts import HasContact, everybody
from domain.clock.due import due
from domain.deciding.decision import Turn
from domain.deciding.effective_time import TOLERANCE, Stamp
from domain.deciding.origin import origin_of
from domain.deciding.prior_history import what_happened
from domain.deciding.turns import opened, opening_stamp
from domain.errors import BeforeTheOpening, DomainError, InTheFuture
from domain.terms.terms import Terms
from domain.text import Instant, Line
from domain.ticket.commands import Command, Migrate, OpenTicket
from domain.ticket.events import TicketImported
from domain.ticket.recorded import GENESIS
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
        if any(command.at is None for command in self.commands):
            raise PydanticCustomError("history", "each command of a history needs an at")
        if any(after < before for before, after in pairwise(self.instants())):
            raise PydanticCustomError("history", "no instant of a history may lie before the one before it")
        if any(isinstance(command, Migrate) for command in self.commands):
            raise PydanticCustomError("history", "another system cannot have migrated a ticket; migrate it afterwards")
        return self

    def instants(self) -> Iterator[datetime]:
        """Every instant that it names, in order."""
        yield from (at for at in (self.received_at, *(command.at for command in self.commands)) if at is not None)


def import_turn(
    opening: OpenTicket,
    history: History,
    terms_at: Callable[[datetime], Terms],
    now: datetime,
    *,
    before: str = GENESIS,
    has_contact: HasContact = everybody,
) -> Turn:
    """The first turn of an imported ticket: `now` is the instant of the import, and announces nothing.

    What the history asks for and cannot be becomes a fact with the sentence, as nobody hears the answer (23e).
    `before` as for `open_ticket`.
    """
    try:
        return taken_in(opening, history, terms_at, now, before=before, has_contact=has_contact)
    except DomainError as refused:
        return Turn(refusal=refused.sentence)


def taken_in(
    opening: OpenTicket,
    history: History,
    terms_at: Callable[[datetime], Terms],
    now: datetime,
    *,
    before: str = GENESIS,
    has_contact: HasContact = everybody,
) -> Turn:
    """As `import_turn`, but that it raises what is refused.

    Raises `InTheFuture`, `TooLongAgo`, `BeforeTheOpening`, what the contract refuses, and `AlreadyOver`.
    """
    when = opening_stamp(opening, now)
    _check_span(history, when.at, now)
    first = opened(opening, when, terms_at(when.at), now, before)
    came = TicketImported(**origin_of(opening, Stamp(now)), source=history.source)
    [imported] = stepping(first.ticket, [came], now)
    facts = what_happened(imported.ticket, history.received_at, history.commands)
    steps = [first, imported, *stepping(imported.ticket, facts, now, has_contact)]
    return Turn(steps, due(steps[-1].ticket), announces=False)


def _check_span(history: History, opened_at: datetime, now: datetime) -> None:
    for at in history.instants():
        if min(at, now) < opened_at:
            raise BeforeTheOpening(at, opened_at)
        # As for every command, the other system's clock may be a little ahead (semantics 23b).
        if at > now + TOLERANCE:
            raise InTheFuture(at, now)
