"""Outcomes added up, one after another, so that nothing has to be kept of a hundred thousand lives.

The tallies of two parts of a file make one of the whole, so that each process can add up its own.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from datetime import date
from heapq import nlargest

from domain.ticket.ledger import CUSTOMER
from studies.simulation.outcome import NotOpened, Outcome, Turned
from studies.simulation.report import Near, Unopened, Woken
from studies.simulation.verdicts import Verdict

BINS = 21
"""Tenths of a budget up to twice of it, and everything beyond."""
NEAREST = 10
WOKEN = 20

Row = tuple[str, str, str | None]
"""A priority, a promise and, for the answer of a level, that level."""


class Tally:
    """Everything that a report counts."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.policies: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.states: Counter[tuple[Row, str]] = Counter()
        self.tenths: Counter[tuple[Row, int]] = Counter()
        self.steps: Counter[tuple[str, bool, str]] = Counter()
        self.told: Counter[tuple[str, str]] = Counter()
        self.heat: Counter[tuple[str, int, int]] = Counter()
        self.paused: Counter[tuple[str, str]] = Counter()
        self.turned: Counter[tuple[str, bool]] = Counter()
        self.examples: dict[tuple[str, bool], Turned] = {}
        self.late: dict[Row, array[int]] = {}
        self.zones: dict[str, None] = {}
        self.priorities: dict[str, int] = {}
        self.levels: dict[str, int] = {CUSTOMER: -1}
        self.near: list[tuple[float, Near]] = []
        self.nights: dict[str, set[date]] = {}
        self.woken: list[Woken] = []
        self.unopened: list[Unopened] = []

    def add(self, outcome: Outcome | NotOpened) -> None:
        """One more."""
        if isinstance(outcome, NotOpened):
            self.unopened.append(Unopened(incident=outcome.incident, sentence=outcome.sentence))
            return
        self.sums.update(tickets=1, events=outcome.events, to_come=outcome.to_come)
        self.policies[f"{outcome.contract}, {outcome.plan}, {outcome.theatre}"] += 1
        self.statuses[outcome.status] += 1
        self.zones[outcome.zone] = None
        _rank(self.priorities, {name: rank for rank, name in enumerate(outcome.priorities)})
        _rank(self.levels, {name: rank for rank, name in enumerate(outcome.levels)})
        for verdict in outcome.verdicts:
            self._judge(verdict)
        for step in outcome.steps:
            self.steps[step.level, step.asked, step.week] += 1
        self._tell(outcome)
        for pause in outcome.pauses:
            self.paused[pause.on, "tickets"] += 1
            self.paused[pause.on, "seconds"] += pause.seconds
            self.paused[pause.on, "working_seconds"] += pause.working_seconds
        self._keep_near(_nearest(outcome))
        self._keep_woken(outcome.woken)
        for one in outcome.woken:
            self.nights.setdefault(one.recipient, set()).add(one.night)
        for turned in outcome.refused:
            self.turned[turned.asked, turned.after_closing] += 1
            self.examples.setdefault((turned.asked, turned.after_closing), turned)

    def merge(self, later: "Tally") -> None:
        """Add the tally of a later part of the file."""
        self.sums.update(later.sums)
        self.policies.update(later.policies)
        self.statuses.update(later.statuses)
        self.states.update(later.states)
        self.tenths.update(later.tenths)
        self.steps.update(later.steps)
        self.told.update(later.told)
        self.heat.update(later.heat)
        self.paused.update(later.paused)
        self.turned.update(later.turned)
        self.examples = {**later.examples, **self.examples}
        for row, numbers in later.late.items():
            self.late.setdefault(row, array("q")).extend(numbers)
        self.zones.update(later.zones)
        _rank(self.priorities, later.priorities)
        _rank(self.levels, later.levels)
        self._keep_near(later.near)
        self._keep_woken(later.woken)
        for recipient, nights in later.nights.items():
            self.nights.setdefault(recipient, set()).update(nights)
        self.unopened += later.unopened

    def _judge(self, verdict: Verdict) -> None:
        row = verdict.priority, verdict.promise, verdict.level
        self.states[row, verdict.state] += 1
        late = self.late.setdefault(row, array("q"))
        if verdict.state in ("kept", "breached", "missed"):
            late.append(verdict.late)
            # What is kept at the very deadline has used the last tenth, not the one after it.
            tenth = min(int(verdict.used * 10), 9) if verdict.late <= 0 else max(int(verdict.used * 10), 10)
            self.tenths[row, min(tenth, BINS - 1)] += 1

    def _tell(self, outcome: Outcome) -> None:
        for call in outcome.calls:
            self.told[call.recipient, call.kind] += 1
            if call.outside:
                self.told[call.recipient, "outside"] += 1
            if call.night:
                self.told[call.recipient, "night"] += 1
                self.told[call.recipient, f"night {call.kind}"] += 1
            if call.recipient != CUSTOMER:
                self.heat[call.kind, call.weekday, call.hour] += 1
                if call.outside:
                    self.heat["outside", call.weekday, call.hour] += 1

    def _keep_near(self, more: list[tuple[float, Near]]) -> None:
        if more:
            self.near = nlargest(NEAREST, [*self.near, *more], key=lambda candidate: candidate[0])

    def _keep_woken(self, more: Sequence[Woken]) -> None:
        if more:
            self.woken = sorted([*self.woken, *more], key=lambda one: (one.at, one.incident))[:WOKEN]


def _nearest(outcome: Outcome) -> list[tuple[float, Near]]:
    """The promise of a ticket that is kept or open and used most of its time, where that is half of it or more."""
    safe = [one for one in outcome.verdicts if one.budget and one.state in ("kept", "open")]
    closest = max(safe, key=lambda one: one.used, default=None)
    if closest is None or not 0.5 <= closest.used <= 1:
        return []
    near = Near(
        incident=outcome.incident,
        customer=outcome.customer,
        subject=outcome.subject,
        priority=closest.priority,
        promise=closest.promise,
        state=closest.state,
        left=-closest.late,
        budget=closest.budget,
    )
    return [(closest.used, near)]


def _rank(known: dict[str, int], more: dict[str, int]) -> None:
    for name, rank in more.items():
        known.setdefault(name, rank)
