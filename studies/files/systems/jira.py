"""Incidents from Jira: the issues that its REST API answers a search with, where that was asked to `expand=changelog`.

One document, a list of its pages, or an issue on each line. See `studies.files.systems.change_table` for its lists of
changes in CSV.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from studies.files.dates.order import order_of
from studies.files.drafts import Draft, Remark, Row
from studies.files.gathering import Gathering
from studies.files.json_records import JsonFile
from studies.files.systems.changes import OWNER, PRIORITY, STATE, Change, Issue, Worth, dated
from studies.files.systems.meanings import JIRA, Meanings
from studies.files.systems.snapshots import Snapshots
from studies.files.systems.values import fields_of, objects_of, text_of

FIELDS = {"status": STATE, "priority": PRIORITY, "assignee": OWNER}
NO_CHANGES = "it has no changelog; search with expand=changelog"


@dataclass(frozen=True)
class Jira(Snapshots):
    """The reader of one file."""

    @property
    def meanings(self) -> Meanings:
        """The words of its system."""
        return JIRA

    @property
    def name(self) -> str:
        """What people call the format."""
        return "Jira issues with their changelogs"

    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents, in the order of the file. Raises `FileUnusable` and `OrderUnknown`."""
        gathered, issues = Gathering(), dict[str, Issue]()
        for record in JsonFile(self.path).records():
            key = text_of(record.value.get("key"))
            if record.fault is not None or not key:
                yield Remark(record.line, None, record.fault or "the issue has no key", lost=True)
                continue
            one = _issue(record.line, record.value, self.policy.column)
            issues[key] = one if key not in issues else _later(issues[key], one)
        for key, issue in issues.items():
            for row in issue.rows():
                gathered.add(key, row)
        yield from gathered.drafts(order_of(dated(gathered.rows()), self.asked))


def is_jira(value: Mapping[str, Any]) -> bool:
    """Whether an object is an issue of Jira."""
    return "key" in value and ("changelog" in value or "fields" in value)


def is_changes_alone(value: Mapping[str, Any]) -> bool:
    """Whether an object is what Jira answers where it is asked for changelogs alone, which do not say of what."""
    lists = (value.get(name) for name in ("issueChangeLogs", "changeHistories", "values"))
    return any({"items", "changeHistories"} & one.keys() for found in lists for one in objects_of(found))


def _issue(line: int, value: Mapping[str, Any], column: str | None) -> Issue:
    fields = fields_of(value.get("fields"))
    issue = Issue(
        line,
        opened_at=text_of(fields.get("created")),
        customer=_person(fields.get("reporter")) or _person(fields.get("creator")),
        subject=text_of(fields.get("summary")),
        chosen=_named(fields.get(column) if column in fields else value.get(column)) if column else "",
        present={meant: _worth(fields[name]) for name, meant in FIELDS.items() if name in fields},
    )
    log = value.get("changelog")
    histories = fields_of(log).get("histories")
    if not isinstance(histories, list):
        issue.faults.append(Row(line, (), NO_CHANGES))
        return issue
    total = fields_of(log).get("total")
    if isinstance(total, int) and total > len(histories):
        gap = f"its changelog has {total:,} changes, and the file has {len(histories):,} of them; export them all"
        issue.faults.append(Row(line, (), gap))
    for entry in histories:
        change = _change(line, entry)
        if isinstance(change, Row):
            issue.faults.append(change)
        elif change.after:
            issue.changes.append(change)
    if len(issue.changes) > 1 and _is_newest_first(histories):
        issue.changes.reverse()
    return issue


def _later(one: Issue, other: Issue) -> Issue:
    """What is known of an issue that changed while its pages were asked for, and is on two of them."""
    known, again = (one, other) if len(one.changes) > len(other.changes) else (other, one)
    known.beside += [*again.beside, *[again.line] * (again.creation + len(again.changes))]
    return known


def _change(line: int, entry: Any) -> Change | Row:
    items, at = fields_of(entry).get("items"), text_of(fields_of(entry).get("created"))
    if not isinstance(items, list) or not at or not all(isinstance(item, dict) for item in items):
        return Row(line, (), "an entry of its changelog is no change; it needs created and items")
    followed = [(FIELDS[item["field"]], item) for item in items if text_of(item.get("field")) in FIELDS]
    return Change(
        line,
        at,
        _person(entry.get("author")),
        after={name: Worth(text_of(item.get("toString")), text_of(item.get("to"))) for name, item in followed},
        before={name: Worth(text_of(item.get("fromString")), text_of(item.get("from"))) for name, item in followed},
    )


def _is_newest_first(histories: list[Any]) -> bool:
    """Whether the latest change stands first, as in Jira Cloud. Their ids rise with time, as do dates of one form."""
    first, last = fields_of(histories[0]), fields_of(histories[-1])
    ids = text_of(first.get("id")), text_of(last.get("id"))
    if all(id_.isdecimal() and len(id_) < 20 for id_ in ids):
        return int(ids[0]) > int(ids[1])
    return text_of(first.get("created")) > text_of(last.get("created"))


def _worth(value: Any) -> Worth:
    return Worth(_named(value), text_of(fields_of(value).get("id")))


def _named(value: Any) -> str:
    """What a field is called: the name of a status, the display name of a person, the value of an option."""
    if not isinstance(value, dict):
        return text_of(value)
    return next((found for name in ("name", "displayName", "value") if (found := text_of(value.get(name)))), "")


def _person(value: Any) -> str:
    if not isinstance(value, dict):
        return text_of(value)
    return next(
        (found for name in ("displayName", "emailAddress", "name", "key") if (found := text_of(value.get(name)))), ""
    )
