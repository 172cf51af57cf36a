"""Whose turn it is: a rotation that hands over at one time of the week, and its overrides (semantics 2, 4)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from pydantic import Field

from domain.business_time import Interval
from domain.business_time.zones import REACH, local_date, zone_named
from domain.value import Value
from people.directory.local_time import Day, WallMoment, WeekTime, Zone, first_reading


class Override(Value):
    """A time in which one person has the turn, whoever's it was; half-open, on the rotation's clock."""

    person: str
    starts: WallMoment
    until: WallMoment


class Rotation(Value):
    """People who take turns. Turn 0 begins with the first handover on or after `starts`; before it nobody has any.

    A handover is a time on the wall clock, so it stays at 09:00 when the clocks change.
    """

    people: tuple[str, ...] = Field(min_length=1)
    starts: Day
    handover: WeekTime
    zone: Zone
    weeks: int = Field(1, ge=1, le=52)
    """How long a turn is."""
    overrides: tuple[Override, ...] = ()

    @cached_property
    def clock(self) -> ZoneInfo:
        """The zone whose clock is read."""
        return zone_named(self.zone)

    def turn_at(self, at: datetime) -> int:
        """The number of the turn at an instant; negative before the first."""
        turn = (local_date(self.clock, at) - self._first).days // (7 * self.weeks)
        while self.start_of(turn) > at:
            turn -= 1
        while self.start_of(turn + 1) <= at:
            turn += 1
        return turn

    def start_of(self, turn: int) -> datetime:
        """The handover with which a turn begins, in UTC."""
        try:
            day = self._first + turn * timedelta(weeks=self.weeks)
        except OverflowError:
            return REACH.start if turn < 0 else REACH.end
        first, last = REACH.start.date(), REACH.end.date()
        if not first < day < last:
            return REACH.start if day <= first else REACH.end
        return first_reading(self.clock, datetime.combine(day, self.handover.clock))

    def whose(self, turn: int) -> str | None:
        """Who has a turn, overrides apart."""
        return self.people[turn % len(self.people)] if turn >= 0 else None

    def after(self, turn: int) -> tuple[str, ...]:
        """Everybody once, in the order in which they have the turns after this one."""
        order = (self.people[number % len(self.people)] for number in range(turn + 1, turn + 1 + len(self.people)))
        return tuple(dict.fromkeys(order))

    def override_at(self, at: datetime) -> str | None:
        """Who has the turn by an override at an instant."""
        return next((person for interval, person in self.overriding if interval.contains(at)), None)

    def changes(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Every instant in [start, end) at which the turn, or an override, begins or ends."""
        turn = max(self.turn_at(start), 0)
        while (handover := self.start_of(turn)) < end:
            yield handover
            turn += 1
        for interval, _ in self.overriding:
            yield from (interval.start, interval.end)

    @cached_property
    def overriding(self) -> tuple[tuple[Interval, str], ...]:
        """The overrides as intervals. Raises `BackwardsInterval`, which a checked file has none of."""
        return tuple(
            (Interval(one.starts.on(self.clock), one.until.on(self.clock)), one.person) for one in self.overrides
        )

    @cached_property
    def _first(self) -> date:
        return self.handover.first_from(self.starts)
