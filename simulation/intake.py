"""From a file of incidents to its reader: which format it is, and whom its policy names."""

from itertools import islice
from pathlib import Path

from domain.contract.library import Library
from domain.contract.zones import unknown_zone
from domain.errors import DomainError
from simulation.drafts import Reader, Remark, Rows
from simulation.incidents import Incident
from simulation.own import Own
from simulation.own_csv import OwnCsv
from simulation.own_json import OwnJson
from simulation.policy import Policy
from simulation.servicenow import ServiceNow
from simulation.table import Table, lines


class NotAZone(DomainError):
    """A zone for wall-clock times that does not exist."""


class ContractMissing(DomainError):
    """Incidents that name no contract, and nothing that chooses one."""


def reader_of(path: Path, zone: str, policy: Policy, library: Library) -> Reader:
    """The reader of a file. Raises `FileUnusable`, `NotAZone`, `ContractMissing`."""
    wrong = unknown_zone(zone)
    if wrong:
        raise NotAZone(f"The zone {': '.join(wrong)}")
    priorities = {name: tuple(contract.priorities) for name, contract in library.items()}
    own = Own(zone, policy, priorities)
    first = "".join(islice((line for line in lines(path) if line.strip()), 1))
    if path.suffix.lower() in (".jsonl", ".ndjson", ".json") or first.lstrip().startswith("{"):
        return OwnJson(path, own)
    if {"number", "incident_state"} <= {*Table(path).names}:
        choices = [*policy.values.values(), *filter(None, [policy.otherwise])]
        if not choices or any(choice.contract is None for choice in choices):
            raise ContractMissing(
                "A ServiceNow export names no contract: give --contract, or a --mapping file that chooses one."
            )
        return ServiceNow(path, zone, policy, priorities)
    return OwnCsv(path, own)


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
