"""One turn of a ticket: advance to the command's instant, decide, advance to now. The answer is a decision.

The workflow, the simulator and the tests take the same turns. A decision holds all that the outside acts on, so that
history stores decisions and a later rule cannot change what was decided.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from domain.advance import advance, after, fold
from domain.announcing import Announcement, announcements
from domain.business_time import BeyondKnownYears
from domain.commands import Command, OpenTicket
from domain.due import due
from domain.errors import DomainError, TooLongAgo
from domain.events import CommandRefused, PromiseKept, TicketOpened
from domain.evolve import evolve
from domain.late import decide_late
from domain.origin import origin_of
from domain.recorded import GENESIS, Recorded, record
from domain.stamp import stamp
from domain.standing import Alarm
from domain.terms import Terms
from domain.ticket import Closed, Running, Ticket
from domain.value import Value

OLDEST_OPENING = timedelta(days=4 * 365)
"""Terms know the holidays of five years after the opening; this leaves a year in which to work."""


class Decision(Value):
    """What one turn brought: events, or a refusal as a value; and what follows for the outside."""

    events: tuple[Recorded, ...] = ()
    refusal: str | None = None
    alarm: Alarm | None = None
    attributes: Mapping[str, str | bool] = {}
    """What people search tickets by, as far as this turn changed it; an empty text where it no longer holds."""
    announcements: tuple[Announcement, ...] = ()


class RefusedSignal(Value):
    """A signal that was refused before it became a command of this ticket; it is taken down as a fact."""

    asked: str
    sentence: str
    id: str | None = None


def open_ticket(
    command: OpenTicket, terms_at: Callable[[datetime], Terms], now: datetime, *, before: str = GENESIS
) -> Decision:
    """The first turn: the opening, under the terms of its instant, and what has come due since it counted.

    `before`: the digest before the first event; `UNSEALED` for a stream that nobody keeps.
    """
    try:
        when = stamp(command, now, None, answers=True)
        if when.at < now - OLDEST_OPENING:
            raise TooLongAgo(when.at, now - OLDEST_OPENING)
        terms = terms_at(when.at)
    except DomainError as refused:
        return Decision(refusal=refused.sentence)
    opened = TicketOpened(
        **origin_of(command, when),
        ticket=command.ticket,
        customer=command.customer,
        subject=command.subject,
        request=command.request,
        terms=terms,
    )
    first = record(opened, number=1, recorded_at=now, before=before)
    ticket = evolve(None, first)
    passed = advance(ticket, now)
    _, received = _receive(after(ticket, passed), now)
    return _decision(None, [first, *passed, *received], now)


def take(ticket: Ticket, command: Command, now: datetime, *, answers: bool) -> Decision:
    """A turn for a command. Where nobody hears the answer (a signal), a refusal becomes a fact (semantics 23e)."""
    now = max(now, ticket.recorded_at)
    try:
        when = stamp(command, now, ticket, answers=answers)
        passed = advance(ticket, when.at, recorded_at=now)
        met = after(ticket, passed)
        _, facts = fold(met, decide_late(met, command, when, now), now)
        return _decision(ticket, [*passed, *facts], now)
    except (DomainError, BeyondKnownYears) as refused:
        # A wait can outlast the years whose holidays the terms know. The clock cannot go on then; closing can.
        sentence = str(refused)
        if answers or isinstance(ticket.status, Closed):
            return Decision(refusal=sentence)
        return refuse_signal(ticket, RefusedSignal(asked=command.type, sentence=sentence, id=command.id), now)


def tick(ticket: Ticket, now: datetime) -> Decision:
    """A turn for the clock alone."""
    return _decision(ticket, [], max(now, ticket.recorded_at))


def _receive(ticket: Ticket, now: datetime) -> tuple[Ticket, list[Recorded]]:
    """Reception is kept by the recording of the opening (semantics 17a)."""
    if not isinstance(ticket.promises.get("reception"), Running):
        return ticket, []
    return fold(ticket, [PromiseKept(occurred_at=now, promise="reception")], now)


def refuse_signal(ticket: Ticket, refused: RefusedSignal, now: datetime) -> Decision:
    """A turn for a signal that cannot be: the sentence becomes a fact, as nobody hears it otherwise."""
    now = max(now, ticket.recorded_at)
    passed = advance(ticket, now)
    if isinstance(after(ticket, passed).status, Closed):
        return _decision(ticket, passed, now)
    fact = CommandRefused(occurred_at=now, command=refused.id, asked=refused.asked, sentence=refused.sentence)
    _, facts = fold(after(ticket, passed), [fact], now)
    return _decision(ticket, [*passed, *facts], now)


def _decision(before: Ticket | None, recorded: list[Recorded], now: datetime) -> Decision:
    """The decision that these events make of a ticket, with what else has come due by now."""
    ticket, told = before, list[Announcement]()
    for entry in recorded:
        ticket = evolve(ticket, entry)
        told += announcements(ticket, entry)
    if ticket is None:
        raise ValueError("a ticket begins with its opening")
    since = advance(ticket, now)
    for entry in since:
        ticket = evolve(ticket, entry)
        told += announcements(ticket, entry)
    coming = due(ticket)
    return Decision(
        events=(*recorded, *since),
        alarm=Alarm(at=coming.at, label=coming.label) if coming else None,
        announcements=tuple(told),
    )
