"""As much of a directory file as can be read, so that its rules are checked beside its shape."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from domain.contract.checks import shape
from domain.contract.faults import Finding, Path
from domain.contract.spelling import instead
from domain.text import Line
from domain.value import Value
from people.directory.people import GatewayEntry, Key, PersonEntry, Reachable
from people.directory.posts import NOBODY, Duty, Team, TeamHead
from people.directory.salvage import salvaged

Read = TypeVar("Read", bound=Value)

SECTIONS = ("people", "gateways", "teams", "customers", "other_customers")
NEEDED = ("people", "teams")
LEVELS = "levels"


@dataclass(frozen=True)
class Draft:
    """The entries that could be read, and every name that the file gives, readable or not."""

    people: dict[str, PersonEntry] = field(default_factory=dict)
    gateways: dict[str, GatewayEntry] = field(default_factory=dict)
    teams: dict[int, Team] = field(default_factory=dict)
    """By their position in the file."""
    customers: dict[str, Reachable] = field(default_factory=dict)
    other_customers: Reachable | None = None
    named_people: tuple[str, ...] = ()
    named_gateways: tuple[str, ...] = ()

    def reachable(self) -> Iterator[tuple[Path, Reachable]]:
        """Everybody who has channels, with the place in the file."""
        for section, entries in (("people", self.people), ("customers", self.customers)):
            for name, entry in entries.items():
                yield (section, name), entry
        if self.other_customers is not None:
            yield ("other_customers",), self.other_customers


def read(plain: Mapping[str, Any]) -> tuple[Draft, list[Finding]]:
    """The draft of a directory, and every fault in its shape."""
    found = [
        Finding((name,), f"unknown key {name!r}", instead(name, SECTIONS)) for name in plain if name not in SECTIONS
    ]
    found += [Finding((name,), "is missing", f"add {name!r}") for name in NEEDED if plain.get(name) is None]
    sections = {name: _mapping((name,), plain.get(name), found) for name in ("people", "gateways", "customers")}
    others = plain.get("other_customers")
    draft = Draft(
        people=_entries(("people",), sections["people"], PersonEntry, Key, found),
        gateways=_entries(("gateways",), sections["gateways"], GatewayEntry, Key, found),
        teams=_teams(plain.get("teams"), found),
        customers=_entries(("customers",), sections["customers"], Reachable, Line, found),
        other_customers=None if others is None else _entry(("other_customers",), others, Reachable, found),
        named_people=tuple(sections["people"]),
        named_gateways=tuple(sections["gateways"]),
    )
    return draft, found


def _teams(written: Any, found: list[Finding]) -> dict[int, Team]:
    if written is not None and not (isinstance(written, list) and written):
        found.append(Finding(("teams",), "is no list of teams", "write a list, each with contracts, theatres, levels"))
    teams: dict[int, Team] = {}
    for number, team in enumerate(written if isinstance(written, list) else ()):
        here: Path = ("teams", number)
        if not isinstance(team, Mapping):
            found.append(Finding(here, "is no team", "write contracts, theatres and levels"))
            continue
        alone = {name: [part] if isinstance(part, str) else part for name, part in team.items() if name != LEVELS}
        head = _entry(here, alone, TeamHead, found, Team)
        if not team.get(LEVELS):
            found.append(Finding((*here, LEVELS), "is missing", "give who is at which level"))
        written_levels = _mapping((*here, LEVELS), team.get(LEVELS), found)
        spelled = {name: _spelled_out(duty) for name, duty in written_levels.items()}
        levels = _entries((*here, LEVELS), spelled, Duty, str, found)
        if head is not None:
            # Each part was read already, as far as it could be.
            teams[number] = Team.model_construct(contracts=head.contracts, theatres=head.theatres, levels=levels)
    return teams


def _spelled_out(duty: Any) -> Any:
    """A post that the file gives by the word `nobody`, in the shape of the others."""
    if isinstance(duty, Mapping):
        return {name: _spelled_out(part) if name == "out_of_hours" else part for name, part in duty.items()}
    return {NOBODY: True} if duty == NOBODY else duty


def _mapping(here: Path, written: Any, found: list[Finding]) -> Mapping[str, Any]:
    if isinstance(written, Mapping):
        return written
    if written is not None:
        found.append(Finding(here, "does not fit", "write a mapping of keys to values"))
    return {}


def _entries(
    here: Path, written: Mapping[str, Any], model: type[Read], key: Any, found: list[Finding]
) -> dict[str, Read]:
    read: dict[str, Read] = {}
    keys: TypeAdapter[str] = TypeAdapter(key)
    for name, entry in written.items():
        try:
            name = keys.validate_python(name)
        except ValidationError as error:
            found.extend(shape.findings(error, (*here, name), key))
        if (one := _entry((*here, name), entry, model, found)) is not None:
            read[name] = one
    return read


def _entry(
    here: Path, written: Any, model: type[Read], found: list[Finding], shaped: type[Value] | None = None
) -> Read | None:
    try:
        return model.model_validate_json(json.dumps(written), strict=True)
    except ValidationError as error:
        found.extend(shape.findings(error, here, shaped or model))
        return salvaged(model, written)
