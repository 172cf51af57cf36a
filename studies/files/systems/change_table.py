"""Incidents from a list of changes in CSV: one row for each field that changed, as apps and reports write histories.

Jira's apps write one (issue key, date of change, author, field, original value, new value), its data pipeline another,
and so can a report on Zendesk's or ServiceNow's audits. When an issue was created, by whom, and with which priority
stands in columns of its own, beside each change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from studies.files.dates.order import DateOrder, Proof
from studies.files.drafts import Draft, Remark, Row
from studies.files.exported_time import NotATime, read, readable
from studies.files.gathering import Gathering
from studies.files.lines import FileUnusable
from studies.files.systems.changes import JUDGED, OWNER, PRIORITY, REASON, STATE, Change, Issue, Worth
from studies.files.systems.meanings import JIRA, SERVICENOW, ZENDESK, Meanings
from studies.files.systems.snapshots import Snapshots
from studies.files.table import Cells, Table

KEYS: Mapping[str, Meanings] = {
    **dict.fromkeys(("issue_key", "work_item_key", "key", "issue", "work_item", "issue_id"), JIRA),
    **dict.fromkeys(("ticket_id", "zendesk_ticket_id"), ZENDESK),
    **dict.fromkeys(("number", "inc_number", "documentkey", "document_key"), SERVICENOW),
}
"""What names an issue, and whose words its fields are in; the first that a file has counts."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "at": (
        *("date_of_change", "change_date", "changed_at", "changed_on", "changed", "date", "timestamp", "updated"),
        *("update_time", "update_timestamp", "updated_at", "created_date", "sys_created_on", "created_at", "created"),
    ),
    "field": ("field", "field_name", "fieldname", "changed_field", "changes_field_name"),
    "before": (
        *("original_value", "old_value", "oldvalue", "previous_value", "changes_previous_value", "old"),
        *("from_string", "fromstring", "value_from", "from_value", "from"),
    ),
    "after": (
        *("new_value", "newvalue", "changes_new_value", "new"),
        *("to_string", "tostring", "value_to", "to_value", "value", "to"),
    ),
    "by": ("author", "changed_by", "updated_by", "updater", "updater_name", "user", "author_name", "author_key"),
    "opened_at": (
        *("issue_created", "issue_created_date", "work_item_created", "ticket_created", "ticket_created_at"),
        *("ticket_created_timestamp", "opened_at", "opened", "created", "created_at", "created_date"),
    ),
    "customer": (
        *("customer", "organization", "organisation"),
        *("reporter", "requester", "requester_name", "caller_id", "caller"),
    ),
    "subject": ("summary", "subject", "ticket_subject", "short_description", "title"),
    "channel": ("channel", "ticket_channel", "contact_type"),
    STATE: ("status", "state", "incident_state", "ticket_status"),
    PRIORITY: ("priority", "ticket_priority"),
    OWNER: ("assignee", "assigned_to"),
}
NEEDED = ("at", "field", "after")
FIELDS: Mapping[str, str] = {
    **dict.fromkeys(("status", "state", "incident_state"), STATE),
    **dict.fromkeys(("hold_reason", "on_hold_reason"), REASON),
    "priority": PRIORITY,
    **dict.fromkeys(("assignee", "assigned_to", "assignee_id"), OWNER),
}
CREATION = ("created", "issue created", "issue", "creation", "work item created", "ticket created")
"""Fields of a row that says when an issue was created, and changes nothing."""


