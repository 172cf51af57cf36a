"""`reference/tables.md`, read from the migrations: their comments say what a table and a column are for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from activities.journal import schema
from docs.making.markdown import code, page, table

LEAD = """
The journal in PostgreSQL, as the migrations make it. Read from it what you like; a trigger refuses to change or remove
events. For reports: `events` by type and time, `tickets` for how things stand, `deliveries` for what was told.
"""

CREATE = re.compile(r"create table (?:if not exists )?(\w+) \($", re.IGNORECASE)
ADD = re.compile(r"alter table (\w+) add column (\w+)\s+([^;]+);", re.IGNORECASE)
DROP = re.compile(r"alter table (\w+) drop column (?:if exists )?(\w+)", re.IGNORECASE)
COLUMN = re.compile(r"^    (?!primary key|unique|check|foreign key|constraint)(\w+)\s+(.+?),?$", re.IGNORECASE)
COMMENT = re.compile(r"^\s*-- (.+)$")


@dataclass
class Table:
    """A table as far as the migrations have come."""

    says: str
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Type and meaning, by name."""


def read(folder: Path) -> dict[str, Table]:
    """The tables that all migrations together make."""
    found: dict[str, Table] = {}
    for file in sorted((folder / "versions").glob("*.sql")):
        _read(file.read_text(encoding="utf-8"), found)
    return found


def _read(sql: str, found: dict[str, Table]) -> None:
    comment: list[str] = []
    inside: Table | None = None
    for line in sql.splitlines():
        if said := COMMENT.match(line):
            comment.append(said[1])
            continue
        if begun := CREATE.match(line):
            inside = found[begun[1]] = Table(" ".join(comment))
        elif inside and line.startswith(")"):
            inside = None
        elif inside and (column := COLUMN.match(line)):
            inside.columns[column[1]] = (_kind(column[2]), " ".join(comment))
        elif added := ADD.match(line):
            found[added[1]].columns[added[2]] = (_kind(added[3]), " ".join(comment))
        elif dropped := DROP.match(line):
            del found[dropped[1]].columns[dropped[2]]
        comment = []


def _kind(text: str) -> str:
    return " ".join(text.split())


def tables() -> str:
    """Every table."""
    return page("Tables", LEAD, *_parts(read(schema.FOLDER)))


def _parts(found: dict[str, Table]) -> Iterator[str]:
    for name, one in found.items():
        rows = [(code(column), code(kind), says) for column, (kind, says) in one.columns.items()]
        yield f"## {name}\n\n{one.says}\n\n{table(('column', 'type', 'says'), rows)}"
