"""Two policies on the same incidents: what changes, ticket by ticket and in sum."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from domain.value import Value
from studies.simulation.outcome import NotOpened, Outcome
from studies.simulation.report import Report

Effect = Literal["better", "worse", "otherwise", "same"]
EFFECTS: tuple[Effect, ...] = ("better", "worse", "otherwise", "same")


class Fate(Value):
    """How one ticket fares under one policy."""

    priority: str
    broken: tuple[str, ...]
    """The promises that were breached or missed."""
    level: str
    height: int
    """The level's place on its ladder: 0 is the first."""
    alarms: int
    """How often somebody of the team was told of an alarm."""
    outside: int
    """How often anybody of the team was told while the office was closed."""


class Change(Value):
    """One ticket that fares differently."""

    incident: str
    customer: str
    subject: str
    effect: Effect
    before: Fate
    after: Fate


class Comparison(Value):
    """What changes from one policy to the other.

    A ticket is better off where fewer of its promises are broken, or as many and it climbs less high; worse off the
    other way round; otherwise off where only which promises are broken, or who is told how often, differs.
    """

    before: Report
    after: Report
    effects: Mapping[str, int]
    by_priority: Mapping[str, Mapping[str, int]]
    """The same, for each priority of the first policy."""
    not_comparable: int
    """Incidents that one of the policies refuses."""
    changes: tuple[Change, ...]
    """Every ticket that does not fare the same, the most changed first."""


class Comparing:
    """Compares outcomes, one after another."""

    def __init__(self) -> None:
        self._effects: Counter[tuple[str, Effect]] = Counter()
        self._priorities: dict[str, int] = {}
        self._changes: list[Change] = []
        self._not_comparable = 0

    def add(self, before: Outcome | NotOpened, after: Outcome | NotOpened) -> None:
        """One incident under both."""
        if isinstance(before, NotOpened) or isinstance(after, NotOpened):
            self._not_comparable += 1
            return
        one, other = fate(before), fate(after)
        effect = effect_of(one, other)
        for rank, name in enumerate(before.priorities):
            self._priorities.setdefault(name, rank)
        self._effects[one.priority, effect] += 1
        if effect != "same":
            self._changes.append(
                Change(
                    incident=before.incident,
                    customer=before.customer,
                    subject=before.subject,
                    effect=effect,
                    before=one,
                    after=other,
                )
            )

    def merge(self, later: "Comparing") -> None:
        """Add what was compared in a later part of the file."""
        self._effects.update(later._effects)
        self._priorities = {**later._priorities, **self._priorities}
        self._changes += later._changes
        self._not_comparable += later._not_comparable

    def comparison(self, before: Report, after: Report) -> Comparison:
        """Everything so far, with the reports of both."""
        priorities = sorted({name for name, _ in self._effects}, key=lambda name: self._priorities[name])
        return Comparison(
            before=before,
            after=after,
            effects={effect: sum(self._effects[name, effect] for name in priorities) for effect in EFFECTS},
            by_priority={name: {effect: self._effects[name, effect] for effect in EFFECTS} for name in priorities},
            not_comparable=self._not_comparable,
            changes=tuple(sorted(self._changes, key=_weight)),
        )


def fate(outcome: Outcome) -> Fate:
    """How a ticket fares."""
    broken = [one for one in outcome.verdicts if one.state in ("breached", "missed")]
    return Fate(
        priority=outcome.priority,
        broken=tuple(one.promise if one.level is None else f"{one.promise} of {one.level}" for one in broken),
        level=outcome.level,
        height=outcome.levels.index(outcome.level),
        alarms=outcome.alarms,
        outside=outcome.outside,
    )


def effect_of(before: Fate, after: Fate) -> Effect:
    """Whether a ticket fares better or worse."""
    one, other = (len(before.broken), before.height), (len(after.broken), after.height)
    if one != other:
        return "better" if other < one else "worse"
    return "same" if _seen(before) == _seen(after) else "otherwise"


def _seen(fate: Fate) -> tuple[tuple[str, ...], int, int]:
    return fate.broken, fate.alarms, fate.outside


def _weight(change: Change) -> tuple[int, int, int, str]:
    """The most broken promises apart first, then the most levels, then the worse ones."""
    apart = len(change.after.broken) - len(change.before.broken)
    climbed = change.after.height - change.before.height
    return -abs(apart), -abs(climbed), ("worse", "better", "otherwise").index(change.effect), change.incident
