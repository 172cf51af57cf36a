"""Incidents from a ServiceNow export: one row for each update of an incident, the rows of one incident in order.

A table in CSV with the names of its columns, today's or those of earlier versions, or with their headings; or JSON as
its table API writes it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Any

from studies.files.dates.order import DateOrder, order_of
from studies.files.drafts import Draft, Remark, Row
from studies.files.exported_time import readable
from studies.files.gathering import Gathering
from studies.files.json_records import JsonFile, looks_like_json
from studies.files.lines import FileUnusable
from studies.files.states import ENDED
from studies.files.systems.meanings import SERVICENOW, Meanings, Unmeant
from studies.files.systems.sight import Sight
from studies.files.systems.snapshots import Snapshots
from studies.files.table import Table

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("number",),
    "state": ("incident_state", "state"),
    "opened_at": ("opened_at", "opened"),
    "received_at": ("sys_created_on", "sys_created_at", "created_on", "created"),
    "at": ("sys_updated_on", "sys_updated_at", "updated_on", "updated"),
    "by": ("sys_updated_by", "updated_by"),
    "priority": ("priority",),
    "reason": ("hold_reason", "on_hold_reason"),
    "owner": ("assigned_to",),
    "customer": ("caller_id", "caller"),
    "channel": ("contact_type", "channel"),
    "subject": ("short_description",),
    "category": ("category",),
    "subcategory": ("subcategory",),
    "confirmed": ("u_priority_confirmation",),
    "reopened": ("reopen_count",),
}
"""What each column says, and what it can be called; the first that a file has counts."""
NEEDED = ("number", "state", "opened_at", "at", "priority")
DATED = tuple(Sight._fields.index(name) for name in ("at", "opened_at", "received_at"))
AT = Sight._fields.index("at")
UNKNOWN = "?"
AS_SAID = ("received_at", "reason", "owner", "by", "customer", "channel", "confirmed", "reopened")
"""What is told as it stands, where it is known."""
AS_THEY_ARE = (
    "has one row for each incident, as it is and not what happened to it: export its history, with a row for each "
    "update (docs/guide/files.md)"
)


@dataclass(frozen=True)
class ServiceNow(Snapshots):
    """The reader of one export."""

    @property
    def meanings(self) -> Meanings:
        """The words of its system."""
        return SERVICENOW

    @property
    def name(self) -> str:
        """What people call the format."""
        return "ServiceNow export"

    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents, in the order of their first rows. Raises `FileUnusable` and `OrderUnknown`."""
        gathered = Gathering()
        yield from self._objects(gathered) if looks_like_json(self.path) else self._table(gathered)
        if gathered.is_one_row_each() and any(self._has_ended(Sight(*row.cells)) for row in gathered.rows()):
            raise FileUnusable(self.path, AS_THEY_ARE)
        dates = ((row.line, row.cells[place]) for row in gathered.rows() for place in DATED)
        order = order_of(dates, self.asked)
        if self._is_newest_first(gathered, order):
            gathered.reverse()
        yield from gathered.drafts(order)

    def _is_newest_first(self, gathered: Gathering, order: DateOrder | None) -> bool:
        """Whether most updates lie before the one above them, as in a list that is sorted so; one alone is a slip."""
        back = 0
        for rows in gathered.each():
            ends = list(readable((rows[0].cells[AT], rows[-1].cells[AT]), self.zone, order))
            if ends[0:1] < ends[1:]:
                back -= len(rows) - 1
            elif ends[0:1] > ends[1:]:
                found = list(readable((row.cells[AT] for row in rows), self.zone, order))
                back += sum(after < before for before, after in pairwise(found))
        return back > 1

    def _has_ended(self, sight: Sight) -> bool:
        try:
            return self.meanings.state(sight.state, sight.reason, self.policy.states) in ENDED
        except Unmeant:
            return False

    def _table(self, gathered: Gathering) -> Iterator[Remark]:
        table = Table(self.path, self.policy.written)
        called = _called(table.names)
        missing = [COLUMNS[name][0] for name in NEEDED if name not in called]
        if self.policy.column and self.policy.column not in table.names:
            missing.append(self.policy.column)
        if missing:
            raise FileUnusable(self.path, f"has no column {' and '.join(missing)}, which a ServiceNow export needs")
        places = {name: place for name, column in called.items() if (place := table.place(column)) is not None}
        extra = table.place(self.policy.column) if self.policy.column else None
        number, wanted = places["number"], itemgetter(*places.values())
        for row in table.rows():
            if row.fault is not None:
                gathered.lose(row.cells[number] if number < len(row.cells) else "", row.line, row.fault)
                continue
            cells = dict(zip(places, wanted(row.cells), strict=True))
            yield from _gather(gathered, row.line, cells, "" if extra is None else row.cells[extra])

    def _objects(self, gathered: Gathering) -> Iterator[Remark]:
        for record in JsonFile(self.path).records():
            if record.fault is not None:
                yield Remark(record.line, None, record.fault, lost=True)
                continue
            values = {name.lower().replace(" ", "_"): value for name, value in record.value.items()}
            called = _called(values)
            cells = {
                name: _plain(values[column], dated=name in ("at", "opened_at", "received_at"))
                for name, column in called.items()
            }
            chosen = _plain(values.get(self.policy.column)) if self.policy.column else ""
            yield from _gather(gathered, record.line, cells, chosen)


def is_servicenow(names: Any) -> bool:
    """Whether a table of these columns, or an object of these fields, is an incident of ServiceNow."""
    return "number" in names and any(name in names for name in COLUMNS["state"])


def _called(names: Any) -> dict[str, str]:
    found = {name: next((column for column in columns if column in names), None) for name, columns in COLUMNS.items()}
    return {name: column for name, column in found.items() if column is not None}


def _gather(gathered: Gathering, line: int, cells: dict[str, str], chosen: str) -> Iterator[Remark]:
    number = cells.get("number", UNKNOWN)
    if number in ("", UNKNOWN):
        yield Remark(line, None, "the row has no incident number", lost=True)
        return
    said = {name: "" if cell == UNKNOWN else cell for name, cell in cells.items()}
    subject = said.get("subject") or ", ".join(filter(None, (said.get("category"), said.get("subcategory"))))
    sight = Sight(
        at=cells.get("at", ""),
        state=cells.get("state", ""),
        priority=cells.get("priority", ""),
        opened_at=cells.get("opened_at", ""),
        subject=subject,
        chosen=chosen,
        **{name: said[name] for name in AS_SAID if name in said},
    )
    gathered.add(number, Row(line, tuple(sight)))


def _plain(value: Any, *, dated: bool = False) -> str:
    """A value as its table shows it. The table API writes what is shown and what is stored, or a link and what is."""
    if isinstance(value, dict):
        stored, shown = value.get("value"), value.get("display_value")
        if dated and isinstance(stored, str) and isinstance(shown, str) and stored:
            # What is stored is in UTC; what is shown, on the clock of whoever asked.
            return f"{stored} UTC"
        value = stored if shown is None else shown
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip() if isinstance(value, str | int | float) else ""
