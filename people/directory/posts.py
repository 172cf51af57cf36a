"""Who is at a level: people, a rotation or nobody, and out of hours perhaps others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from pydantic import Field

from domain.business_time import Calendar, CalendarSpec, SpecialDate, Week, calendar_for
from domain.value import Value
from people.directory.local_time import Zone
from people.directory.rotation import Rotation

NOBODY = "nobody"
EVERY = "*"
"""What a team writes for every contract, or every theatre."""

Why = Literal["named", "turn", "override"]


@dataclass(frozen=True, slots=True)
class Rostered:
    """Who is there by the plan, before deputies."""

    people: tuple[str, ...]
    why: Why
    instead_of: str | None = None
    """Whose turn an override took."""


class Hours(Value):
    """When a level is at work, on its own clock."""

    zone: Zone
    week: Week
    dates: Mapping[date, SpecialDate] = {}
    """Single dates with hours of their own, or none."""

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar that these hours are."""
        return calendar_for(CalendarSpec(zone=self.zone, week=self.week, dates=self.dates))


class Post(Value):
    """One of: people who are all told, a rotation, or nobody (in the file, the word alone)."""

    people: tuple[str, ...] | None = Field(None, min_length=1)
    rotation: Rotation | None = None
    nobody: bool = False

    @property
    def written(self) -> tuple[str, ...]:
        """Which of the three the file gives; one, where it is right."""
        given = {"people": self.people is not None, "rotation": self.rotation is not None, NOBODY: self.nobody}
        return tuple(name for name, there in given.items() if there)

    @property
    def everybody(self) -> tuple[str, ...]:
        """Everybody who can be there by the plan."""
        turns = self.rotation.people if self.rotation else ()
        overrides = (one.person for one in self.rotation.overrides) if self.rotation else ()
        return tuple(dict.fromkeys((*(self.people or ()), *turns, *overrides)))

    def turn_at(self, at: datetime) -> Rostered:
        """Who is there at an instant."""
        if self.rotation is None:
            return Rostered(self.people or (), "named")
        regular = self.rotation.whose(self.rotation.turn_at(at))
        if override := self.rotation.override_at(at):
            return Rostered((override,), "override", None if regular == override else regular)
        return Rostered((regular,) if regular else (), "turn")

    def next_after(self, at: datetime) -> tuple[str, ...]:
        """Who has the next turns, in order; nobody where all are told anyway."""
        return self.rotation.after(self.rotation.turn_at(at)) if self.rotation else ()

    def changes(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Every instant in [start, end) at which somebody else is there; others may come along."""
        if self.rotation:
            yield from self.rotation.changes(start, end)


class Duty(Post):
    """A post with hours, outside of which another one is told."""

    hours: Hours | None = None
    out_of_hours: Post | None = None

    def is_out_of_hours(self, at: datetime) -> bool:
        """Whether the other post is told at an instant."""
        return self.hours is not None and not self.hours.calendar.is_open(at)

    def post_at(self, at: datetime) -> Post:
        """The post that is told at an instant."""
        return self.out_of_hours if self.out_of_hours and self.is_out_of_hours(at) else self

    @property
    def posts(self) -> tuple[Post, ...]:
        """The post of its hours, and the one out of them."""
        return (self,) if self.out_of_hours is None else (self, self.out_of_hours)

    def changes_of_all(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Every instant in [start, end) at which somebody else is told; others may come along."""
        for post in self.posts:
            yield from post.changes(start, end)
        if self.hours:
            for interval in self.hours.calendar.open_intervals(start, end):
                yield from (interval.start, interval.end)


class TeamHead(Value):
    """Whom a team serves. What names a contract or a theatre goes before what names every one."""

    contracts: tuple[str, ...] = Field(min_length=1)
    theatres: tuple[str, ...] = Field(min_length=1)

    def serves(self, contract: str, theatre: str) -> bool:
        """Whether the team is one of that contract and theatre."""
        return _among(contract, self.contracts) and _among(theatre, self.theatres)

    @property
    def exactness(self) -> int:
        """2 where contracts and theatres are both named, 0 where neither is."""
        return (self.contracts != (EVERY,)) + (self.theatres != (EVERY,))


def _among(name: str, names: tuple[str, ...]) -> bool:
    return name in names or names == (EVERY,)


class Team(TeamHead):
    """A team: who is at which of its levels, `on-call` among them."""

    levels: Mapping[str, Duty]
