"""What the directory answers: who is told, why, and who next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.business_time import Interval
from people.directory.addresses.address import Address, Channel
from people.directory.people import Language

How = Literal["named", "turn", "override", "deputy"]
"""Named for the level, by turn in a rotation, by an override of it, or in place of one who is away."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A time in which somebody else is told in a person's place."""

    interval: Interval
    deputy: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told: a colleague, or a customer."""

    key: str
    """A key of the file; `customer/` and the name for a customer."""
    name: str
    language: Language
    zone: str
    channels: tuple[Channel, ...]
    """In order of preference."""
    absences: tuple[Absence, ...] = ()
    stand_in: str | None = None
    """The key of who is tried when this person cannot be reached."""

    def deputy_at(self, at: datetime) -> str | None:
        """The key of who is told in this person's place at an instant."""
        return next((one.deputy for one in self.absences if one.interval.contains(at)), None)

    def addresses(self, environ: Mapping[str, str]) -> tuple[Address, ...]:
        """Every channel's address with its secrets in it. Raises `MissingVariable`, which names the variable."""
        return tuple(channel.opened(environ, self.key) for channel in self.channels)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One person who is told, and how it comes."""

    person: Person
    how: How
    instead_of: tuple[Person, ...] = ()
    """Whose place it is: whoever's turn an override took, then those who are away, in the order of the chain."""

    @property
    def sentence(self) -> str:
        """How it comes, as a person reads it: `Bo Chen in place of Anna Rossi`."""
        places = [f"in place of {person.name}" for person in self.instead_of]
        return " ".join((self.person.name, *places))


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told. Nobody, where the directory has nobody; `because` says so."""

    on_duty: tuple[OnDuty, ...]
    because: str

    @property
    def people(self) -> tuple[Person, ...]:
        """Those who are told, each once."""
        return tuple(one.person for one in self.on_duty)


@dataclass(frozen=True, slots=True)
class Shift:
    """A span throughout which the same people are told for the same reason."""

    interval: Interval
    told: Told


@dataclass(frozen=True, slots=True)
class InLine:
    """Who is tried when those who are told cannot be reached."""

    person: Person
    because: str
