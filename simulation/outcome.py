"""What one life came to, in numbers: small enough to be sent between processes and counted by the hundred thousand."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from domain.business_time import calendar_for
from domain.clock import ladder_calendar
from domain.events import ClosingProposed, Escalated, PromiseMissed, WarningGiven
from domain.ledger import CLOSED, CUSTOMER, RESOLVED, THIRD_PARTY
from domain.standing import standing
from domain.terms import OFFICE
from domain.ticket import Ticket
from simulation.running import RINGS_AFTER, Life, Moment
from simulation.verdicts import Verdict, verdicts

NIGHT = (22, 6)
"""The hours of the office's wall clock, from and to, in which somebody who is told is woken."""

Kind = Literal["alarm", "news"]


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody was told: of an alarm, which the clock raised by itself, or of news, which somebody brought."""

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
        return self.hour >= NIGHT[0] or self.hour < NIGHT[1]


@dataclass(frozen=True, slots=True)
class Step:
    """One escalation."""

    level: str
    week: str
    """The Monday of its week, on the office's wall clock."""
    asked: bool
    """Whether somebody asked for it, and not the clock."""


@dataclass(frozen=True, slots=True)
class Pause:
    """How long a ticket waited on somebody."""

    on: str
    seconds: int
    working_seconds: int
    """Of them, in the office's hours: what the pause spared the clock."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A command that the ticket did not take."""

    id: str
    asked: str
    at: datetime
    sentence: str
    after_closing: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one life came to."""

    incident: str
    customer: str
    subject: str
    contract: str
    plan: str
    theatre: str
    zone: str
    opened_at: datetime
    priority: str
    priorities: tuple[str, ...]
    """Those of its contract, from the highest to the lowest."""
    status: str
    level: str
    levels: tuple[str, ...]
    events: int
    guaranteed: bool
    verdicts: tuple[Verdict, ...]
    calls: tuple[Call, ...]
    steps: tuple[Step, ...]
    pauses: tuple[Pause, ...]
    refused: tuple[Turned, ...]
    to_come: int

    @property
    def alarms(self) -> int:
        """How often the clock told somebody of the team."""
        return sum(call.kind == "alarm" and call.recipient != CUSTOMER for call in self.calls)

    @property
    def outside(self) -> int:
        """How often anybody of the team was told while the office was closed."""
        return sum(call.outside and call.recipient != CUSTOMER for call in self.calls)


@dataclass(frozen=True, slots=True)
class NotOpened:
    """An incident whose opening was refused: it has no life."""

    incident: str
    sentence: str


def outcome_of(life: Life) -> Outcome | NotOpened:
    """What a life came to."""
    ticket = life.ticket
    if ticket is None:
        return NotOpened(life.incident.id, life.refused[0].sentence)
    clock = ZoneInfo(ticket.terms.zone)
    return Outcome(
        incident=life.incident.id,
        customer=ticket.customer,
        subject=ticket.subject,
        contract=ticket.terms.contract,
        plan=ticket.terms.plan,
        theatre=ticket.terms.theatre,
        zone=ticket.terms.zone,
        opened_at=ticket.opened_at,
        priority=ticket.priority,
        priorities=ticket.terms.priorities,
        status=standing(ticket, None).status,
        level=ticket.level,
        levels=ticket.terms.level_names,
        events=ticket.number,
        guaranteed=ticket.terms.guaranteed,
        verdicts=tuple(verdicts(life)),
        calls=tuple(call for moment in life.moments if moment.told for call in _calls(moment, clock)),
        steps=tuple(_step(moment.recorded.event, clock) for moment in life.moments if _escalated(moment)),  # type: ignore[arg-type]
        pauses=_pauses(ticket, life.until),
        refused=tuple(Turned(one.id, one.asked, one.at, one.sentence, one.after_closing) for one in life.refused),
        to_come=life.to_come,
    )


def _escalated(moment: Moment) -> bool:
    return isinstance(moment.recorded.event, Escalated)


def _step(event: Escalated, clock: ZoneInfo) -> Step:
    day = event.occurred_at.astimezone(clock).date()
    monday = day - timedelta(days=day.weekday())
    return Step(event.after, monday.isoformat(), event.requested_by is not None)


def _calls(moment: Moment, clock: ZoneInfo) -> list[Call]:
    at = moment.recorded.recorded_at
    office = calendar_for(moment.ticket.terms.calendars[OFFICE])
    outside = not office.is_open(at)
    rang = at - RINGS_AFTER - timedelta.resolution
    if outside and office.is_open(rang):
        # What comes due at closing time rings a moment after it, and finds the office still there.
        at, outside = rang, False
    wall = at.astimezone(clock)
    kind: Kind = "alarm" if _rung(moment) else "news"
    return [Call(told.recipient, kind, wall.weekday(), wall.hour, outside) for told in moment.told]


def _rung(moment: Moment) -> bool:
    match moment.recorded.event:
        case WarningGiven() | PromiseMissed() | ClosingProposed():
            return True
        case Escalated() as event:
            return event.requested_by is None
        case _:
            return False


def _pauses(ticket: Ticket, until: datetime) -> tuple[Pause, ...]:
    hours = ladder_calendar(ticket.terms)
    wall: Counter[str] = Counter()
    working: Counter[str] = Counter()
    for stretch in ticket.ledger.stretches():
        on = " and ".join(name.removeprefix(THIRD_PARTY) for name in stretch.standing)
        end = min(stretch.end or until, until)
        if not stretch.standing or on in (RESOLVED, CLOSED) or end <= stretch.start:
            continue
        wall[on] += round((end - stretch.start).total_seconds())
        working[on] += round(hours.elapsed(stretch.start, end).total_seconds())
    return tuple(Pause(on, seconds, working[on]) for on, seconds in wall.items())
