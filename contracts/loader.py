"""Reading contract files: each one checked at the door, every fault of it told at once."""

from pathlib import Path

from contracts.public_holidays import countries, holiday_names
from contracts.published import altered
from contracts.yaml_file import Unreadable, YamlFile
from domain.contract.checks.checking import examine
from domain.contract.contract import Contract
from domain.contract.faults import ContractFaults, Fault, written
from domain.contract.library import Library

PUBLISHED = Path(__file__).parent
"""The folder of the published contracts."""


def check(path: Path) -> tuple[Fault, ...]:
    """Every fault of a contract file; none where it can be used."""
    read = _read(Path(path))
    return read if isinstance(read, tuple) else ()


def load(path: Path) -> Contract:
    """The contract in a file. Raises `ContractFaults` with every fault of it."""
    read = _read(Path(path))
    if isinstance(read, tuple):
        raise ContractFaults(read)
    return read


def load_all(folder: Path | None = None) -> Library:
    """Every contract in a folder (the published ones by default), by its id.

    Raises `ContractFaults` with every fault of every file, altered published files, and ids that two
    files share.
    """
    where = PUBLISHED if folder is None else Path(folder)
    files = sorted(where.glob("*.yaml"))
    if not files:
        raise ContractFaults((Fault(where.name, None, "the folder", "has no contract (*.yaml)", "add one"),))
    faults = list(altered(where))
    contracts: dict[str, Contract] = {}
    for path in files:
        read = _read(path)
        if isinstance(read, tuple):
            faults.extend(read)
        elif read.id in contracts:
            faults.append(Fault(path.name, None, "id", f"{read.id!r} is another file's id too", "give it its own"))
        else:
            contracts[read.id] = read
    if faults:
        raise ContractFaults(tuple(faults))
    return Library(contracts)


def _read(path: Path) -> Contract | tuple[Fault, ...]:
    try:
        file = YamlFile(path)
    except Unreadable as unreadable:
        return (unreadable.fault,)
    examined = examine(file.plain, countries(), holiday_names)
    if isinstance(examined, Contract):
        return examined
    faults = [
        Fault(path.name, file.line_of(finding.path), written(finding.path), finding.wrong, finding.right)
        for finding in examined
    ]
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))
