"""One turn of a ticket: advance to the command's instant, decide, advance to now. The answer is a decision.

The workflow, the simulator and the tests take the same turns.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from domain.business_time import BeyondKnownYears
from domain.clock.advance import Step, passing, stepping
from domain.clock.contacts import HasContact, everybody
from domain.deciding.decision import Decision, RefusedSignal, Turn
from domain.deciding.effective_time import Stamp, stamp
from domain.deciding.ending import check_summary
from domain.deciding.migrating import TermsAt, no_terms
from domain.deciding.origin import origin_of
from domain.deciding.retroactive import decide_late
from domain.errors import DomainError, TooLongAgo
from domain.terms.terms import Terms
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.events import CommandRefused, TicketOpened
from domain.ticket.evolve import evolve
from domain.ticket.keeping import kept_by_recording
from domain.ticket.recorded import GENESIS, record
from domain.ticket.ticket import Closed, Ticket

OLDEST_OPENING = timedelta(days=4 * 365)
"""Terms know the holidays of five years after the opening; this leaves a year in which to work."""


def open_ticket(
    command: OpenTicket,
    terms_at: Callable[[datetime], Terms],
    now: datetime,
    *,
    before: str = GENESIS,
    has_contact: HasContact = everybody,
) -> Decision:
    """The first turn: the opening, under the terms of its instant, and what has come due since it counted.

    `before`: the digest before the first event; `UNSEALED` for a stream that nobody keeps.
    """
    return open_turn(command, terms_at, now, before=before, has_contact=has_contact).decision_with(has_contact)


def take(
    ticket: Ticket,
    command: Command,
    now: datetime,
    *,
    awaited: bool,
    terms_at: TermsAt = no_terms,
    has_contact: HasContact = everybody,
) -> Decision:
    """A turn for a command. Where nobody hears the answer (a signal), a refusal becomes a fact (semantics 23e).

    `terms_at` says what another contract gives; only a migration asks for it.
    """
    turn = take_turn(ticket, command, now, awaited=awaited, terms_at=terms_at, has_contact=has_contact)
    return turn.decision_with(has_contact)


def tick(ticket: Ticket, now: datetime, has_contact: HasContact = everybody) -> Decision:
    """A turn for the clock alone."""
    return tick_turn(ticket, now, has_contact).decision_with(has_contact)


def open_turn(
    command: OpenTicket,
    terms_at: Callable[[datetime], Terms],
    now: datetime,
    *,
    before: str = GENESIS,
    has_contact: HasContact = everybody,
) -> Turn:
    """As `open_ticket`."""
    try:
        when = opening_stamp(command, now)
        terms = terms_at(when.at)
    except DomainError as refused:
        return Turn(refusal=refused.sentence)
    first = opened(command, when, terms, now, before)
    passed = passing(first.ticket, now, has_contact=has_contact)
    steps = [first, *passed.steps]
    received = stepping(passed.ticket, kept_by_recording(passed.ticket, now), now)
    # Where nothing was received, nothing has changed since: looking ahead again would tell the same.
    return _turn(passed.ticket, [*steps, *received], now, has_contact) if received else Turn(steps, passed.upcoming)


def opening_stamp(command: OpenTicket, now: datetime) -> Stamp:
    """When the opening counts. Raises `InTheFuture` and `TooLongAgo`."""
    when = stamp(command, now, None, awaited=True)
    if when.at < now - OLDEST_OPENING:
        raise TooLongAgo(when.at, now - OLDEST_OPENING)
    return when


def opened(command: OpenTicket, when: Stamp, terms: Terms, now: datetime, before: str) -> Step:
    """The opening as it is kept, after a digest, and the ticket that begins with it."""
    event = TicketOpened(
        **origin_of(command, when),
        ticket=command.ticket,
        customer=command.customer,
        subject=command.subject,
        request=command.request,
        terms=terms,
    )
    first = record(event, number=1, recorded_at=now, before=before)
    return Step(first, evolve(None, first))


def take_turn(
    ticket: Ticket,
    command: Command,
    now: datetime,
    *,
    awaited: bool,
    terms_at: TermsAt = no_terms,
    has_contact: HasContact = everybody,
    quiet_until: datetime | None = None,
) -> Turn:
    """As `take`. `quiet_until`: an instant before which nothing comes due, where the caller knows one."""
    now = max(now, ticket.recorded_at)
    try:
        when = stamp(command, now, ticket, awaited=awaited)
        met, passed = ticket, list[Step]()
        if quiet_until is None or quiet_until < when.at:
            met, passed, _ = passing(ticket, when.at, recorded_at=now, has_contact=has_contact)
        facts = decide_late(met, command, when, now, terms_at)
        if awaited:
            check_summary(met, facts)
        return _turn(ticket, [*passed, *stepping(met, facts, now, has_contact)], now, has_contact)
    except (DomainError, BeyondKnownYears) as refused:
        # A wait can outlast the years whose holidays the terms know. The clock cannot go on then; closing can.
        sentence = str(refused)
        if awaited or isinstance(ticket.status, Closed):
            return Turn(refusal=sentence)
        return _refuse(ticket, RefusedSignal(asked=command.type, sentence=sentence, id=command.id), now, has_contact)


def tick_turn(ticket: Ticket, now: datetime, has_contact: HasContact = everybody) -> Turn:
    """As `tick`."""
    return _turn(ticket, [], max(now, ticket.recorded_at), has_contact)


def refuse_signal(
    ticket: Ticket, refused: RefusedSignal, now: datetime, has_contact: HasContact = everybody
) -> Decision:
    """A turn for a signal that cannot be: the sentence becomes a fact, as nobody hears it otherwise."""
    return _refuse(ticket, refused, now, has_contact).decision_with(has_contact)


def _refuse(ticket: Ticket, refused: RefusedSignal, now: datetime, has_contact: HasContact) -> Turn:
    now = max(now, ticket.recorded_at)
    passed = passing(ticket, now, has_contact=has_contact)
    if isinstance(passed.ticket.status, Closed):
        return _turn(ticket, passed.steps, now, has_contact)
    fact = CommandRefused(occurred_at=now, command=refused.id, asked=refused.asked, sentence=refused.sentence)
    return _turn(ticket, [*passed.steps, *stepping(passed.ticket, [fact], now)], now, has_contact)


def _turn(before: Ticket, steps: list[Step], now: datetime, has_contact: HasContact) -> Turn:
    """The turn that these steps make, with what else has come due by now. Without any, `before` is the ticket."""
    since = passing(steps[-1].ticket if steps else before, now, has_contact=has_contact)
    return Turn([*steps, *since.steps], since.upcoming)
