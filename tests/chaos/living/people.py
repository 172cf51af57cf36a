"""Whom tickets tell here: somebody at every level, so that whoever must be told can be, and one receiver for all."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from domain.contract.library import Library
from tests.people.channels.receivers import Receiver
from tests.people.channels.writing import SECRET

ENVIRONMENT = {"HOOK": SECRET}
PEOPLE = ("anna", "marco", "lena", "chiara", "diego", "grace")
PERSON = "{{name: {name}, language: en, zone: Europe/Rome, channels: {{desk: {desk}}}}}"
DESK = '{{kind: webhook, address: "http://{host}/{key}", secret: "${{HOOK}}"}}'


class Told(NamedTuple):
    """An announcement as somebody received it: its key, to whom it went, and in which message."""

    ticket: str
    event: int
    role: str
    path: str
    message: str


def directory(receiver: Receiver, library: Library, file: Path) -> Path:
    """A directory of these people, in which no level of any contract has nobody."""
    names = dict.fromkeys(level for contract in library.values() for level in contract.levels)
    posts = dict(zip(["on-call", *names], cycle(PEOPLE)))

    def entry(key: str, name: str) -> str:
        return PERSON.format(name=name, desk=DESK.format(host=receiver.host, key=key))

    people = "".join(f"  {key}: {entry(key, key.title())}\n" for key in PEOPLE)
    levels = ", ".join(f"{level}: {{people: [{key}]}}" for level, key in posts.items())
    customers = DESK.format(host=receiver.host, key="customer")
    file.write_text(
        f"people:\n{people}"
        f'teams:\n  - {{contracts: "*", theatres: "*", levels: {{{levels}}}}}\n'
        f"other_customers: {{language: en, zone: UTC, channels: {{desk: {customers}}}}}\n",
        encoding="utf-8",
    )
    return file


def received(receiver: Receiver) -> Iterator[Told]:
    """All that came, message after message. The calls of an alarm are no announcements: they repeat on purpose."""
    for request in receiver.requests:
        data = request.verified(SECRET)["data"]
        for one in data.get("announcements", [data]):
            if one["recipient"] != "on-call":
                yield Told(one["ticket"], one["number"], one["recipient"], request.path, request.headers["webhook-id"])
