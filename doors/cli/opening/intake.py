"""The tickets of a file: each line becomes a message that opens one, or a sentence."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from domain.errors import DomainError
from doors.application.reading import instant
from doors.application.requests import Row, message_of, read_message
from doors.cli.opening.csv_file import csv_rows
from doors.cli.opening.json_lines import json_rows
from studies.files.exported_time import with_offset
from studies.files.json_records import looks_like_json
from studies.files.lines import FileUnusable
from studies.files.ours.own import as_text


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket of a file, or why its line is none."""

    number: int
    message: dict[str, Any]
    fault: str | None = None

    @property
    def ticket(self) -> str:
        """The ticket's id."""
        return str(self.message["ticket"])


def read_file(path: Path) -> list[Line]:
    """Every line of a CSV or JSON file, whatever is wrong with others. Raises `FileUnusable`."""
    lines = list(_lines(json_rows(path) if looks_like_json(path) else csv_rows(path)))
    if not lines:
        raise FileUnusable(path, "names no ticket; it needs one on each line below the header")
    return lines


def _lines(rows: Iterable[Row]) -> Iterable[Line]:
    alike: Counter[str] = Counter()
    seen: dict[str, tuple[int, dict[str, Any]]] = {}
    for row in rows:
        if row.fault is not None:
            yield Line(row.number, {}, row.fault)
            continue
        try:
            message = _message(row.fields, alike)
        except DomainError as fault:
            yield Line(row.number, {}, fault.sentence)
            continue
        ticket = message["ticket"]
        number, first = seen.setdefault(ticket, (row.number, message))
        if first == message:
            yield Line(row.number, message)
        else:
            wrong = f"line {number} opens ticket {ticket} for something else; give this problem an id of its own"
            yield Line(row.number, {}, wrong)


def _message(fields: dict[str, Any], alike: Counter[str]) -> dict[str, Any]:
    """The message of one line. Without an id of its own a ticket gets one from its content.

    So the same file names the same tickets when it is sent again, and two lines that are alike are two tickets.
    """
    if "ticket" not in fields:
        content = json.dumps(fields, sort_keys=True)
        alike[content] += 1
        digest = sha256(f"{alike[content]}{content}".encode()).hexdigest()
        fields = {**fields, "ticket": f"T-{digest[:12]}"}
    if "at" in fields:
        when = with_offset(as_text(fields["at"])) or instant(str(fields["at"]), "at")
        fields = {**fields, "at": when.isoformat() if when else None}
    message = message_of(fields)
    read_message(message)
    return message
