"""Why something happened when it did: the deadline, and the business time that was counted towards it."""

from datetime import datetime, timedelta
from itertools import islice

from demo.showing.counting import Count, short_time
from demo.stage.life import Moment
from domain.clock.deadlines import name_of
from domain.clock.due import due
from domain.clock.timers import answer_timers, escalation_timers, ladder_calendar, promise_timers
from domain.showing.explain import PromiseExplained, explain
from domain.showing.sentences import duration
from domain.terms.terms import AROUND_THE_CLOCK, OFFICE, Terms
from domain.ticket.events import (
    ClosingProposed,
    CustomerReminded,
    CustomerResponded,
    Escalated,
    PriorityChanged,
    PromiseKept,
    PromiseMissed,
    ThirdPartyResponded,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    WaitStarted,
)
from domain.ticket.events.kinds import Judging
from domain.ticket.judging import judged_by
from domain.ticket.keeping import BY_RECORDING
from domain.ticket.ticket import Resolved, Ticket, Working


def reason(moment: Moment) -> str | None:
    """Why this event happened when it did, or what it leads to; `None` where there is nothing to say."""
    event = moment.recorded.event
    match event:
        case TicketOpened():
            return _ahead(moment.after)
        case PromiseKept():
            return _kept(moment, event)
        case PromiseMissed():
            return _counted(moment, event, event.due_at)
        case Escalated(due_at=None):
            return _answer_due(moment.after, event.after)
        case Escalated(due_at=datetime() as due_at):
            return _counted(moment, event, due_at)
        case WaitStarted():
            return _stops(moment.after, event.occurred_at)
        case CustomerResponded() | ThirdPartyResponded() | TicketReopened():
            return _goes_on(moment)
        case CustomerReminded() | ClosingProposed() | PriorityChanged(due_at=datetime()):
            return _silence(moment)
        case TicketResolved():
            return _closing(moment.after)
        case TicketClosed(because="undisputed"):
            return _undisputed(moment)
        case _:
            return None


def _ahead(ticket: Ticket) -> str | None:
    """The deadlines with which a ticket begins, and the first step of the ladder."""
    zone = ticket.terms.zone
    timers = [*promise_timers(ticket), *islice(escalation_timers(ticket), 1)]
    deadlines = [(name_of(timer), timer.deadline(ticket)) for timer in timers]
    text = ", ".join(f"{name} {short_time(at, zone)}" for name, at in deadlines if at is not None)
    because = (ticket.terms.not_guaranteed_because or "").rstrip(".")
    unguaranteed = "" if ticket.terms.guaranteed else f", all without guarantee ({because})"
    return f"due: {text}{unguaranteed}" if text else None


def _kept(moment: Moment, event: PromiseKept) -> str:
    if event.promise == BY_RECORDING:
        return "reception kept by the recording itself"
    name = f"{event.promise} of {event.level}" if event.level else event.promise
    found = _explained(moment, event)
    if found is None:
        return f"{name} kept"
    due_at = short_time(found.deadline or event.occurred_at, moment.after.terms.zone)
    return f"{name} kept: {duration(found.spent)} of {duration(found.budget)} used, due {due_at}"


def _counted(moment: Moment, event: PromiseMissed | Escalated, due_at: datetime) -> str | None:
    found = _explained(moment, event)
    if found is None or moment.before is None:
        return None
    terms = moment.before.terms
    spec = terms.calendars[AROUND_THE_CLOCK if _is_around_the_clock(terms, found) else OFFICE]
    text = f"{duration(found.budget)} counted: {Count(spec, found.intervals)}"
    if due_at < event.occurred_at:
        return f"{text}; reached {short_time(due_at, terms.zone)}, before the change that made it count"
    return text


def _explained(moment: Moment, event: Judging) -> PromiseExplained | None:
    """The promise as it stood just before it was judged, explained at that instant."""
    if moment.before is None:
        return None
    for promise in explain(moment.before, event.occurred_at).promises:
        if (promise.promise, promise.level) == judged_by(event):
            return promise
    return None


def _is_around_the_clock(terms: Terms, found: PromiseExplained) -> bool:
    if found.promise != "answer" or found.level is None:
        return False
    within = terms.level(found.level).answers
    return within is not None and within.calendar == AROUND_THE_CLOCK


def _stops(ticket: Ticket, at: datetime) -> str:
    asked = [timer.level for timer in answer_timers(ticket) if timer.level]
    runs_on = f"; only the answer of {asked[0]} runs on" if asked else ", and nothing can be breached"
    return f"the clock stands at {duration(_spent(ticket, at))}{runs_on}"


def _goes_on(moment: Moment) -> str | None:
    """Said where the clock stood and now runs, be it by the next event of the same instant."""
    event, before = moment.recorded.event, moment.before
    if before is None or before.ledger.runs or isinstance(before.status, Resolved) != isinstance(event, TicketReopened):
        return None
    return f"the clock goes on from {duration(_spent(before, event.occurred_at))}"


def _spent(ticket: Ticket, at: datetime) -> timedelta:
    """The time that the ticket has run by an instant, on the ladder's hours."""
    hours, running = ladder_calendar(ticket.terms), (one for one in ticket.ledger.periods() if not one.paused_for)
    return sum((hours.elapsed(one.start, one.end or at) for one in running), timedelta())


def _answer_due(ticket: Ticket, level: str) -> str | None:
    zone = ticket.terms.zone
    for timer in answer_timers(ticket):
        at = timer.deadline(ticket)
        if timer.level == level and at is not None:
            within = ticket.terms.level(level).answers
            round_the_clock = within is not None and within.calendar == AROUND_THE_CLOCK
            hours = "of the clock" if round_the_clock else "of office time"
            return f"an answer is due {short_time(at, zone)}, after {duration(timer.budget)} {hours}"
    return None


def _silence(moment: Moment) -> str | None:
    before, at = moment.before, moment.recorded.event.occurred_at
    if before is None or not isinstance(before.status, Working) or before.status.customer is None:
        return None
    wait = before.status.customer
    since = wait.stepped_at if isinstance(moment.recorded.event, ClosingProposed) and wait.stepped_at else wait.since
    hours = ladder_calendar(before.terms)
    begun = "since the last step down" if since == wait.stepped_at else "of silence"
    return f"{duration(hours.elapsed(since, at))} {begun}: {Count.on(hours, since, at)}"


def _closing(ticket: Ticket) -> str | None:
    upcoming = due(ticket)
    if upcoming is None:
        return None
    return f"closes {short_time(upcoming.at, ticket.terms.zone)} unless the customer disagrees"


def _undisputed(moment: Moment) -> str | None:
    before, at = moment.before, moment.recorded.event.occurred_at
    if before is None or not isinstance(before.status, Resolved):
        return None
    hours, since = ladder_calendar(before.terms), before.status.since
    return f"{duration(hours.elapsed(since, at))} to disagree: {Count.on(hours, since, at)}"
