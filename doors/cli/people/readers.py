"""Whose messages are shown: a person or a customer of the directory, or anybody where there is none."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from domain.errors import DomainError
from domain.text import folded
from doors.cli.people.oncall import directory_of
from doors.cli.rendering import complain
from people.directory.directory import Directory
from people.directory.routing import Person
from people.notices.wording.reader import Reader
from runtime.settings import Settings

_TO_CUSTOMERS: tuple[str, ...] = ("customer",)
_TO_COLLEAGUES: tuple[str, ...] = ("on-call", "team")
_TO_ANYBODY = (*_TO_CUSTOMERS, *_TO_COLLEAGUES)


class NobodyOfThatName(DomainError):
    """A person whom the directory does not have."""

    def __init__(self, person: str, people: Sequence[str]) -> None:
        known = ", ".join(people) if people else "nobody"
        super().__init__(f"the directory does not know {person!r}; it knows {known}")


class NobodyAtAll(DomainError):
    """No name where one is needed."""

    def __init__(self) -> None:
        super().__init__("--to is empty; give the name of a person or a customer")


class Somebody(NamedTuple):
    """A reader, and whose messages they get."""

    reader: Reader
    audiences: tuple[str, ...]


def somebody(settings: Settings, file: Path | None, to: str) -> Somebody:
    """Who is meant, by key or by name.

    Raises `NobodyAtAll`, `NobodyOfThatName`, and what reading the directory raises.
    """
    if not to.strip():
        raise NobodyAtAll
    if not file and not settings.directory:
        return Somebody(Reader(name=to), _TO_ANYBODY)
    people = directory_of(settings, file)
    if colleague := _colleague(people, to):
        return Somebody(_reader(colleague), _TO_COLLEAGUES)
    customer = people.customer(to)
    if customer is None:
        raise NobodyOfThatName(to, [*people.people, *(one.name for one in people.customers.values())])
    if customer not in people.customers.values():
        complain(f"the directory does not list {to!r}; this is what a customer who is not listed reads")
    return Somebody(_reader(customer), _TO_CUSTOMERS)


def _colleague(people: Directory, to: str) -> Person | None:
    wanted = folded(to)
    named = (person for key, person in people.people.items() if wanted in (folded(key), folded(person.name)))
    return next(named, None)


def _reader(person: Person) -> Reader:
    return Reader(name=person.name, language=person.language, zone=person.zone)
