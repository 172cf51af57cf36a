"""The roles of contracts and theatres, and in which weeks one looks at each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.business_time import CalendarError, Interval
from domain.business_time.zones import local_date, zone_named
from domain.contract.library import Library
from domain.contract.spelling import closed, instead
from domain.errors import DomainError
from people.directory.directory import ON_CALL, Directory
from people.directory.local_time import first_reading
from people.directory.posts import Duty
from people.directory.routing import Shift, Told


class UnknownTheatre(DomainError):
    """No contract that was asked about has that theatre."""


class TooFarToReckon(DomainError):
    """An instant, or weeks after it, that no clock can be read at."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"at {at.isoformat()} lies where dates end; choose an instant in the years 2 to 9998")


@dataclass(frozen=True)
class Place:
    """Where a role is: one contract in one theatre."""

    contract: str
    theatre: str
    zone: str
    above: tuple[str, ...]
    """The vendor's own levels above the role, in order; all of them for the on-call technician."""


@dataclass(frozen=True)
class Role:
    """One role of the directory, in every place that shares it."""

    level: str
    duty: Duty | None
    """`None` where no team has it."""
    places: tuple[Place, ...]

    @property
    def zone(self) -> str:
        """The clock that the role's own times are written in, else that of its first office."""
        for post in self.duty.posts if self.duty else ():
            if post.rotation:
                return post.rotation.zone
        return self.duty.hours.zone if self.duty and self.duty.hours else self.places[0].zone


@dataclass(frozen=True)
class Seen:
    """A role as it is at an instant, and over whole weeks of its own clock."""

    role: Role
    now: Told
    window: Interval
    shifts: tuple[Shift, ...]


def roles(directory: Directory, library: Library, contract: str | None, theatre: str | None) -> list[Role]:
    """Every role of a contract in a theatre; of all, where left out. Raises a `DomainError` for unknown names."""
    contracts = library.values() if contract is None else [library.named(contract)]
    known = dict.fromkeys(name for one in contracts for name in one.theatres)
    if theatre is not None and theatre not in known:
        raise UnknownTheatre(closed(f"There is no theatre {theatre!r} there: {instead(theatre, known)}"))
    found: dict[tuple[str, int], Role] = {}
    for level, place in _places(library, tuple(one.id for one in contracts)):
        duty = directory.duty(place.contract, place.theatre, level)
        if theatre in (None, place.theatre):
            role = found.get((level, id(duty)), Role(level, duty, ()))
            found[level, id(duty)] = Role(level, duty, (*role.places, place))
    return list(found.values())


def seen(directory: Directory, role: Role, at: datetime, weeks: int) -> Seen:
    """A role at an instant, and over the week that holds it and those after. Raises `TooFarToReckon`."""
    place, clock = role.places[0], zone_named(role.zone)
    try:
        day = local_date(clock, at)
        monday = datetime.combine(day - timedelta(days=day.weekday()), time())
        window = Interval(first_reading(clock, monday), first_reading(clock, monday + timedelta(weeks=weeks)))
        shifts = directory.shifts(place.contract, place.theatre, role.level, window.start, window.end)
    except (CalendarError, OverflowError):
        raise TooFarToReckon(at) from None
    return Seen(role, directory.who(place.contract, place.theatre, role.level, at), window, shifts)


def _places(library: Library, contracts: tuple[str, ...]) -> Iterator[tuple[str, Place]]:
    for name in contracts:
        contract = library[name]
        levels = tuple(contract.levels)
        # Another company is told nothing in the place of those who cannot be reached.
        own = tuple(level for level in levels if not contract.levels[level].outside)
        for theatre, about in contract.theatres.items():
            for height, level in enumerate(levels):
                above = tuple(one for one in levels[height + 1 :] if one in own)
                yield level, Place(name, theatre, about.zone, above)
            if contract.on_call is not None:
                yield ON_CALL, Place(name, theatre, about.zone, own)
