"""As much of a contract file as can be read, so that its rules are checked beside its shape."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from domain.contract.checks import shape
from domain.contract.contract import Contract
from domain.contract.facts import Facts
from domain.contract.faults import Finding, Path
from domain.contract.places import Languages, RestOfTheWorld, Theatres
from domain.contract.rules import Ladder, Levels, Priorities, Promises, Resolved, SilenceRule, Warnings
from domain.contract.service import Channels, OnCallService, Plans

Plain = Mapping[str, Any]
"""What a file says, in JSON's types."""


@dataclass(frozen=True)
class Draft:
    """The sections of a contract that could be read. What could not is absent; `lost` says where it was."""

    plain: Plain
    lost: tuple[Path, ...] = ()
    priorities: Priorities = field(default_factory=dict)
    levels: Levels = field(default_factory=dict)
    theatres: Theatres = field(default_factory=dict)
    rest_of_the_world: RestOfTheWorld | None = None
    languages: Languages | None = None
    plans: Plans = field(default_factory=dict)
    channels: Channels = field(default_factory=dict)
    promises: Promises = field(default_factory=dict)
    on_call: OnCallService | None = None
    ladder: Ladder | None = None
    warnings: Warnings | None = None
    silence: SilenceRule | None = None
    resolved: Resolved | None = None
    facts: Facts | None = None

    def declared(self, section: str) -> tuple[str, ...] | None:
        """The names in a section, faulty entries too; `None` where there is no such section."""
        entries = self.plain.get(section)
        return tuple(entries) if isinstance(entries, Mapping) and entries else None

    def clouded(self, path: Path) -> bool:
        """Whether what stands there was lost, wholly or in part: a fault there would only be an echo."""
        return any(path[: len(lost)] == lost or lost[: len(path)] == path for lost in self.lost)


_USED = tuple(Draft.__dataclass_fields__)[2:]


def read(plain: Plain) -> tuple[Draft, tuple[Finding, ...]]:
    """The draft of a contract, and every fault in its shape."""
    found: list[Finding] = []
    try:
        Contract.model_validate_json(as_json(plain), strict=True)
    except ValidationError as error:
        found.extend(shape.findings(error, (), Contract))
    sections: dict[str, Any] = {}
    lost: list[Path] = []
    for name in _USED:
        if plain.get(name) is not None:
            value, pruned = _salvaged(Contract.model_fields[name].annotation, plain[name])
            lost.extend((name, *path) for path in pruned)
            if () not in pruned:
                sections[name] = value
    return Draft(plain, tuple(lost), **sections), tuple(found)


def as_json(plain: Any) -> str:
    """The text that pydantic reads, in its strict mode, as a contract."""
    return json.dumps(plain)


def _salvaged(annotation: Any, value: Any) -> tuple[Any, list[Path]]:
    """What is left of a value without its faulty parts, and where those were."""
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    pruned: list[Path] = []
    while True:
        try:
            return adapter.validate_json(as_json(value), strict=True), pruned
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                pruned.append(_to_prune(detail["loc"], detail["type"]))
                if meant := shape.meant_key(detail, annotation):
                    pruned.append(meant)
            value, before = _without(value, pruned, ()), value
            if () in pruned or value == before:
                return None, [*pruned, ()]


def _to_prune(place: Path, kind: str) -> Path:
    """The smallest part without which the rest can still mean something: never one item out of a list."""
    path = tuple(part for part in place if part != shape.KEY)
    if kind == "missing":
        path = path[:-1]
    first_index = next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))
    return path[:first_index]


def _without(value: Any, pruned: list[Path], here: Path) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {key: _without(inner, pruned, (*here, key)) for key, inner in value.items() if (*here, key) not in pruned}


def texts(value: Any, here: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in a file, with its place."""
    if isinstance(value, str):
        yield here, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(inner, (*here, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, (*here, index))
