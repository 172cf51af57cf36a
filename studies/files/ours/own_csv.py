"""Incidents from Sundial's own CSV: one row for the opening of each, and one for each command, in the order of time.

The columns are `ticket`, `command`, `at`, the fields of a request (`contract`, `plan`, ...) for the row with the
command `open`, and the fields of the other commands (`level`, `party`, ...); each row fills in those that it needs.
See `examples/incidents.csv`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.brief import some
from domain.contract.spelling import instead
from studies.files.dates.order import order_of
from studies.files.drafts import Draft, Remark, Row, Understood
from studies.files.exported_time import readable
from studies.files.gathering import Gathering
from studies.files.lines import FileUnusable
from studies.files.ours.own import COMMANDS, OF_AN_OPENING, Growing, Own, flags
from studies.files.table import Table

FIELDS = tuple(dict.fromkeys(name for kind in COMMANDS.values() for name in kind.model_fields if name != "type"))
KNOWN = tuple(dict.fromkeys(("ticket", "command", *OF_AN_OPENING, *FIELDS)))
NEEDED = ("ticket", "command", "at")
SHOWN = 60
"""Characters of a heading that are shown."""


@dataclass(frozen=True)
class OwnCsv:
    """The reader of one file."""

    path: Path
    own: Own

    @property
    def name(self) -> str:
        """What people call the format."""
        return "Sundial CSV"

    @property
    def _names(self) -> tuple[str, ...]:
        extra = self.own.policy.column
        return KNOWN if extra is None or extra in KNOWN else (*KNOWN, extra)

    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents, in the order of their first rows. Raises `FileUnusable` and `OrderUnknown`."""
        table = Table(self.path, self.own.policy.written)
        if not {"ticket", "command"} & {*table.names}:
            raise FileUnusable(self.path, f"has a header that cannot be used: {_nothing_known(table)}")
        faults = [f"there is no column {name[:100]!r}: {instead(name[:100], KNOWN)}" for name in self._unknown(table)]
        faults += [f"the column {name!r} is missing" for name in NEEDED if name not in table.names]
        if self.own.policy.column and self.own.policy.column not in table.names:
            faults.append(f"the column {self.own.policy.column!r} is missing, by which the mapping goes")
        if faults:
            raise FileUnusable(self.path, f"has a header that cannot be used: {'; '.join(faults[:5])}")
        places = [table.place(name) for name in self._names]
        ticket = table.names.index("ticket")
        gathered = Gathering()
        for row in table.rows():
            name = row.cells[ticket] if len(row.cells) > ticket else ""
            if row.fault is not None:
                gathered.lose(name, row.line, row.fault)
            elif not name:
                yield Remark(row.line, None, "the row names no ticket", lost=True)
            else:
                gathered.add(name, Row(row.line, tuple("" if place is None else row.cells[place] for place in places)))
        yield from gathered.drafts(order_of(self._dates(gathered), self.own.asked))

    def instants(self, draft: Draft) -> Iterator[datetime]:
        """When its rows are dated."""
        place = self._names.index("at")
        return readable((row.cells[place] for row in draft.rows if row.cells), self.own.zone, draft.order)

    def understand(self, draft: Draft) -> Understood:
        """The incident of these rows."""
        growing, column = Growing(self.own, draft.id, draft.order), self.own.policy.column
        for row in draft.rows:
            if row.fault is not None:
                growing.lose(row.line, row.fault)
                continue
            cells = dict(zip(self._names, row.cells, strict=True))
            fields = flags((name, text) for name, text in cells.items() if name != "command")
            if cells["command"] == "open":
                growing.open(row.line, fields, cells[column] if column else None)
            else:
                del fields["ticket"]
                if column is not None and column not in FIELDS:
                    fields.pop(column, None)
                growing.command(row.line, cells["command"], fields)
        return growing.finished()

    def _dates(self, gathered: Gathering) -> Iterator[tuple[int, str]]:
        dated = [self._names.index(name) for name in ("at", "received_at")]
        return ((row.line, row.cells[place]) for row in gathered.rows() for place in dated)

    def _unknown(self, table: Table) -> list[str]:
        # Spreadsheets write a column without a heading behind the last one.
        return [name for name in table.names if name and name not in self._names]


def _nothing_known(table: Table) -> str:
    first = some((f"{heading[:SHOWN]!r}" for heading in table.headings), ", ")
    return (
        f"its columns ({first}) are those of no file that is read (docs/guide/files.md); "
        "say under columns of a --mapping file what each is"
    )
