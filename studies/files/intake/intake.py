"""From a file of incidents to its reader: which format it is, and whom its policy names."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

from domain.contract.library import Library
from domain.contract.zones import unknown_zone
from domain.errors import DomainError
from studies.files.dates.order import DateOrder
from studies.files.drafts import Reader, Remark, Rows
from studies.files.incidents import Incident
from studies.files.intake.headings import of_a_table
from studies.files.json_records import JsonFile, looks_like_json
from studies.files.lines import FileUnusable
from studies.files.ours.own import Own
from studies.files.ours.own_csv import OwnCsv
from studies.files.ours.own_json import OwnJson, is_own
from studies.files.policy import Policy
from studies.files.systems.change_table import ChangeTable, words_of
from studies.files.systems.jira import Jira, is_changes_alone, is_jira
from studies.files.systems.servicenow import ServiceNow, is_servicenow
from studies.files.systems.snapshots import Snapshots
from studies.files.systems.zendesk import Zendesk, is_zendesk
from studies.files.table import Table

LOOKED_AT = 1_000
"""Objects of a file that are looked at for whose they are."""


class NotAZone(DomainError):
    """A zone for wall-clock times that does not exist."""


class ContractMissing(DomainError):
    """Incidents that name no contract, and nothing that chooses one."""


def reader_of(path: Path, zone: str, policy: Policy, library: Library, order: DateOrder | None = None) -> Reader:
    """The reader of a file. `order`: in which its dates in numbers are written; what they prove where it is not given.

    Raises `FileUnusable`, `NotAZone`, `ContractMissing`.
    """
    wrong = unknown_zone(zone)
    if wrong:
        raise NotAZone(f"The zone {': '.join(wrong)}")
    priorities = {name: tuple(contract.priorities) for name, contract in library.items()}
    objects = looks_like_json(path)
    if not objects:
        policy = of_a_table(policy, path)
    elif policy.columns:
        raise FileUnusable(path, "is JSON, and the mapping's columns are those of a table: leave them out")
    elif policy.encoding:
        raise FileUnusable(path, "is JSON, which is always in UTF-8: leave the encoding out")
    make = _of_objects(path) if objects else _of_rows(path, policy)
    if make is None:
        own = Own(zone, policy, priorities, order)
        return OwnJson(path, own) if objects else OwnCsv(path, own)
    choices = [*policy.values.values(), *filter(None, [policy.otherwise])]
    if not choices or any(choice.contract is None for choice in choices):
        raise ContractMissing(
            "An export of another system names no contract: give --contract, or a --mapping file that chooses one."
        )
    return make(path, zone, policy, priorities, order)


def _of_objects(path: Path) -> Callable[..., Snapshots] | None:
    """What reads another system's objects; `None` for a file of our own. Raises `FileUnusable`."""
    kinds = ((is_zendesk, Zendesk), (is_servicenow, ServiceNow), (is_jira, Jira))
    # A first line of something else decides nothing about those behind it.
    for record in islice(JsonFile(path).records(), LOOKED_AT):
        value = record.value
        found = next((kind for is_one, kind in kinds if is_one(value)), None)
        if found is not None or is_own(value):
            return found
        if {"metric", "ticket_id"} <= value.keys():
            raise FileUnusable(path, f"has metric events of Zendesk, which say neither priority nor state: {_AUDITS}")
        if {"fieldname", "newvalue"} <= value.keys():
            raise FileUnusable(path, f"has audits of ServiceNow, which say of no incident when it began: {_REPORT}")
        if is_changes_alone(value):
            raise FileUnusable(path, f"has changes of Jira without the issues that changed: {_CHANGES}")
        if {"requester_id", "status"} <= value.keys():
            raise FileUnusable(path, f"has tickets of Zendesk as they are, and not what happened to them: {_AUDITS}")
    return None


def _of_rows(path: Path, policy: Policy) -> Callable[..., Snapshots] | None:
    """What reads another system's table; `None` for a file of our own. Raises `FileUnusable`."""
    names = Table(path, policy.written).names
    words = words_of(names)
    if words is not None:
        return partial(ChangeTable, words=words)
    if is_servicenow(names):
        return ServiceNow
    if {"issue_key", "status"} <= {*names}:
        raise FileUnusable(path, f"has issues of Jira as they are, and not what happened to them: {_CHANGES}")
    return None


_REPORT = "export a report on them as CSV, with number, opened_at and priority (docs/guide/files.md)"
_AUDITS = "export ticket audits, or ticket events (docs/guide/files.md)"
_CHANGES = (
    "export a list of changes with the creation of each issue, or search by the REST API with expand=changelog "
    "(docs/guide/files.md)"
)


def read_all(reader: Reader) -> tuple[list[Incident], Rows, list[Remark]]:
    """Every incident of a file at once, with what became of its rows and what there is to say about them."""
    incidents: list[Incident] = []
    rows, remarks = Rows(), list[Remark]()
    for draft in reader.drafts():
        if isinstance(draft, Remark):
            rows.reported += draft.lost
            remarks.append(draft)
            continue
        understood = reader.understand(draft)
        rows.add(understood.rows)
        remarks += understood.remarks
        if understood.incident is not None:
            incidents.append(understood.incident)
    return incidents, rows, remarks
