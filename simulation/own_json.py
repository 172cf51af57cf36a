"""Incidents from Sundial's own JSON lines: one incident on each line, as `Incident` writes itself.

The fields of its request may stand in `request` or beside the others, `ticket` and `at` may stand for `id` and
`opened_at`, instants may be written as in the CSV, and a command needs no id. A mapping's column is any field.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from simulation.drafts import Draft, Remark, Row, Understood
from simulation.own import Growing, Own
from simulation.table import LONGEST, FileUnusable, is_utf8, lines
from simulation.wall_clock import readable

_DATES = re.compile(r'"(?:at|opened_at|opened-at)"\s*:\s*"([^"]{1,40})"')
ALIASES = {"id": "ticket", "opened_at": "at"}


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
        """The incidents, one for each line. Raises `FileUnusable`."""
        found = False
        for number, line in enumerate(lines(self.path), start=1):
            if not line.strip():
                continue
            found = True
            if len(line) >= LONGEST:
                yield Remark(number, None, f"the line has more than {LONGEST:,} characters", lost=True)
            elif not is_utf8(line):
                yield Remark(number, None, "the line is not text in UTF-8; save the file as UTF-8", lost=True)
            else:
                yield Draft(f"line {number}", (Row(number, (line,)),))
        if not found:
            raise FileUnusable(self.path, "is empty; it needs one incident on each line")

    def instants(self, draft: Draft) -> Iterator[datetime]:
        """When its opening and its commands are dated."""
        return readable(_DATES.findall(draft.rows[0].cells[0]), self.own.zone)

    def understand(self, draft: Draft) -> Understood:
        """The incident on one line. A command that cannot be read is told, and the rest goes on."""
        (row,) = draft.rows
        try:
            value = json.loads(row.cells[0])
        except (ValueError, RecursionError) as wrong:
            return _lost(row.line, f"the line is not JSON ({wrong}); write one JSON object on each line")
        if not isinstance(value, dict) or not isinstance(value.get("commands", []), list):
            return _lost(row.line, 'the line is no incident; write {"id": ..., "opened_at": ..., "commands": [...]}')
        commands = value.pop("commands", [])
        nested = value.pop("request", {})
        if not isinstance(nested, dict):
            return _lost(row.line, "request is no JSON object; write its fields in one, or beside the others")
        column = self.own.policy.column
        chosen = value.get(column) if column else None
        named = {ALIASES.get(name, name): one for name, one in {**value, **nested}.items() if one is not None}
        growing = Growing(self.own, str(named.get("ticket", draft.id)))
        growing.open(row.line, named, None if chosen is None else str(chosen))
        if growing.understood.rows.used:
            for number, command in enumerate(commands, start=1):
                _command(growing, row.line, command, number)
        # A line is one row, however many commands it holds.
        understood = growing.finished()
        understood.rows.used = min(understood.rows.used, 1)
        understood.rows.reported = 1 - understood.rows.used
        return understood


def _command(growing: Growing, line: int, command: Any, number: int) -> None:
    if not isinstance(command, dict) or not isinstance(command.get("type"), str):
        growing.understood.lose(line, growing.id, f"command {number} is none; write {{'type': 'resolve', 'at': ...}}")
        return
    fields = {name: value for name, value in command.items() if name != "type" and value is not None}
    growing.command(line, command["type"], fields, number)


def _lost(line: int, sentence: str) -> Understood:
    understood = Understood(None)
    understood.lose(line, None, sentence)
    return understood
