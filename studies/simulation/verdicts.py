"""How each promise of a life came out, and how far from its deadline, in the business time of that promise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.clock.sla_timer import SlaTimer
from domain.clock.timers import answer_timer, promise_timer
from domain.terms.terms import LevelName, PromiseName
from domain.ticket.events import (
    Escalated,
    Event,
    MissWithdrawn,
    PriorityChanged,
    Promised,
    PromiseKept,
    PromiseMissed,
)
from domain.ticket.judging import Name, judgement
from domain.ticket.keeping import BY_RECORDING, keeps
from domain.ticket.ticket import Missed, Running, Ticket
from studies.simulation.running import Life
from studies.simulation.terms import known_until

State = Literal["kept", "breached", "missed", "open", "dropped"]
"""`missed` where there is no guarantee; `dropped` where a change of priority ended the promise unjudged (11b)."""
STATES: tuple[State, ...] = ("kept", "breached", "missed", "open", "dropped")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one promise came out."""

    promise: Promised
    level: LevelName | None
    priority: str
    """The one that held when it was judged."""
    state: State
    late: int
    """Seconds of business time from the deadline to when it was done; negative where it was done before."""
    budget: int
    """Seconds of business time."""
    done: bool
    """Whether it was done at all, so that `late` grows no more."""

    @property
    def used(self) -> float:
        """The share of the budget that was used."""
        return (self.budget + self.late) / self.budget if self.budget else 1.0


def verdicts(life: Life) -> Iterator[Verdict]:
    """Every promise that the ticket ever carried, and every answer that a level was asked for, judged or open."""
    judging = _Judging(life)
    yield from judging.earlier
    yield from judging.found.values()


class _Judging:
    """Walks through a life, and keeps for each promise its present verdict."""

    def __init__(self, life: Life) -> None:
        self.found: dict[Name, Verdict] = {}
        self.earlier: list[Verdict] = []
        """Of answers that a level gave, or did not give, before it was asked again."""
        self._known = known_until(life.moments[0].ticket.terms) if life.moments else life.until
        self._missed: dict[Name, Running] = {}
        before: Ticket | None = None
        for moment in life.moments:
            if before is not None:
                self._meet(moment.recorded.event, before, moment.ticket)
            before = moment.ticket
        if before is not None:
            self._end(before, life.until)

    def _meet(self, event: Event, before: Ticket, after: Ticket) -> None:
        if self._missed:
            self._done(before, event.occurred_at, keeps(before, event))
        match event:
            case PromiseKept():
                self._judge((event.promise, event.level), before, "kept", event.occurred_at)
            case PromiseMissed():
                key = event.promise, event.level
                was = judgement(before, *key)
                if isinstance(was, Running):
                    self._missed[key] = was
                    self._judge(key, before, "breached" if event.breach else "missed", event.occurred_at, done=False)
                    if event.promise == BY_RECORDING:
                        # What was promised comes with the next thing.
                        self._late(key, before, before.received_at)
            case MissWithdrawn():
                self._missed.pop((event.promise, event.level), None)
                self.found.pop((event.promise, event.level), None)
            case PriorityChanged():
                self._dropped(event, before, after)
            case Escalated() if event.is_asked_again:
                self._asked_again(("answer", event.after), before, event.occurred_at)
            case _:
                pass

    def _judge(self, key: Name, ticket: Ticket, state: State, at: datetime, *, done: bool = True) -> None:
        running = judgement(ticket, *key)
        timer = _timer(ticket, key, running) if isinstance(running, Running) else None
        if timer is not None:
            self.found[key] = _verdict(ticket, timer, state, min(at, self._known), done=done)

    def _done(self, ticket: Ticket, at: datetime, keys: Iterable[Name]) -> None:
        """Of what a fact keeps, that which was missed is done after all."""
        for key in keys:
            if key in self._missed:
                self._late(key, ticket, at)

    def _late(self, key: Name, ticket: Ticket, at: datetime, *, done: bool = True) -> None:
        """A missed promise was done after all, or the promise ended: how late it was is now known."""
        timer = _timer(ticket, key, self._missed[key])
        if done:
            del self._missed[key]
        if timer is not None:
            # Against the budget under which it was missed: a change of priority since then gives no other one.
            known = self.found[key]
            late = round(timer.spent(ticket, min(at, self._known)).total_seconds()) - known.budget
            self.found[key] = Verdict(*key, known.priority, known.state, late, known.budget, done)

    def _dropped(self, event: PriorityChanged, before: Ticket, after: Ticket) -> None:
        for name, judged in before.promises.items():
            key: Name = name, None
            if isinstance(judged, Running) and name not in after.promises:
                self._judge(key, before, "dropped", event.occurred_at)
            elif isinstance(judged, Missed) and key in self._missed and not _promised(after, name):
                self._late(key, before, event.occurred_at)

    def _asked_again(self, key: Name, before: Ticket, at: datetime) -> None:
        """An answer that was judged stays so, and another one is awaited."""
        if key in self._missed:
            self._late(key, before, at)
        if key in self.found:
            self.earlier.append(self.found.pop(key))

    def _end(self, ticket: Ticket, until: datetime) -> None:
        """What is still open, or still not done, when the simulation ends."""
        keys: list[Name] = [(name, None) for name in ticket.promises]
        keys += [("answer", level) for level in ticket.answers]
        for key in keys:
            if isinstance(judgement(ticket, *key), Running):
                self._judge(key, ticket, "open", until, done=False)
            elif key in self._missed:
                self._late(key, ticket, until, done=False)


def _promised(ticket: Ticket, name: PromiseName) -> bool:
    return ticket.terms.target(name, ticket.priority, ticket.on_call) is not None


def _timer(ticket: Ticket, key: Name, running: Running) -> SlaTimer | None:
    promise, level = key
    if promise == "answer":
        return answer_timer(ticket, level, running) if level else None
    if promise == "escalation" or not _promised(ticket, promise):
        return None
    return promise_timer(ticket, promise, running)


def _verdict(ticket: Ticket, timer: SlaTimer, state: State, at: datetime, *, done: bool) -> Verdict:
    budget = round(timer.budget.total_seconds())
    late = round(timer.spent(ticket, at).total_seconds()) - budget
    return Verdict(timer.promise, timer.level, ticket.priority, state, late, budget, done)
