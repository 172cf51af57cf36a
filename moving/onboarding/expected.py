"""What one ticket would be after its import: where it stands, what is past, and what comes next."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, assert_never

from domain.clock.ladder_time import ladder_elapsed
from domain.clock.next_timer import NextTimer
from domain.deciding.decision import Turn
from domain.showing.standing import Standing, standing
from domain.text import Instant
from domain.ticket.events import (
    ClosingProposed,
    CommandRefused,
    CustomerReminded,
    Escalated,
    Event,
    PriorityChanged,
    PromiseMissed,
    TicketClosed,
    WarningGiven,
)
from domain.ticket.events.kinds import ComesDue
from domain.ticket.ticket import Ticket
from domain.value import Value

Kind = Literal["missed", "level", "reminder", "step down", "proposal", "warning"]


class Past(Value):
    """One thing that time had brought by the import, and of which nobody is told again."""

    kind: Kind
    what: str
    due: Instant


class NotTaken(Value):
    """A fact of the history that the contract does not allow; it is kept with the sentence."""

    asked: str
    at: Instant
    sentence: str


class Expected(Value):
    """A ticket as its import would leave it."""

    standing: Standing
    zone: str
    spent_seconds: int
    """Time of the ladder's calendar, without what was waited."""
    past: tuple[Past, ...]
    not_taken: tuple[NotTaken, ...]


def expected(turn: Turn, now: datetime) -> Expected:
    """What the turn of an import at `now` makes of a ticket."""
    ticket = turn.steps[-1].ticket
    next_timer = NextTimer(at=turn.upcoming.at, label=turn.upcoming.label) if turn.upcoming else None
    events = [step.recorded.event for step in turn.steps]
    return Expected(
        standing=standing(ticket, next_timer),
        zone=ticket.terms.zone,
        spent_seconds=round(time_spent(ticket, now).total_seconds()),
        past=tuple(past for event in events for past in _past(event, ticket)),
        not_taken=tuple(
            NotTaken(asked=event.asked, at=event.occurred_at, sentence=event.sentence)
            for event in events
            if isinstance(event, CommandRefused)
        ),
    )


def time_spent(ticket: Ticket, until: datetime) -> timedelta:
    """The time that the ladder has counted by an instant (semantics 11)."""
    running = (period for period in ticket.ledger.periods() if not period.paused_for)
    spans = ((period.start, min(period.end or until, until)) for period in running)
    return sum((ladder_elapsed(ticket, start, end) for start, end in spans), timedelta())


def _past(event: Event, ticket: Ticket) -> Iterator[Past]:
    """What the event says of the time before the import; nothing where it is a fact of the history."""
    if ticket.imported is None or not isinstance(event, ComesDue) or event.cause != ticket.imported.event:
        return
    due = event.due_at or event.occurred_at
    match event:
        case PromiseMissed():
            verdict = "BREACHED" if event.breach else "missed (no guarantee)"
            yield Past(kind="missed", what=f"{_named(event.promise, event.level)} {verdict}", due=due)
        case WarningGiven():
            what = f"warning at {event.fraction:.0%} of {_named(event.promise, event.level)}"
            yield Past(kind="warning", what=what, due=due)
        case Escalated():
            past = f", past {' and '.join(event.skipped)}" if event.skipped else ""
            yield Past(kind="level", what=f"escalation to {event.after}{past}", due=due)
        case CustomerReminded():
            yield Past(kind="reminder", what=f"reminder {event.nth} to the customer", due=due)
        case PriorityChanged():
            what = f"{event.before} lowered to {event.after}, as the customer is silent"
            yield Past(kind="step down", what=what, due=due)
        case ClosingProposed():
            yield Past(kind="proposal", what="proposal to close, as the customer is silent", due=due)
        case TicketClosed():
            # What was over by then is not imported.
            return
        case _:
            assert_never(event)


def _named(promise: str, level: str | None) -> str:
    return f"{promise} {'to' if promise == 'escalation' else 'of'} {level}" if level else promise
