"""The terms: what a contract means for one ticket, resolved once at its opening (semantics 10).

A ticket carries its terms for life, with explicit holidays, so that neither a later edit of a contract file nor a
later release of the `holidays` package re-times it. All durations are business time on the calendar they name.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import Literal

from domain.business_time import Calendar, CalendarSpec, calendar_for
from domain.value import Value

PromiseName = Literal["priority-notification", "reaction", "attention", "reception"]
"""What a contract can promise about the vendor's answer; each is judged once in a ticket's life."""

CalendarName = str
LevelName = str
PriorityName = str

OFFICE = "office"
AROUND_THE_CLOCK = "24x7"


class Within(Value):
    """A budget of business time on one of the terms' calendars."""

    budget: timedelta
    calendar: CalendarName = OFFICE


class NextWorkingDay(Value):
    """By the close of the first working day after the local date on which the promise begins (semantics 6)."""

    by: Literal["end-of-next-working-day"] = "end-of-next-working-day"
    calendar: CalendarName = OFFICE


Target = Within | NextWorkingDay


class Step(Value):
    """One threshold of the ladder: the level that the ticket reaches after so much time on the ladder's calendar."""

    level: LevelName
    after: timedelta


class Row(Value):
    """What one priority is promised. A promise that is absent here has no target at this priority."""

    promises: Mapping[PromiseName, Target]
    ladder: tuple[Step, ...]


class Level(Value):
    """One level of the ladder: who may ask for it, and how soon it answers when asked (semantics 18)."""

    name: LevelName
    requested_by: tuple[str, ...] = ()
    """`customer`, or the name of a level; empty where the contract escalates by time alone."""
    answers: Within | None = None
    outside: Literal[True] | None = None
    """Set where it is another company, such as a manufacturer: that hears only what it was asked (semantics 18a)."""


class OnCall(Value):
    """The on-call service of a ticket that nothing excludes from it: what it moves to which calendar."""

    priorities: tuple[PriorityName, ...]
    promises: tuple[PromiseName, ...]
    calendar: CalendarName = AROUND_THE_CLOCK
    alarm_on_any_channel: Literal[True] | None = None
    """Set where the alarm rings for these priorities however the customer came, and not by the service's own alone."""


class Silence(Value):
    """The unresponsive rule, counted on the ladder's calendar from the start of the wait (semantics 20)."""

    reminders: tuple[timedelta, ...]
    step_down: timedelta
    """Each further period of silence lowers the priority by one, to the lowest."""
    propose_closing: timedelta
    """Counted from the last step down, or from the start of the wait where there was none."""
    close: timedelta | None = None
    """Counted from the proposal; `None` where nothing closes by silence alone."""


class Terms(Value):
    """Everything that times, routes and limits one ticket."""

    contract: str
    plan: str
    theatre: str
    """The theatre whose team serves the ticket."""
    calendars: Mapping[CalendarName, CalendarSpec]
    ladder_calendar: CalendarName = OFFICE
    priorities: tuple[PriorityName, ...]
    """From the highest to the lowest."""
    levels: tuple[Level, ...]
    """From the first, at which every ticket starts, to the last."""
    promises: tuple[PromiseName, ...]
    """Every promise that the contract knows, whether or not each priority has a target for it."""
    rows: Mapping[PriorityName, Row]
    missed_tells: Mapping[PromiseName, LevelName] = {}
    """The level that is told at once of a missed promise, beside the team."""
    on_call: OnCall | None = None
    """`None` where the plan has none or this ticket is excluded (customer's zone, end user)."""
    no_on_call_because: str | None = None
    """Why there is no on-call service, to be read after "the on-call service does not cover this ticket: "."""
    on_call_channels: tuple[str, ...] = ()
    """The channels that engage the on-call service."""
    warnings: tuple[float, ...]
    """Fractions of each budget, rising, each between 0 and 1."""
    silence: Silence
    time_to_disagree: timedelta
    """On the ladder's calendar, from the resolution to the automatic closing (semantics 21)."""
    guaranteed: bool = True
    not_guaranteed_because: str | None = None
    goes_first: bool = True
    """Whether requests of this plan go before those of plans that do not."""
    phones: tuple[str, ...] | None = None
    """The numbers by which the theatre's team is reached, where there are any."""
    resolution_needs_summary: Literal[True] | None = None
    """Set where who resolves has to say what was done (Imagen TI: the customer is sent a summary at the closure)."""

    @cached_property
    def _compiled(self) -> Mapping[CalendarName, Calendar]:
        return {name: calendar_for(spec) for name, spec in self.calendars.items()}

    def calendar(self, name: CalendarName) -> Calendar:
        """One of the calendars, compiled once for these terms."""
        return self._compiled[name]

    @property
    def zone(self) -> str:
        """The office's time zone."""
        return self.calendars[OFFICE].zone

    def rank(self, priority: PriorityName) -> int:
        """0 for the highest priority."""
        return self.priorities.index(priority)

    def one_lower(self, priority: PriorityName) -> PriorityName | None:
        """The next lower priority, or `None` at the lowest."""
        lower = self.rank(priority) + 1
        return self.priorities[lower] if lower < len(self.priorities) else None

    def height(self, level: LevelName) -> int:
        """0 for the first level of the ladder."""
        return self.level_names.index(level)

    @cached_property
    def level_names(self) -> tuple[LevelName, ...]:
        """The ladder's levels from the first to the last."""
        return tuple(level.name for level in self.levels)

    def level(self, name: LevelName) -> Level:
        """The level of that name."""
        return self.levels[self.height(name)]

    @cached_property
    def own_levels(self) -> tuple[LevelName, ...]:
        """The vendor's own levels from the first to the last: those that are not another company."""
        return tuple(level.name for level in self.levels if not level.outside)

    def own_level(self, name: LevelName) -> LevelName:
        """The level itself, or the vendor's highest below one that is another company."""
        reached = self.level_names[: self.height(name) + 1]
        return next((level for level in reversed(reached) if level in self.own_levels), name)

    def own_levels_above(self, name: LevelName) -> tuple[LevelName, ...]:
        """The vendor's own levels above one, in order."""
        return tuple(level for level in self.level_names[self.height(name) + 1 :] if level in self.own_levels)

    def renamed(self, level: LevelName, of: "Terms") -> LevelName | None:
        """What these terms call a level of others: the same name, or one of the same height that is new here."""
        if level in self.level_names or level not in of.level_names:
            return level if level in self.level_names else None
        name = self.level_names[min(of.height(level), len(self.levels) - 1)]
        return name if name not in of.level_names and self.height(name) == of.height(level) else None

    def target(self, promise: PromiseName, priority: PriorityName, on_call: bool) -> Target | None:
        """What is promised at this priority, on the calendar that the on-call service gives it while engaged."""
        target = self.rows[priority].promises.get(promise)
        service = self.on_call if on_call else None
        if target is None or service is None:
            return target
        if priority in service.priorities and promise in service.promises:
            return target.model_copy(update={"calendar": service.calendar})
        return target
