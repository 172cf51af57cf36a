"""A ticket whether its workflow still answers or not: what has ended is read from the journal."""

from datetime import datetime

from domain.business_time import CalendarError
from domain.clock.deadlines import next_deadline
from domain.clock.due import due
from domain.clock.next_timer import NextTimer
from domain.errors import DomainError, TicketIsClosed
from domain.showing.explain import Explanation
from domain.showing.judged import explain_life, known_at
from domain.showing.snapshot import Snapshot, snapshot
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Closed, Ticket
from doors.application.lost import CLOSED
from doors.application.reach import Reach, Remark, unremarked
from doors.application.reading import now

KNOWN_THEN = "as it was known then"
KNOWN_BY_NOW = "as is known by now; here it was recorded later"


class BeyondTheCalendar(DomainError):
    """An explanation was asked as of an instant that no calendar of the ticket reaches."""


async def snapshot_of(within: Reach, ticket: str) -> Snapshot:
    """Where a ticket stands, from the journal where its workflow does not answer. Raises as `life_of` does."""
    try:
        return await within.tickets.snapshot(ticket)
    except DomainError as missing:
        return _standing_by(await _written(within, ticket, missing, unremarked))


async def life_of(within: Reach, ticket: str, remark: Remark = unremarked) -> tuple[Snapshot, list[Recorded]]:
    """Where a ticket stands, and all its events. Raises a `DomainError` where there is no such ticket."""
    try:
        seen, events = await within.tickets.snapshot(ticket), await within.tickets.events(ticket)
    except DomainError as missing:
        events = await _written(within, ticket, missing, remark)
        return _standing_by(events), events
    if events and events[0].number > 1:
        # A very long life carries only its latest events; the journal has the ones before.
        written = await within.journal.stream(ticket)
        events = [*(one for one in written if one.number < events[0].number), *events]
    return seen, events


def _standing_by(events: list[Recorded]) -> Snapshot:
    present = replay(events)
    return snapshot(present, _next_timer(present), next_deadline(present))


async def explained_of(
    within: Reach, ticket: str, at: datetime | None, remark: Remark = unremarked
) -> tuple[Explanation, str | None]:
    """Why its deadlines are when they are, and how far that is what was known then.

    Of the past: the ticket as it was known then. Raises a `DomainError` where there was no such ticket.
    """
    _, events = await life_of(within, ticket, remark)
    explanation, known = explained_by(events, at)
    if at is None or known is events:
        return explanation, None
    return explanation, KNOWN_THEN if known[-1].recorded_at <= at else KNOWN_BY_NOW


def explained_by(events: list[Recorded], at: datetime | None) -> tuple[Explanation, list[Recorded]]:
    """Why a ticket's deadlines are when they are, and the events that were known then: of the past, not all of them."""
    latest, known = events[-1].recorded_at, events
    if at is not None and at < latest:
        known = known_at(events, at)
    else:
        at = max(at or now(), latest)
    try:
        return explain_life(known, at), known
    except CalendarError as beyond:
        raise BeyondTheCalendar(str(beyond)) from None


async def lost_or(within: Reach, ticket: str, missing: DomainError) -> DomainError:
    """Why a ticket takes no command: where the journal has it open its workflow was lost, whatever Temporal says."""
    from activities.journal.database import DatabaseError
    from runtime.temporal.errors import Lost
    from runtime.temporal.errors import NoSuchTicket as NoWorkflow

    if not isinstance(missing, NoWorkflow):
        return missing
    try:
        standing = await within.journal.standing(ticket)
    except DatabaseError:
        return missing
    if standing is None:
        return missing
    if standing.status == CLOSED:
        return TicketIsClosed(ticket)
    return Lost(ticket, missing.how if isinstance(missing, Lost) else "is lost", is_open=True)


async def _written(within: Reach, ticket: str, missing: DomainError, remark: Remark) -> list[Recorded]:
    """The ticket's events in the journal; where it has none, what the workflow's silence meant."""
    from activities.journal.stream import NoSuchTicket
    from runtime.temporal.errors import NobodyAnswered
    from runtime.temporal.errors import NoSuchTicket as NoWorkflow

    if not isinstance(missing, NoWorkflow | NobodyAnswered):
        raise missing
    try:
        events = list(await within.journal.stream(ticket))
    except NoSuchTicket:
        raise missing from None
    if isinstance(missing, NobodyAnswered):
        remark(f"(from the journal: {missing.sentence})")
    elif isinstance(replay(events).status, Closed):
        remark("(from the journal)")
    else:
        remark(f"(from the journal: {(await lost_or(within, ticket, missing)).sentence})")
    return events


def _next_timer(ticket: Ticket) -> NextTimer | None:
    upcoming = due(ticket)
    return NextTimer(at=upcoming.at, label=upcoming.label) if upcoming else None
