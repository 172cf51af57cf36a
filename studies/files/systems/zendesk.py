"""Incidents from Zendesk: the audits of its tickets, or the events of its incremental export.

One document, a list of its pages, or an audit on each line, whatever their order. The names of people come from the
`users` and `organizations` of the pages, where those were asked for. Zendesk writes in UTC.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from studies.files.drafts import Draft, Remark, Row
from studies.files.gathering import Gathering
from studies.files.json_records import JsonFile, Record
from studies.files.lines import FileUnusable
from studies.files.systems.audits import Audit, audit_of
from studies.files.systems.changes import OWNER, PRIORITY, STATE, Change, Issue, Worth
from studies.files.systems.meanings import ZENDESK, Meanings
from studies.files.systems.snapshots import Snapshots
from studies.files.systems.values import objects_of, text_of

FIELDS = {"status": STATE, "priority": PRIORITY, "assignee_id": OWNER}
NO_CREATION = "its creation is not in the file; export its audits from the first one on"

WITHIN = 2_000
"""Characters of a line that cannot be read in which its ticket is looked for."""

_NAMED = re.compile(r'"ticket_id"\s*:\s*"?(\d{1,20})')


@dataclass(frozen=True)
class Zendesk(Snapshots):
    """The reader of one file."""

    @property
    def meanings(self) -> Meanings:
        """The words of its system."""
        return ZENDESK

    @property
    def name(self) -> str:
        """What people call the format."""
        return "Zendesk audits"

    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents, in the order of their first audits. Raises `FileUnusable`."""
        file = JsonFile(self.path)
        tickets: dict[str, _Ticket] = {}
        for record in file.records():
            id_ = text_of(record.value.get("ticket_id")) or _ticket_in(record.text)
            if file.broken:
                # Any ticket's changes could have stood behind that.
                raise FileUnusable(self.path, f"breaks off: line {record.line}: {record.fault}")
            if not id_:
                yield Remark(record.line, None, record.fault or "the audit names no ticket", lost=True)
                continue
            tickets.setdefault(id_, _Ticket(record.line)).take(record)
        gathered = Gathering()
        people, now = _People(file.beside), _present(file.beside.get("tickets"))
        for id_, ticket in tickets.items():
            issue = ticket.issue(people, self.policy.column)
            issue.present = now.get(id_, {})
            for row in issue.rows():
                gathered.add(id_, row)
        yield from gathered.drafts(None)


def is_zendesk(value: Mapping[str, Any]) -> bool:
    """Whether an object is an audit of Zendesk, or an event of its incremental export."""
    return "ticket_id" in value and ("events" in value or "child_events" in value)


class _People:
    """The names that the pages of an export hold beside its audits."""

    def __init__(self, beside: Mapping[str, Any]) -> None:
        self._known = {
            (kind, text_of(one.get("id"))): text_of(one.get("name"))
            for kind in ("users", "organizations")
            for one in objects_of(beside.get(kind))
        }

    def user(self, id_: str) -> str:
        """The name of a user."""
        return self._known.get(("users", id_)) or (f"user {id_}" if id_.isdecimal() else "")

    def customer(self, requester: str, organization: str) -> str:
        """Whose ticket it is: the organization of who asked, where there is one."""
        of = self._known.get(("organizations", organization)) or (
            f"organization {organization}" if organization else ""
        )
        return of or self.user(requester)


@dataclass(slots=True)
class _Ticket:
    """The audits of one ticket, as they are found."""

    line: int
    audits: list[Audit] = field(default_factory=list)
    faults: list[Row] = field(default_factory=list)

    def take(self, record: Record) -> None:
        audit = None if record.fault is not None else audit_of(record.line, record.value)
        if audit is None:
            wrong = record.fault or "the audit has no created_at, or its events are none"
            self.faults.append(Row(record.line, (), wrong))
        else:
            self.audits.append(audit)

    def issue(self, people: _People, column: str | None) -> Issue:
        issue = Issue(self.line, faults=list(self.faults), uncreated=NO_CREATION)
        began: dict[str, Any] = {}
        for audit in sorted(self.audits, key=lambda one: one.order):
            if audit.created and not issue.opened_at:
                issue.line, issue.opened_at, issue.channel = audit.line, audit.at, audit.channel
            began = {**audit.created, **began}
            after = {FIELDS[name]: _worth(name, held, people) for name, held in audit.changed.items() if name in FIELDS}
            before = {FIELDS[name]: _worth(name, held, people) for name, held in audit.before.items() if name in FIELDS}
            if after:
                issue.changes.append(Change(audit.line, audit.at, people.user(audit.by), after, before))
        issue.customer = people.customer(text_of(began.get("requester_id")), text_of(began.get("organization_id")))
        issue.subject = text_of(began.get("subject"))
        issue.chosen = text_of(began.get(column)) if column else ""
        issue.began = {meant: _worth(name, began[name], people) for name, meant in FIELDS.items() if name in began}
        return issue


def _worth(name: str, value: Any, people: _People) -> Worth:
    text = text_of(value)
    if name == "assignee_id":
        return Worth(people.user(text), text)
    return Worth(text or ("none" if name == "priority" else ""))


def _present(tickets: Any) -> dict[str, dict[str, Worth]]:
    """How tickets stand, where the pages hold them beside their audits."""
    states = {text_of(one.get("id")): text_of(one.get("status")) for one in objects_of(tickets)}
    return {id_: {STATE: Worth(state)} for id_, state in states.items() if state}


def _ticket_in(text: str) -> str:
    """The ticket that a line names which cannot be read otherwise."""
    found = _NAMED.search(text[:WITHIN])
    return found[1] if found else ""
