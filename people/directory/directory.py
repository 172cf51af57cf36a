"""The directory: who a role is at an instant, why, and who is tried next (semantics 15-19a)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from domain.business_time import BeyondDatetime, Interval, as_utc
from domain.business_time.zones import REACH
from domain.text import folded
from people.directory.posts import Duty, Post, Team
from people.directory.routing import How, InLine, OnDuty, Person, Shift, Told

ON_CALL = "on-call"
"""The role of the technician whom the on-call service calls."""


@dataclass(frozen=True)
class Directory:
    """A checked directory. Every answer is as of an instant; it never asks what time it is.

    A role is a level of the contract, or `on-call`. Every method that takes an instant raises `NaiveInstant` for one
    without a zone, and `BeyondDatetime` for one at the very ends of what a datetime can hold.
    """

    people: Mapping[str, Person]
    teams: tuple[Team, ...]
    gateway_rates: Mapping[str, float]
    """Messages a minute, at most, through each gateway that has such a limit."""
    customers: Mapping[str, Person]
    """By their folded names."""
    other_customers: Person | None = None
    """What holds for a customer who is not listed; its key and name are nobody's."""

    def duty(self, contract: str, theatre: str, level: str) -> Duty | None:
        """What the file says of a role: the most exact team that names it; `None` where none does."""
        found = [team for team in self.teams if level in team.levels and team.serves(contract, theatre)]
        return max(found, key=lambda team: team.exactness).levels[level] if found else None

    def has_contact(self, contract: str, theatre: str, level: str) -> bool:
        """Whether anybody can ever be told there (semantics 19a)."""
        duty = self.duty(contract, theatre, level)
        return duty is not None and any(post.everybody for post in duty.posts)

    def who(self, contract: str, theatre: str, level: str, at: datetime) -> Told:
        """Who is told at an instant: by name or by turn, overrides and deputies applied."""
        duty, at = self.duty(contract, theatre, level), _reachable(at)
        if duty is None:
            return Told((), f"no team has {level} for {contract} in {theatre}")
        return self._told(duty, at)

    def shifts(self, contract: str, theatre: str, level: str, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """[start, end) as shifts in order, without gap or overlap; neighbours differ. Raises `BackwardsInterval`."""
        window = Interval(_reachable(start), _reachable(end))
        duty = self.duty(contract, theatre, level)
        cuts = {window.start, window.end}
        if duty is not None:
            changes = (*duty.changes_of_all(window.start, window.end), *self._absence_bounds())
            cuts.update(change for change in changes if window.contains(change))
        shifts: list[Shift] = []
        for cut, next_cut in pairwise(sorted(cuts)):
            told = self.who(contract, theatre, level, cut)
            since = shifts.pop().interval.start if shifts and shifts[-1].told == told else cut
            shifts.append(Shift(Interval(since, next_cut), told))
        return tuple(shifts)

    def line_of(
        self,
        contract: str,
        theatre: str,
        level: str,
        at: datetime,
        above: Sequence[str] = (),
        unreached: Collection[str] | None = None,
    ) -> tuple[InLine, ...]:
        """Who is tried, in order, when those told cannot be reached; none of them, and nobody twice.

        First the stand-ins of the `unreached` (keys; all that are told where left out), then the next turns of the
        rotation, then who is told at each of the levels `above`, in the order given, and their stand-ins.
        """
        at = _reachable(at)
        told = self.who(contract, theatre, level, at).people
        missed = tuple(person.key for person in told) if unreached is None else tuple(unreached)
        found: dict[str, InLine] = {}
        for one in self._line(contract, theatre, level, at, above, missed):
            if one.person not in told and one.person.key not in missed:
                found.setdefault(one.person.key, one)
        return tuple(found.values())

    def customer(self, name: str) -> Person | None:
        """The customer of that name, however it is written; else what holds for any other; else `None`."""
        if listed := self.customers.get(folded(name)):
            return listed
        other = self.other_customers
        if other is None:
            return None
        return Person(f"customer/{name.strip()}", name.strip(), other.language, other.zone, other.channels)

    def _told(self, duty: Duty, at: datetime) -> Told:
        turn = duty.post_at(at).turn_at(at)
        found: dict[str, OnDuty] = {}
        for key in turn.people:
            one = self._standing_for(key, turn.why, at, turn.instead_of)
            # Whoever is there in their own right is not there as a deputy.
            if one.how != "deputy" or one.person.key not in found:
                found[one.person.key] = one
        prefix = "out of hours: " if duty.is_out_of_hours(at) else ""
        because = ", ".join(one.sentence for one in found.values()) or _nobody(duty.post_at(at))
        return Told(tuple(found.values()), prefix + because)

    def _standing_for(self, key: str, how: How, at: datetime, instead_of: str | None = None) -> OnDuty:
        person = self.people[key]
        away = [self.people[instead_of]] if instead_of else []
        while deputy := person.deputy_at(at):
            away.append(person)
            person, how = self.people[deputy], "deputy"
        return OnDuty(person, how, tuple(away))

    def _line(
        self, contract: str, theatre: str, level: str, at: datetime, above: Sequence[str], missed: tuple[str, ...]
    ) -> Iterator[InLine]:
        yield from self._stand_ins((self.people[key] for key in missed if key in self.people), at)
        if duty := self.duty(contract, theatre, level):
            for key in duty.post_at(at).next_after(at):
                yield InLine(self._standing_for(key, "turn", at).person, "next in the rotation")
        for higher in above:
            people = self.who(contract, theatre, higher, at).people
            yield from (InLine(person, higher) for person in people)
            yield from self._stand_ins(iter(people), at)

    def _stand_ins(self, people: Iterator[Person], at: datetime) -> Iterator[InLine]:
        for person in people:
            seen, one = {person.key}, person
            while one.stand_in and one.stand_in not in seen:
                seen.add(one.stand_in)
                stand_in = self._standing_for(one.stand_in, "deputy", at).person
                yield InLine(stand_in, f"stands in for {one.name}")
                one = self.people[one.stand_in]

    def _absence_bounds(self) -> Iterator[datetime]:
        for person in self.people.values():
            for absence in person.absences:
                yield from (absence.interval.start, absence.interval.end)


def _nobody(post: Post) -> str:
    return "nobody, as the rotation has not begun" if post.rotation else "nobody, as the directory says"


def _reachable(at: datetime) -> datetime:
    at = as_utc(at)
    if not REACH.start <= at <= REACH.end:
        raise BeyondDatetime(f"it was asked about {at.isoformat()}")
    return at
