"""Who a role is, as the directory knows it, in the words of letters: persons are keys, ways have no address."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from activities.delivery.letters import CUSTOMER_ROLE, Place
from activities.delivery.names import Way
from people.directory.addresses.address import Channel
from people.directory.addresses.errors import MissingVariable
from people.directory.directory import ON_CALL, Directory
from people.directory.routing import Person

CUSTOMERS = "customer/"
PAGERS = ("pager", "sms")
"""What rings at night, in order of preference."""

Rota = tuple[tuple[str, ...], ...]
"""Whom an alarm calls: those who are called together, in the order in which they are added to the calls."""


class Whom:
    """Answers from one directory. It asks no clock, and no database."""

    def __init__(self, directory: Directory, environ: Mapping[str, str] | None = None) -> None:
        """Answer from a directory, whose addresses name variables of `environ`."""
        self._directory = directory
        self._environ = environ or {}

    def told(self, role: str, place: Place, at: datetime) -> tuple[tuple[str, ...], str]:
        """The persons who are told, and why it is they, or nobody.

        Where nobody is there just then the next in line is told (semantics 19a): the ticket was told of a level that
        has somebody, and the directory may say otherwise by now, or its rotation may not have begun.
        """
        if role == CUSTOMER_ROLE:
            person = self._directory.customer(place.customer)
            if person is None:
                return (), f"the directory has neither the customer {place.customer} nor what holds for any other"
            return (person.key,), f"the customer {person.name}"
        told = self._directory.who(place.contract, place.theatre, role, at)
        keys = tuple(person.key for person in told.people)
        return keys or self.line(role, place, at, ())[:1], told.because

    def line(self, role: str, place: Place, at: datetime, unreached: tuple[str, ...]) -> tuple[str, ...]:
        """Who is tried when those could not be reached: deputies, next turns, then the levels above (all for on call).

        A customer has no line: nobody else hears what is meant for them.
        """
        if role == CUSTOMER_ROLE:
            return ()
        above = place.levels[place.levels.index(role) + 1 :] if role in place.levels else place.levels
        line = self._directory.line_of(place.contract, place.theatre, role, at, above, unreached)
        # First whoever has the role by now, where that is somebody else than when it was told.
        now = self._directory.who(place.contract, place.theatre, role, at).people if unreached else ()
        keys = dict.fromkeys(one.key for one in (*now, *(one.person for one in line)))
        return tuple(key for key in keys if key not in unreached)

    def rota(self, place: Place, at: datetime) -> Rota:
        """Whom an alarm calls: all who are on call, then who is tried next, one after another, each once."""
        told, _ = self.told(ON_CALL, place, at)
        line = [key for key in self.line(ON_CALL, place, at, told) if key not in told]
        return (*((told,) if told else ()), *((key,) for key in line))

    def person(self, key: str) -> Person | None:
        """The person of that key, a colleague or a customer."""
        if key.startswith(CUSTOMERS):
            return self._directory.customer(key.removeprefix(CUSTOMERS))
        return self._directory.people.get(key)

    def channel(self, key: str, name: str) -> Channel | None:
        """A person's channel of that name."""
        person = self.person(key)
        return next((one for one in person.channels if one.name == name), None) if person else None

    def ways(self, key: str, gone: Mapping[str, str]) -> tuple[Way, ...]:
        """A person's ways in order of preference, but for those whose address is gone (channel to its fingerprint)."""
        person = self.person(key)
        channels = person.channels if person else ()
        return tuple(self._way(one) for one in channels if gone.get(one.name) != self.fingerprint(key, one))

    def ways_at_night(self, key: str) -> tuple[Way, ...]:
        """The ways of an alarm: what rings first, then all the others."""
        ways = self.ways(key, {})
        return tuple(sorted(ways, key=lambda way: PAGERS.index(way.kind) if way.kind in PAGERS else len(PAGERS)))

    def fingerprint(self, key: str, channel: Channel) -> str:
        """What tells a person's address from the one that it is changed to, be it by its variables alone.

        It is a digest: no secret can be read from it.
        """
        try:
            address = channel.opened(self._environ, key).url
        except MissingVariable:
            address = channel.address
        return sha256(address.encode()).hexdigest()

    def _way(self, channel: Channel) -> Way:
        shared = channel.gateway if channel.gateway in self._directory.gateway_rates else None
        return Way(channel=channel.name, kind=channel.kind, gateway=shared, rate=channel.rate)


def called(rota: Rota, call: int, calls_each: int) -> tuple[str, ...]:
    """Whom the call of that number is for: first all on call, then one more after every few, then from the start."""
    if not rota:
        return ()
    reached = (call - 1) % (calls_each * len(rota)) // calls_each
    return tuple(key for together in rota[: reached + 1] for key in together)