@dataclass(frozen=True)
class ChangeTable(Snapshots):
    """The reader of one file."""

    words: Meanings = JIRA

    @property
    def meanings(self) -> Meanings:
        """The words of its system."""
        return self.words

    @property
    def name(self) -> str:
        """What people call the format."""
        return "list of changes"

    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents, in the order of their first rows. Raises `FileUnusable` and `OrderUnknown`."""
        table = Table(self.path, self.policy.written)
        places = _places(table)
        if self.policy.column:
            if self.policy.column not in table.names:
                raise FileUnusable(self.path, f"has no column {self.policy.column!r}, by which the mapping goes")
            places["chosen"] = table.names.index(self.policy.column)
        issues: dict[str, list[Cells]] = {}
        gathered, proof = Gathering(), Proof()
        for row in table.rows():
            key = row.cells[places["key"]] if len(row.cells) > places["key"] else ""
            if row.fault is not None:
                gathered.lose(key, row.line, row.fault)
            elif not key:
                yield Remark(row.line, None, "the row names no issue", lost=True)
            else:
                issues.setdefault(key, []).append(row)
                for name in ("at", "opened_at"):
                    proof.add(row.line, _cell(row, places, name))
        order = self.asked or proof.order()
        for key, rows in issues.items():
            for seen in _issue(rows, places, order).rows():
                gathered.add(key, seen)
        yield from gathered.drafts(order)


def words_of(names: Sequence[str]) -> Meanings | None:
    """The words of the system of which a table of these columns lists changes; `None` for another table."""
    key = next((name for name in KEYS if name in names), None)
    if key is None or not all(any(column in names for column in COLUMNS[name]) for name in NEEDED):
        return None
    return KEYS[key]


def _places(table: Table) -> dict[str, int]:
    """Where each column stands that the table has, no column twice."""
    places: dict[str, int] = {}
    for name, columns in {"key": tuple(KEYS), **COLUMNS}.items():
        found = (place for column in columns if (place := table.place(column)) is not None)
        place = next((place for place in found if place not in places.values()), None)
        if place is not None:
            places[name] = place
    return places


def _issue(rows: Sequence[Cells], places: Mapping[str, int], order: DateOrder | None) -> Issue:
    """What the rows of one issue say, in the order of time."""
    opened_at, customer, subject, channel, chosen = (
        _same(rows, places, name) for name in ("opened_at", "customer", "subject", "channel", "chosen")
    )
    issue = Issue(rows[0].line, opened_at, customer, subject, channel, chosen, creation=0)
    issue.present = {name: Worth(text) for name in (STATE, PRIORITY, OWNER) if (text := _same(rows, places, name))}
    dated: list[tuple[datetime, Cells]] = []
    for row in rows:
        # Only their order is wanted here, which no zone changes but where a clock is set.
        found = next(readable([_cell(row, places, "at")], "UTC", order), None)
        if found is None:
            issue.faults.append(Row(row.line, (), _no_time(_cell(row, places, "at"), order)))
        else:
            dated.append((found, row))
    if len(dated) > 1 and dated[0][0] > dated[-1][0]:
        dated.reverse()
    for _, row in sorted(dated, key=lambda one: one[0]):
        _add(issue, row, places)
    return issue


def _add(issue: Issue, row: Cells, places: Mapping[str, int]) -> None:
    at, by, named = (_cell(row, places, name) for name in ("at", "by", "field"))
    field = FIELDS.get(named.casefold().replace(" ", "_"))
    before, after = (Worth(_cell(row, places, name)) for name in ("before", "after"))
    if named.casefold() in CREATION:
        issue.opened_at, issue.creation = issue.opened_at or at, issue.creation + 1
        return
    if field is None:
        issue.beside.append(row.line)
        return
    if "before" in places and not before.shown and field in JUDGED and issue.opened_at in ("", at):
        # What a field is given when an issue is created, it began with.
        issue.opened_at, issue.began[field], issue.creation = at, after, issue.creation + 1
        return
    told = {field: before} if "before" in places else {}
    last = issue.changes[-1] if issue.changes else None
    if last is not None and (last.at, last.by) == (at, by) and field not in last.after:
        issue.changes[-1] = replace(
            last, after={**last.after, field: after}, before={**last.before, **told}, rows=last.rows + 1
        )
    else:
        issue.changes.append(Change(row.line, at, by, {field: after}, told))


def _no_time(text: str, order: DateOrder | None) -> str:
    try:
        read(text, "UTC", order)
    except NotATime as wrong:
        return wrong.sentence
    return "the row has no date"


def _cell(row: Cells, places: Mapping[str, int], name: str) -> str:
    return row.cells[places[name]] if name in places else ""


def _same(rows: Sequence[Cells], places: Mapping[str, int], name: str) -> str:
    """What all rows of an issue say of it; nothing where they do not say the same."""
    found = {text for row in rows if (text := _cell(row, places, name))}
    return found.pop() if len(found) == 1 else ""
