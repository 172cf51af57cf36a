"""What a contract promises and when it escalates."""

from collections.abc import Mapping
from typing import Literal

from domain.contract.durations import Duration, DurationOrNever, Target
from domain.contract.sourced import Names, Sourced, Text
from domain.terms.terms import PromiseName
from domain.value import Value

CalendarChoice = Literal["office", "24x7"]
SAME = "same"


class Priority(Sourced):
    """One priority; the file lists them from the highest to the lowest."""

    names: Names
    meaning: Text


class AnswerTime(Value):
    """How soon a level answers when it is asked for (semantics 18)."""

    within: Duration
    calendar: CalendarChoice = "office"


class Level(Sourced):
    """One level of the ladder; the file lists them from the first to the last."""

    names: Names
    requested_by: tuple[Text, ...] = ()
    """`customer` or the name of a level; empty where escalation goes by time alone."""
    answers: AnswerTime | None = None
    outside: bool = False
    """Whether it is another company: that is told only what it is asked (semantics 18a)."""


class Promise(Sourced):
    """One promise of the vendor: how soon, for each plan and priority."""

    about: Text
    calendar: CalendarChoice = "office"
    priorities: tuple[Text, ...] | None = None
    """The priorities that it is made for; `None` for all of them."""
    targets: Mapping[Text, Mapping[Text, Target]]
    """By plan, then by priority."""
    missed_tells: Text | None = None
    """The level that is told at once when it is missed, beside the team."""


class Ladder(Sourced):
    """The escalation matrix as printed: columns of time, and for each priority the level in each column."""

    calendar: CalendarChoice = "office"
    """Also that of the silence rule and of the time to disagree (semantics 20a)."""
    columns: Mapping[Text, tuple[Duration, ...]] = {}
    """By plan, rising. None at all where nothing escalates by time."""
    rows: Mapping[Text, tuple[Text, ...]] = {}
    """By priority, a level for each column, or "same" where a merged cell goes on."""

    def changes(self, priority: str, first: str) -> tuple[tuple[int, str], ...]:
        """The columns at which the level changes, from a ticket's first level on."""
        changes: list[tuple[int, str]] = []
        level = first
        for column, cell in enumerate(self.rows.get(priority, ())):
            if cell not in (SAME, level):
                level = cell
                changes.append((column, level))
        return tuple(changes)


class Warnings(Sourced):
    """When a promise or an escalation warns before it falls due (semantics 13)."""

    at: tuple[float, ...]
    """Fractions of the budget, rising, each between 0 and 1."""


class SilenceRule(Sourced):
    """What happens while a ticket waits on a customer who does not answer (semantics 20)."""

    reminders: tuple[Duration, ...]
    step_down: Duration
    propose_closing: Duration
    close: DurationOrNever


class Resolved(Sourced):
    """What follows a resolution (semantics 21)."""

    time_to_disagree: Duration
    summary: Literal["optional", "required"] = "optional"
    """Whether who resolves has to say what was done."""


Priorities = Mapping[Text, Priority]
Levels = Mapping[Text, Level]
Promises = Mapping[PromiseName, Promise]
