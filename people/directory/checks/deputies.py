"""Deputies and stand-ins are people of the directory, and nobody ends up as their own."""

from collections.abc import Iterator

from domain.business_time import Interval
from domain.business_time.zones import zone_named
from domain.contract.faults import Finding, Path
from domain.contract.spelling import instead
from people.directory.checks import spans
from people.directory.draft import Draft
from people.directory.people import PersonEntry

Away = dict[str, list[tuple[int, Interval, str]]]
"""By person: the position in the list, when, and whom it names."""


def check(draft: Draft) -> Iterator[Finding]:
    """Unknown people, spans that overlap, and circles."""
    away: Away = {}
    for key, person in draft.people.items():
        here: Path = ("people", key)
        zone = zone_named(person.zone)
        yield from _known(here, person, draft)
        yield from spans.check((*here, "deputies"), person.deputies, zone)
        if person.stand_in == key:
            yield Finding((*here, "stand_in"), "is the person", "name somebody else")
        times = spans.intervals(person.deputies, zone)
        away[key] = [(number, when, person.deputies[number].person) for number, when in times]
    yield from _circles(away)


def _known(here: Path, person: PersonEntry, draft: Draft) -> Iterator[Finding]:
    places: list[tuple[Path, str]] = [
        ((*here, "deputies", number, "person"), deputy.person) for number, deputy in enumerate(person.deputies)
    ]
    if person.stand_in is not None:
        places.append(((*here, "stand_in"), person.stand_in))
    for place, key in places:
        yield from unknown(place, key, draft)


def unknown(place: Path, key: str, draft: Draft) -> Iterator[Finding]:
    """A person whom the directory does not have."""
    if key not in draft.named_people:
        yield Finding(place, f"there is no person {key!r}", instead(key, draft.named_people))


def _circles(away: Away) -> Iterator[Finding]:
    for key, absences in away.items():
        for number, when, deputy in absences:
            chain = _back_to(key, deputy, when, away, (key,))
            # A circle is told once, where the first of its people stands.
            if chain and min(chain) == key:
                around = " to ".join((*chain, key))
                wrong = f"goes round in a circle ({around})"
                yield Finding(("people", key, "deputies", number), wrong, "name somebody who is there then")


def _back_to(key: str, deputy: str, when: Interval, away: Away, chain: tuple[str, ...]) -> tuple[str, ...] | None:
    """The people through whom a chain of deputies comes back to where it began, if it does at any time of `when`."""
    if deputy == key:
        return chain
    if deputy in chain:
        return None
    for _, other, next_deputy in away.get(deputy, ()):
        shared = when.intersect(other)
        if shared and (found := _back_to(key, next_deputy, shared, away, (*chain, deputy))):
            return found
    return None
