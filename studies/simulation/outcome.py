"""What one life came to, in numbers: small enough to be sent between processes and counted by the hundred thousand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.clock.timers import ladder_calendar
from domain.showing.standing import standing
from domain.ticket.events import Escalated
from domain.ticket.ledger import CLOSED, CUSTOMER, RESOLVED, THIRD_PARTY
from domain.ticket.ticket import Ticket
from studies.simulation.calls import Call, told
from studies.simulation.report import Woken
from studies.simulation.running import Life
from studies.simulation.terms import known_until
from studies.simulation.verdicts import Verdict, verdicts


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
    woken: tuple[Woken, ...]
    steps: tuple[Step, ...]
    pauses: tuple[Pause, ...]
    refused: tuple[Turned, ...]
    to_come: int

    @property
    def alarms(self) -> int:
        """How often somebody of the team was told of an alarm."""
        return sum(call.kind == "alarm" for call in self.calls)

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
    calls, woken = told(life)
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
        calls=calls,
        woken=woken,
        steps=tuple(_steps(life, ZoneInfo(ticket.terms.zone))),
        pauses=_pauses(ticket, life.until),
        refused=tuple(Turned(one.id, one.asked, one.at, one.sentence, one.after_closing) for one in life.refused),
        to_come=life.to_come,
    )


def _steps(life: Life, clock: ZoneInfo) -> Iterator[Step]:
    for moment in life.moments:
        event = moment.recorded.event
        if isinstance(event, Escalated) and not event.is_asked_again:
            day = event.occurred_at.astimezone(clock).date()
            monday = day - timedelta(days=day.weekday())
            yield Step(event.after, monday.isoformat(), event.requested_by is not None)


def _pauses(ticket: Ticket, until: datetime) -> tuple[Pause, ...]:
    hours, known = ladder_calendar(ticket.terms), known_until(ticket.terms)
    wall: Counter[str] = Counter()
    working: Counter[str] = Counter()
    for period in ticket.ledger.periods():
        on = " and ".join(name.removeprefix(THIRD_PARTY) for name in period.paused_for)
        end = min(period.end or until, until)
        if not period.paused_for or on in (RESOLVED, CLOSED) or end <= period.start:
            continue
        wall[on] += round((end - period.start).total_seconds())
        working[on] += round(hours.elapsed(min(period.start, known), min(end, known)).total_seconds())
    return tuple(Pause(on, seconds, working[on]) for on, seconds in wall.items())
