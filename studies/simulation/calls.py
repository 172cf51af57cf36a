"""Who is told in one life, when on the office's wall clock, and whom that wakes.

An alarm asks somebody to act: the clock raised it by itself, or it calls the technician on call. All else is news. An
alarm at night wakes; news waits until somebody looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from domain.showing.announcements import ON_CALL
from domain.terms.terms import OFFICE
from domain.ticket.events import ClosingProposed, Escalated, Event, OnCallEngaged, PromiseMissed, WarningGiven
from domain.ticket.ledger import CUSTOMER
from studies.simulation.report import Woken
from studies.simulation.running import RINGS_AFTER, Life, Moment

NIGHT = (22, 6)
"""The hours of the office's wall clock, from and to, in which an alarm wakes."""

Kind = Literal["alarm", "news"]


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody was told of something."""

    recipient: str
    kind: Kind
    weekday: int
    """0 is Monday, on the office's wall clock."""
    hour: int
    outside: bool
    """Whether the office was closed."""

    @property
    def night(self) -> bool:
        """Whether it was night on the office's wall clock."""
        return is_night(self.hour)


def is_night(hour: int) -> bool:
    """Whether an hour of the wall clock belongs to the night."""
    return hour >= NIGHT[0] or hour < NIGHT[1]


def told(life: Life) -> tuple[tuple[Call, ...], tuple[Woken, ...]]:
    """Everybody who was told, and those whom that woke."""
    calls: list[Call] = []
    woken: list[Woken] = []
    for moment in life.moments:
        if moment.told:
            for call, wakes in _of(moment):
                calls.append(call)
                if wakes is not None:
                    woken.append(wakes)
    return tuple(calls), tuple(woken)


def _of(moment: Moment) -> Iterator[tuple[Call, Woken | None]]:
    ticket, at = moment.ticket, moment.recorded.recorded_at
    office = ticket.terms.calendar(OFFICE)
    # A ticket can be closed after the years whose holidays are known; nobody can say whether the office is.
    outside = at < office.timeline.end and not office.is_open(at)
    rang = at - RINGS_AFTER - timedelta.resolution
    if outside and office.is_open(rang) and not isinstance(moment.recorded.event, OnCallEngaged):
        # What comes due at closing time rings a moment after it, and finds the office still there; but for the alarm
        # that rings because the office closes.
        at, outside = rang, False
    wall = at.astimezone(ZoneInfo(ticket.terms.zone))
    for one in moment.told:
        alarm = _alarm(moment.recorded.event, one.recipient)
        call = Call(one.recipient, "alarm" if alarm else "news", wall.weekday(), wall.hour, outside)
        yield call, _woken(moment, call, wall, alarm) if alarm and call.night else None


def _woken(moment: Moment, call: Call, wall: datetime, alarm: str) -> Woken:
    return Woken(
        at=moment.recorded.recorded_at,
        zone=moment.ticket.terms.zone,
        night=(wall - timedelta(hours=NIGHT[1])).date(),
        recipient=call.recipient,
        incident=moment.ticket.id,
        priority=moment.ticket.priority,
        alarm=alarm,
    )


def _alarm(event: Event, recipient: str) -> str:
    """What the alarm says; empty for news."""
    if recipient == CUSTOMER:
        return ""
    if recipient == ON_CALL:
        return "the on-call service has the ticket"
    match event:
        case WarningGiven():
            of = f"step to {event.level}" if event.promise == "escalation" else event.promise
            return f"{event.fraction:.0%} of the time for the {of} has passed"
        case PromiseMissed():
            return f"{event.promise} {'breached' if event.breach else 'missed'}"
        case Escalated() if event.requested_by is None:
            return f"escalated to {event.after}"
        case ClosingProposed():
            return "closing is proposed"
        case _:
            return ""
