"""A ticket as people and programs see it: where it stands, and every promise with its deadline."""

from datetime import timedelta
from typing import assert_never

from domain.clock.next_timer import NextTimer
from domain.clock.sla_timer import SlaTimer
from domain.clock.timers import timers
from domain.showing.standing import Standing, standing
from domain.terms.terms import LevelName
from domain.text import Instant
from domain.ticket.events import Promised
from domain.ticket.ticket import Judgement, Kept, Missed, Running, Ticket, Working
from domain.value import Value


class PromiseSeen(Value):
    """How one promise stands."""

    promise: Promised
    level: LevelName | None = None
    state: str
    """`running`, `standing` while a wait pauses it, `kept` or `missed`."""
    due: Instant | None = None
    """The deadline of what runs, `None` while it is paused; the instant at which the rest was judged."""
    budget: timedelta | None = None


class Snapshot(Value):
    """A ticket at a glance, with its promises."""

    standing: Standing
    zone: str
    acknowledged_at: Instant | None = None
    on_call: bool
    last_fact_at: Instant
    digest: str
    promises: tuple[PromiseSeen, ...]


def snapshot(ticket: Ticket, next_timer: NextTimer | None, deadline: NextTimer | None = None) -> Snapshot:
    """The ticket as it is after its last event."""
    return Snapshot(
        standing=standing(ticket, next_timer, deadline),
        zone=ticket.terms.zone,
        acknowledged_at=ticket.acknowledged_at,
        on_call=ticket.on_call,
        last_fact_at=ticket.last_fact_at,
        digest=ticket.digest,
        promises=(*_judged(ticket), *_open(ticket)),
    )


def _judged(ticket: Ticket) -> list[PromiseSeen]:
    seen = [_seen(name, None, judged) for name, judged in ticket.promises.items()]
    seen += [_seen("answer", level, answer.judgement) for level, answer in ticket.answers.items()]
    return [promise for promise in seen if promise is not None]


def _seen(promise: Promised, level: LevelName | None, judged: Judgement) -> PromiseSeen | None:
    match judged:
        case Running():
            return None
        case Kept():
            return PromiseSeen(promise=promise, level=level, state="kept", due=judged.at)
        case Missed():
            return PromiseSeen(promise=promise, level=level, state="missed", due=judged.at)
        case _:
            assert_never(judged)


def _open(ticket: Ticket) -> list[PromiseSeen]:
    if not isinstance(ticket.status, Working):
        return []
    return [_running(ticket, timer) for timer in timers(ticket)]


def _running(ticket: Ticket, timer: SlaTimer) -> PromiseSeen:
    paused = timer.is_paused(ticket)
    return PromiseSeen(
        promise=timer.promise,
        level=timer.level,
        state="standing" if paused else "running",
        due=None if paused else timer.deadline(ticket),
        budget=timer.budget,
    )
