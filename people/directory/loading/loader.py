"""Reading a directory file: checked at the door, every fault of it told at once."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from contracts.yaml_file import Unreadable, YamlFile
from domain.contract.faults import Fault, Finding, written
from domain.contract.library import Library
from people.directory.checks import check as between
from people.directory.directory import Directory
from people.directory.discretion import discreet
from people.directory.draft import read
from people.directory.errors import DirectoryFaults
from people.directory.loading.building import built
from people.directory.salvage import beside

NOTHING_SET: Mapping[str, str] = MappingProxyType({})
"""No variable is known: what stands for it in an address is tried in its place."""


def load(path: Path, library: Library, environ: Mapping[str, str] = NOTHING_SET) -> Directory:
    """The directory in a file, for these contracts. Raises `DirectoryFaults` with every fault of it.

    Each address is tried, with the variables that `environ` has: a worker gives it where messages are sent from.
    """
    found = _read(Path(path), library, environ)
    if isinstance(found, tuple):
        raise DirectoryFaults(found)
    return found


def check(path: Path, library: Library) -> tuple[Fault, ...]:
    """Every fault of a directory file; none where it can be used."""
    found = _read(Path(path), library, NOTHING_SET)
    return found if isinstance(found, tuple) else ()


def _read(path: Path, library: Library, environ: Mapping[str, str]) -> Directory | tuple[Fault, ...]:
    if not path.is_file():
        wrong = "is a folder" if path.is_dir() else "there is no such file"
        return (Fault(path.name, None, "the file", wrong, "give the path of a directory file in YAML"),)
    try:
        file = YamlFile(path)
    except Unreadable as unreadable:
        return (_quoting_nothing(unreadable.fault),)
    examined = examine(file.plain, library, environ)
    if isinstance(examined, Directory):
        return examined
    faults = {
        Fault(path.name, file.line_of(finding.path), written(finding.path), finding.wrong, finding.right): None
        for finding in examined
    }
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))


def examine(plain: Any, library: Library, environ: Mapping[str, str] = NOTHING_SET) -> Directory | tuple[Finding, ...]:
    """The directory that a file's content (in JSON's types) describes, or every fault of it at once."""
    if not isinstance(plain, dict):
        wrong = "is empty" if plain is None else "is no directory"
        return (Finding((), wrong, "write a mapping with people and teams"),)
    draft, shape = read(plain)
    found = beside(list(between(draft, library, environ)), shape)
    findings = tuple(discreet(finding) for finding in (*shape, *found))
    return findings or built(draft)


def _quoting_nothing(fault: Fault) -> Fault:
    """A key that stands there twice is told without its values, which may be secrets."""
    return Fault(fault.file, fault.line, fault.field, fault.wrong.partition(" with value")[0], fault.right)
