"""What happened, in a sentence that a support engineer reads, with instants in office time."""

from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from domain.ticket.events import (
    Acknowledged,
    ClosingProposed,
    CommandRefused,
    CustomerReminded,
    CustomerResponded,
    Escalated,
    Event,
    MissWithdrawn,
    NoteAdded,
    OnCallEngaged,
    PriorityChanged,
    PriorityConfirmed,
    PromiseKept,
    PromiseMissed,
    ThirdPartyResponded,
    TicketAssigned,
    TicketClosed,
    TicketImported,
    TicketMigrated,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    WaitEnded,
    WaitStarted,
    WarningGiven,
)
from domain.ticket.events.kinds import ComesDue


def office_time(instant: datetime, zone: str) -> str:
    """An instant on the office's wall clock: `Fri 29 Oct 2032 16:00 CEST`."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%a %d %b %Y %H:%M %Z")


def zone_of(opening: Event) -> str:
    """The office's zone, as the first event of a ticket says it; UTC for what is no opening."""
    return opening.terms.zone if isinstance(opening, TicketOpened) else "UTC"


def duration(span: timedelta) -> str:
    """A duration in hours and minutes: `2 h`, `1 h 30 min`, `45 s`."""
    seconds = round(span.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{rest} s" if rest else ""]
    return ("-" if seconds < 0 else "") + (" ".join(part for part in parts if part) or "0 min")


def sentence(event: Event, zone: str) -> str:
    """What this event says."""
    if isinstance(event, ComesDue | PromiseKept | MissWithdrawn):
        return _of_the_clock(event, zone)
    match event:
        case TicketOpened():
            terms, request = event.terms, event.request
            return f"opened by {event.customer} as {request.priority}, {terms.contract} {terms.plan}: {event.subject}"
        case TicketImported():
            return f"came from {event.source}, with what had happened there"
        case TicketMigrated():
            why = f": {event.reason}" if event.reason else ""
            return f"moved to {event.terms.contract} {event.terms.plan} as {event.priority}{why}"
        case Acknowledged():
            return f"taken in charge{_by(event.by)}" if event.level is None else f"{event.level} answered"
        case PriorityConfirmed():
            return f"the customer was told the priority, {event.priority}"
        case WaitStarted():
            return f"waiting on the {event.on}" + (f": {event.question}" if event.question else "")
        case CustomerResponded():
            return "the customer responded" + (" and accepts the solution" if event.accepts_solution else "")
        case ThirdPartyResponded():
            return f"{event.party or 'the third party'} responded"
        case WaitEnded():
            return f"no longer waiting on the {event.on}"
        case OnCallEngaged() if event.due_at is not None:
            return "the office closed and nobody has it in charge: the technician on call is called"
        case OnCallEngaged():
            return "the on-call service has the ticket; its clock runs around the clock"
        case TicketAssigned():
            return f"assigned to {event.to}"
        case NoteAdded():
            return f"note{_by(event.by)}: {event.text}"
        case TicketResolved():
            return "resolved" + (f": {event.summary}" if event.summary else "")
        case TicketReopened():
            return "reopened" + (f": {event.reason}" if event.reason else "")
        case CommandRefused():
            return f"{event.asked} was refused: {event.sentence}"
        case _:
            assert_never(event)


def _of_the_clock(event: ComesDue | PromiseKept | MissWithdrawn, zone: str) -> str:
    match event:
        case PriorityChanged():
            why = "the customer does not answer" if event.silent_periods else event.reason
            return f"priority {event.before} is now {event.after}" + (f": {why}" if why else "")
        case Escalated() if event.is_asked_again:
            return f"{event.after} was asked again, as {event.requested_by} wants an answer"
        case Escalated():
            past = f", past {' and '.join(event.skipped)}" if event.skipped else ""
            asked = f", as {event.requested_by} asked" if event.requested_by else ""
            return f"escalated from {event.before} to {event.after}{past}{asked}{_due(event.due_at, zone)}"
        case TicketClosed():
            return f"closed: {_CLOSED[event.because]}" + (f" ({event.reason})" if event.reason else "")
        case WarningGiven():
            left = office_time(event.deadline, zone)
            return f"{event.fraction:.0%} of the time for {_named(event.promise, event.level)} has passed; due {left}"
        case PromiseKept():
            return f"{_named(event.promise, event.level)} in time"
        case PromiseMissed():
            verdict = "BREACHED" if event.breach else "missed (no guarantee)"
            return f"{_named(event.promise, event.level)} {verdict}{_due(event.due_at, zone)}"
        case MissWithdrawn():
            return f"{_named(event.promise, event.level)} was not missed after all (event {event.missed})"
        case CustomerReminded():
            return f"reminder {event.nth} to the customer: we wait for an answer"
        case ClosingProposed():
            return "the customer is silent: closing is proposed"
        case _:
            assert_never(event)


_CLOSED = {
    "asked": "on request",
    "accepted": "the customer accepted the solution",
    "undisputed": "the customer did not disagree in time",
    "silence": "the customer did not answer",
}


def _by(who: str | None) -> str:
    return f" by {who}" if who else ""


def _due(at: datetime | None, zone: str) -> str:
    return f" (due {office_time(at, zone)})" if at else ""


def _named(promise: str, level: str | None) -> str:
    match promise:
        case "escalation":
            return f"escalation to {level}"
        case "answer":
            return f"the answer of {level}"
        case _:
            return promise
