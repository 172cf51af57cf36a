"""What a contract would promise a ticket opened at an instant, if nobody touched it. Pure: no server, no clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.business_time import CalendarError
from domain.clock.sla_timer import SlaTimer
from domain.clock.timers import escalation_timers, promise_timers
from domain.contract.contract import Contract
from domain.errors import DomainError
from domain.resolving.calendars import HolidaySource
from domain.resolving.resolving import resolve
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.text import Instant
from domain.ticket.events import TicketOpened
from domain.ticket.evolve import evolve
from domain.ticket.recorded import GENESIS, record
from domain.ticket.ticket import Ticket
from domain.value import Value


class BeyondTheCalendar(DomainError):
    """An instant for which no calendar can be made."""


class Previewed(Value):
    """One promise of the contract, or one level that the ladder can reach."""

    name: str
    level: str | None = None
    due: Instant | None
    """`None` where this priority has no target, or where the clock never brings the level."""
    budget: timedelta | None
    """Business time, on the calendar of the promise."""
    guaranteed: bool
    why_not: str | None = None
    """Why nothing is due."""


class Preview(Value):
    """Everything that the ticket would be promised, with the terms that say so."""

    terms: Terms
    priority: str
    at: Instant
    on_call: bool
    """Whether the on-call service has it: how the customer came is not enough, the service covers some priorities."""
    promises: tuple[Previewed, ...]


def preview(contract: Contract, request: Request, at: datetime, holidays: HolidaySource) -> Preview:
    """The deadlines of an untouched ticket. Raises a `DomainError` for what the contract does not cover."""
    try:
        terms = resolve(contract, request, at, holidays)
        ticket = _untouched(request, terms, at)
        promises = (*_promises(ticket), *_levels(ticket))
    except CalendarError as unknown:
        raise BeyondTheCalendar(str(unknown)) from None
    covered = terms.on_call is not None and request.priority in terms.on_call.priorities
    return Preview(terms=terms, priority=request.priority, at=at, on_call=ticket.on_call and covered, promises=promises)


def _untouched(request: Request, terms: Terms, at: datetime) -> Ticket:
    """The ticket after its opening and nothing else, so that even its reception is still to come."""
    name = "preview"
    opened = TicketOpened(occurred_at=at, ticket=name, customer=name, subject=name, request=request, terms=terms)
    return evolve(None, record(opened, number=1, recorded_at=at, before=GENESIS))


def _promises(ticket: Ticket) -> Iterator[Previewed]:
    running = {timer.promise: timer for timer in promise_timers(ticket)}
    for name in ticket.terms.promises:
        yield _previewed(ticket, name, None, running.get(name), "no target at this priority")


def _levels(ticket: Ticket) -> Iterator[Previewed]:
    ahead = {timer.level: timer for timer in escalation_timers(ticket)}
    for level in ticket.terms.levels[1:]:
        asked = f"only when {' or '.join(level.requested_by)} asks" if level.requested_by else "not at this priority"
        yield _previewed(ticket, "escalation", level.name, ahead.get(level.name), asked)


def _previewed(ticket: Ticket, name: str, level: str | None, timer: SlaTimer | None, why_not: str) -> Previewed:
    return Previewed(
        name=name,
        level=level,
        due=timer.deadline(ticket) if timer else None,
        budget=timer.budget if timer else None,
        guaranteed=ticket.terms.guaranteed,
        why_not=None if timer else why_not,
    )
