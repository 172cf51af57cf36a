"""A ticket's life by brute force: minute after minute, looking at the wall clock; it shares no rule with the engine.

An instant is a number of minutes after a start. At each minute the commands come first, then what is due, and then
the minute is counted by whatever runs through it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Fact = tuple[object, ...]
OFFICE, CLOCK = "office", "24x7"


@dataclass(frozen=True)
class Rules:
    """What is promised, in whole minutes."""

    reaction: dict[str, int]
    notification: int
    """Of the highest priority only."""
    ladder: dict[str, tuple[tuple[str, int], ...]]
    warnings: tuple[float, ...]
    reminders: tuple[int, ...]
    step_down: int
    propose: int
    close: int | None
    disagree: int
    answers: dict[str, tuple[int, str]]
    """Minutes and calendar for each level that answers."""
    on_call: tuple[str, ...]
    """The priorities that the on-call service covers; none where there is no such service."""
    alarm_on_any_channel: bool
    levels: tuple[str, ...]
    priorities: tuple[str, ...]


@dataclass
class Counter:
    """Counted minutes, and for each number of them the instant at which it was first reached."""

    reached: list[int]
    calendar: str = OFFICE
    warned: float = 0.0
    state: str = "running"

    @property
    def count(self) -> int:
        """The minutes counted so far."""
        return len(self.reached) - 1


@dataclass
class Life:
    """A ticket, as simple as it gets."""

    rules: Rules
    open_minutes: bytes
    """For each minute whether the office is open."""
    now: int
    priority: str
    on_call: bool
    status: str = "open"
    level: int = 0
    acknowledged: bool = False
    in_charge: bool = False
    ringing: bool = False
    waits: set[str] = field(default_factory=set)
    promises: dict[str, Counter] = field(default_factory=dict)
    answers: dict[str, Counter] = field(default_factory=dict)
    asked_by: dict[str, str] = field(default_factory=dict)
    told_of_level: dict[str, float] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    silent: Counter | None = None
    reminded: int = 0
    stepped: int = 0
    proposed: int | None = None
    solved: Counter | None = None

    def __post_init__(self) -> None:
        self.ladder = Counter([self.now])
        self.new_row()
        self.look_whether_it_rings()

    @property
    def runs(self) -> bool:
        """Whether the clock runs."""
        return self.status == "open" and not self.waits

    def new_row(self) -> None:
        """Promises that begin, and those that end unjudged, with the priority."""
        for name in ("notification", "reaction"):
            has = self.budget(name) is not None
            if has and name not in self.promises:
                self.promises[name] = Counter([self.now])
                if name == "reaction" and self.acknowledged:
                    self.promises[name].state = "kept"
            elif not has and name in self.promises and self.promises[name].state == "running":
                del self.promises[name]

    def budget(self, name: str) -> int | None:
        """The budget of a promise at the present priority."""
        if name == "notification":
            return self.rules.notification if self.priority == self.rules.priorities[0] else None
        return self.rules.reaction.get(self.priority)

    def ends(self, status: str) -> None:
        """Resolved or closed, by whoever or whatever: what is open is kept."""
        for counter in (*self.promises.values(), *self.answers.values()):
            counter.state = "kept" if counter.state == "running" else counter.state
        self.status = status

    def look_whether_it_rings(self) -> None:
        """The alarm begins where nobody has in charge, out of hours, what runs and what it is for."""
        covered = self.priority in self.rules.on_call and (self.on_call or self.rules.alarm_on_any_channel)
        rings = self.runs and covered and not self.in_charge and not self.open_minutes[self.now]
        if rings and not self.ringing:
            self.facts.append(("alarm", self.now))
        self.ringing = rings

    def lower(self) -> str | None:
        """The next lower priority."""
        after = self.rules.priorities[self.rules.priorities.index(self.priority) + 1 :]
        return after[0] if after else None

    def is_open(self, calendar: str) -> bool:
        """Whether this minute is counted there."""
        return calendar == CLOCK or bool(self.open_minutes[self.now])

    def pass_minute(self) -> None:
        """What is due now is told; then the minute is counted."""
        while (fact := next(self.due(), None)) is not None:
            self.facts.append(fact)
        self.look_whether_it_rings()
        for counter in self.counting():
            if self.is_open(counter.calendar):
                counter.reached.append(self.now + 1)
        self.now += 1

    def counting(self) -> Iterator[Counter]:
        """Everything that this minute counts for."""
        if self.status == "resolved" and self.solved:
            yield self.solved
        if self.status != "open":
            return
        if self.runs:
            yield self.ladder
            for promise in self.promises.values():
                phoned = self.on_call and self.priority in self.rules.on_call
                promise.calendar = CLOCK if phoned else OFFICE
                if promise.state == "running":
                    yield promise
        yield from (answer for answer in self.answers.values() if answer.state == "running")
        if self.silent:
            yield self.silent

    def due(self) -> Iterator[Fact]:
        """What is due now; the caller takes one and asks again."""
        if self.status == "resolved" and self.solved and self.solved.count >= self.rules.disagree:
            self.ends("closed")
            yield "closed", self.now, "undisputed"
        if self.status != "open":
            return
        if self.runs:
            for name, promise in self.promises.items():
                yield from self.judge(promise, self.budget(name) or 0, name, "")
            yield from self.climb()
        for level, answer in self.answers.items():
            yield from self.judge(answer, self.rules.answers[level][0], "answer", level)
        if self.silent:
            yield from self.silence(self.silent)

    def judge(self, counter: Counter, budget: int, name: str, level: str) -> Iterator[Fact]:
        """A miss, or the highest warning."""
        if counter.state != "running":
            return
        if counter.count >= budget:
            counter.state = "missed"
            yield "missed", self.now, name, level, counter.reached[budget]
        yield from self.warn(counter, counter, budget, name, level)

    def warn(self, warned: Any, counter: Counter, budget: int, name: str, level: str) -> Iterator[Fact]:
        """The highest warning that has passed, once."""
        told = self.told_of_level.get(level, 0.0) if name == "escalation" else warned.warned
        passed = [part for part in self.rules.warnings if part > told and counter.count >= part * budget]
        if not passed or counter.count >= budget:
            return
        if name == "escalation":
            self.told_of_level[level] = passed[-1]
        else:
            warned.warned = passed[-1]
        yield "warned", self.now, name, level, passed[-1], counter.reached[round(passed[-1] * budget)]

    def climb(self) -> Iterator[Fact]:
        """One move to the highest level due, or a warning of the next."""
        levels = self.rules.levels
        ahead = [(to, after) for to, after in self.rules.ladder[self.priority] if levels.index(to) > self.level]
        passed = [(to, after) for to, after in ahead if self.ladder.count >= after]
        if passed:
            to, after = passed[-1]
            before, self.level = self.level, levels.index(to)
            skipped = levels[before + 1 : self.level]
            yield "escalated", self.now, levels[before], to, skipped, self.ladder.reached[after]
        elif ahead:
            yield from self.warn(None, self.ladder, ahead[0][1], "escalation", ahead[0][0])

    def silence(self, silent: Counter) -> Iterator[Fact]:
        """The unresponsive rule."""
        if self.reminded < len(self.rules.reminders) and silent.count >= self.rules.reminders[self.reminded]:
            self.reminded += 1
            yield "reminded", self.now, self.reminded
        lower, periods = self.lower(), silent.count // self.rules.step_down
        ends_now = silent.reached[periods * self.rules.step_down] == self.now
        if lower and periods > self.stepped and ends_now:
            before, self.priority, self.stepped, self.proposed = self.priority, lower, periods, None
            self.new_row()
            yield "stepped", self.now, before, lower, periods
        elif not lower and self.proposed is None:
            if silent.count - self.stepped * self.rules.step_down >= self.rules.propose:
                self.proposed = silent.count
                yield "proposed", self.now
        elif not lower and self.rules.close and silent.count - (self.proposed or 0) >= self.rules.close:
            self.ends("closed")
            yield "closed", self.now, "silence"
