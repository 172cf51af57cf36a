"""Drawn lives, lived: by the engine as the workflow drives it, and by brute force."""

from domain.showing.announcements import ON_CALL
from domain.terms.request import Request
from domain.ticket.commands import OpenTicket
from domain.ticket.events import (
    ClosingProposed,
    CustomerReminded,
    Escalated,
    PriorityChanged,
    PromiseMissed,
    TicketClosed,
    WarningGiven,
)
from domain.ticket.recorded import Recorded
from tests.domain.given.brute_commands import do
from tests.domain.given.brute_force import Fact, Life
from tests.domain.given.lives import HORIZON, Drawn, command_of, terms_of
from tests.domain.given.story import Story

SHORT = {"priority-notification": "notification"}


def opened(drawn: Drawn) -> Story:
    """The engine's ticket at its opening."""
    request = Request(contract="drawn", priority=drawn.priority, channel="phone" if drawn.phoned else "web")
    opening = OpenTicket(ticket="T-1", customer="Ada", subject="Help", request=request)
    return Story(opening, terms_of(drawn), drawn.instant(drawn.opened))


def lived(drawn: Drawn) -> Story:
    """The engine's ticket after its whole life, every timer rung and every command on time."""
    story = opened(drawn)
    for minute, deed in drawn.deeds:
        story.when(command_of(deed), drawn.instant(minute))
    return story.time_passes_until(drawn.instant(HORIZON))


def by_brute_force(drawn: Drawn) -> Life:
    """The same life, minute after minute."""
    life = Life(drawn.rules, drawn.open_minutes, drawn.opened, drawn.priority, drawn.phoned)
    left = list(drawn.deeds)
    while life.now < HORIZON:
        while left and left[0][0] == life.now:
            do(life, left.pop(0)[1])
        life.pass_minute()
    return life


def facts_of(drawn: Drawn, story: Story) -> list[Fact]:
    """What the engine stated by itself, what was asked of levels, and when it called the technician on call."""
    stated: list[Fact] = [fact for recorded in story.stream if (fact := _fact(drawn, recorded))]
    rang = (story.stream[one.event - 1] for one in story.told if one.recipient == ON_CALL)
    return [*stated, *(("alarm", drawn.minute(recorded.event.occurred_at)) for recorded in rang)]


def _fact(drawn: Drawn, recorded: Recorded) -> Fact | None:
    event = recorded.event
    now, minute = drawn.minute(event.occurred_at), drawn.minute
    match event:
        case PromiseMissed():
            name = SHORT.get(event.promise, event.promise)
            return "missed", now, name, event.level or "", minute(event.due_at)
        case WarningGiven():
            name = SHORT.get(event.promise, event.promise)
            return "warned", now, name, event.level or "", event.fraction, minute(event.due_at)
        case Escalated(due_at=None):
            return "asked", now, event.before, event.after, event.skipped, event.requested_by
        case Escalated():
            due_at = minute(event.due_at) if event.due_at else None
            return "escalated", now, event.before, event.after, event.skipped, due_at
        case CustomerReminded():
            return "reminded", now, event.nth
        case PriorityChanged() if event.silent_periods is not None:
            return "stepped", now, event.before, event.after, event.silent_periods
        case ClosingProposed():
            return "proposed", now
        case TicketClosed() if event.due_at is not None:
            return "closed", now, event.because
        case _:
            return None
