"""What a migration would do to one ticket: the very turn that the engine would take, and what it changes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.business_time import BeyondKnownYears
from domain.clock.advance import passing
from domain.clock.contacts import HasContact, everybody
from domain.contract.errors import RequestRefused
from domain.deciding.decision import Turn
from domain.deciding.migrating import TermsAt, request_for
from domain.deciding.turns import take_turn, tick_turn
from domain.errors import DomainError
from domain.showing.announcements import Announcement
from domain.showing.standing import Standing, standing
from domain.ticket.commands import Migrate
from domain.ticket.events import Event, MissWithdrawn, PromiseKept, TicketMigrated
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Closed, Ticket
from domain.value import Value
from moving.migration.differing import Difference, differences
from moving.migration.expected import expected
from moving.migration.wanted import Wanted


class Side(Value):
    """A ticket before or after its migration."""

    standing: Standing
    zone: str
    on_call: bool
    """Whether the on-call service covers the ticket as it is."""
    not_guaranteed_because: str | None


class Foreseen(Value):
    """What would happen to one ticket."""

    command: Migrate
    """What does it."""
    before: Side
    after: Side
    moves: bool
    """Whether it does not have these terms already."""
    differences: tuple[Difference, ...] = ()
    events: tuple[Recorded, ...] = ()
    """What the migration would record: itself, and what it brings due at once."""
    told: tuple[Announcement, ...] = ()
    """Who would be told of these events."""

    @property
    def ticket(self) -> str:
        """The ticket's id."""
        return self.before.standing.ticket

    @property
    def act(self) -> TicketMigrated:
        """The migration itself. Raises `ValueError` where it does not move."""
        for one in self.events:
            if isinstance(one.event, TicketMigrated):
                return one.event
        raise ValueError(f"ticket {self.ticket} has these terms already")

    @property
    def at_once(self) -> tuple[Recorded, ...]:
        """What the migration brings due at once."""
        return tuple(one for one in self.events if not _is_the_act(one.event))

    @property
    def changes(self) -> bool:
        """Whether anything that was promised changes, beyond names."""
        one, other = self.before, self.after
        return (
            any(difference.effect != "same" for difference in self.differences)
            or bool(self.at_once)
            or (one.standing.guaranteed, one.on_call) != (other.standing.guaranteed, other.on_call)
        )


def _is_the_act(event: Event) -> bool:
    match event:
        case TicketMigrated() | MissWithdrawn() | PromiseKept():
            return True
        case _:
            return False


class NotMoved(Value):
    """A ticket that cannot be moved so."""

    ticket: str
    faults: tuple[str, ...]
    """Each a sentence."""
    cures: tuple[str, ...] = ()
    """The options with which it can, where there are some."""


def foresee(
    stream: Iterable[Recorded],
    wanted: Wanted,
    now: datetime,
    terms_at: TermsAt,
    has_contact: HasContact = everybody,
) -> Foreseen | NotMoved:
    """What the engine would decide at `now` for the ticket of these events, and when its clock rings at once."""
    ticket = replay(stream)
    command = wanted.command_for(ticket)
    now = max(now, ticket.recorded_at)
    try:
        turn = take_turn(ticket, command, now, awaited=True, terms_at=terms_at, has_contact=has_contact)
        if turn.refusal is not None:
            return NotMoved(ticket=ticket.id, faults=_faults(ticket, command, terms_at) or (turn.refusal,))
        before = passing(ticket, now, has_contact=has_contact).ticket
        moved = turn.steps[-1].ticket if turn.steps else ticket
        # What the migration brings due is due at its very instant, and the clock rings for that right after it.
        rings = tick_turn(moved, now + timedelta.resolution, has_contact) if moved.number > before.number else Turn()
        after = rings.steps[-1].ticket if rings.steps else moved
        decided = (turn.decision_with(has_contact), rings.decision_with(has_contact))
        events = tuple(one for decision in decided for one in decision.events if one.number > before.number)
        return Foreseen(
            command=command,
            before=_side(before),
            after=_side(after),
            moves=bool(events),
            differences=differences(
                before, after, expected(before, now), expected(after, now), [one.event for one in events]
            ),
            events=events,
            told=tuple(one for decision in decided for one in decision.announcements if one.event > before.number),
        )
    except BeyondKnownYears as beyond:
        return NotMoved(ticket=ticket.id, faults=(str(beyond),))


def _faults(ticket: Ticket, command: Migrate, terms_at: TermsAt) -> tuple[str, ...]:
    """Every fault of its own that the contract finds, where that is what refuses the ticket."""
    if isinstance(ticket.status, Closed):
        return ()
    try:
        terms_at(request_for(ticket, command), ticket.opened_at)
    except RequestRefused as refused:
        return refused.faults
    except DomainError:
        return ()
    return ()


def _side(ticket: Ticket) -> Side:
    service = ticket.terms.on_call
    return Side(
        standing=standing(ticket, None),
        zone=ticket.terms.zone,
        on_call=ticket.on_call and service is not None and ticket.priority in service.priorities,
        not_guaranteed_because=ticket.terms.not_guaranteed_because,
    )
