"""Incidents from Sundial's own JSON: one incident on each line, as `Incident` writes itself, or in a list of them.

The fields of its request may stand in `request` or beside the others, `ticket` and `at` may stand for `id` and
`opened_at`, instants may be written as in the CSV, and a command needs no id. A mapping's column is any field.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from studies.files.dates.order import Proof
from studies.files.drafts import Draft, Remark, Row, Understood
from studies.files.exported_time import readable
from studies.files.json_records import JsonFile
from studies.files.ours.own import Growing, Own, as_text

DATES = ("at", "opened_at", "opened-at", "received_at")
ALIASES = {"id": "ticket", "opened_at": "at"}


class _TwiceError(ValueError):
    """An object with two fields of one name."""


@dataclass(frozen=True)
class OwnJson:
    """The reader of one file."""

    path: Path
    own: Own

    @property
    def name(self) -> str:
        """What people call the format."""
        return "Sundial JSON lines"

    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents, one for each object. Raises `FileUnusable` and `OrderUnknown`."""
        found: list[tuple[str, Row]] = []
        proof = Proof()
        for record in JsonFile(self.path).records():
            if record.fault is not None:
                yield Remark(record.line, None, record.fault, lost=True)
                continue
            text = record.text or json.dumps(record.value)
            found.append((_named(record.value) or f"line {record.line}", Row(record.line, (text,))))
            for date in _dates(record.value):
                proof.add(record.line, date)
        order = self.own.asked or proof.order()
        yield from (Draft(name, (row,), order) for name, row in found)

    def instants(self, draft: Draft) -> Iterator[datetime]:
        """When its opening and its commands are dated."""
        return readable(_dates(json.loads(draft.rows[0].cells[0])), self.own.zone, draft.order)

    def understand(self, draft: Draft) -> Understood:
        """The incident of one object. A command that cannot be read is told, and the rest goes on."""
        (row,) = draft.rows
        try:
            value = json.loads(row.cells[0], object_pairs_hook=_object)
        except _TwiceError as twice:
            return _lost(row.line, f"the line cannot be read ({twice}); give each field once")
        commands, nested = value.pop("commands", []), value.pop("request", {})
        if not isinstance(commands, list):
            return _lost(row.line, 'the line is no incident; write {"id": ..., "opened_at": ..., "commands": [...]}')
        if not isinstance(nested, dict):
            return _lost(row.line, "request is no JSON object; write its fields in one, or beside the others")
        column = self.own.policy.column
        chosen = value.get(column) if column else None
        named = {ALIASES.get(name, name): one for name, one in {**value, **nested}.items() if one is not None}
        growing = Growing(self.own, str(named.get("ticket", draft.id)), draft.order)
        growing.open(row.line, named, None if chosen is None else str(chosen))
        if growing.understood.gaps:
            # Without an opening there is nothing that they could be commands of, and one sentence says so for all.
            growing.understood.rows.reported += len(commands)
            return growing.finished()
        for number, command in enumerate(commands, start=1):
            _command(growing, row.line, command, number)
        return growing.finished()


def is_own(value: Mapping[str, Any]) -> bool:
    """Whether an object is an incident in our own words."""
    return "commands" in value or {"customer", "subject"} <= value.keys()


def _command(growing: Growing, line: int, command: Any, number: int) -> None:
    if not isinstance(command, dict) or not isinstance(command.get("type"), str):
        growing.lose(line, f"command {number} is none; write {{'type': 'resolve', 'at': ...}}")
        return
    fields = {name: value for name, value in command.items() if name != "type" and value is not None}
    growing.command(line, command["type"], fields, number)


def _dates(value: Any) -> Iterator[str]:
    """The texts that date an incident and its commands."""
    commands = value.get("commands")
    for one in (value, *(commands if isinstance(commands, list) else ())):
        if isinstance(one, dict):
            yield from (text for name in DATES if isinstance(text := as_text(one.get(name)), str))


def _named(value: Any) -> str | None:
    name = value.get("ticket", value.get("id"))
    return name if isinstance(name, str) else None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _TwiceError(f"{twice[:100]!r} stands there twice")
    return found


def _lost(line: int, sentence: str) -> Understood:
    understood = Understood()
    understood.lose(line, None, sentence)
    return understood
