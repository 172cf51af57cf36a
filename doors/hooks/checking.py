"""Every fault of a hook file at once: its shape, then what it says of commands and of contracts."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from activities.hooks.names import OPEN
from domain.contract.checks.shape import findings
from domain.contract.contract import Contract
from domain.contract.faults import Finding, Path
from domain.contract.library import Library
from domain.contract.spelling import instead, listed
from domain.ticket.commands import Command
from doors.hooks.file import HookFile
from doors.hooks.parts import IGNORE, Deed, Given

OURS = ("type", "id", "at", "sent_at")
"""Fields of a command that come from the event itself."""
COMMANDS: dict[str, type[BaseModel]] = {
    model.model_fields["type"].default: model
    for model in Command.__origin__.__args__  # type: ignore[attr-defined]
}
_SHORT = ("any", "text", "source", "fields", "command", "reason", "in_short")
"""What the parts of a file are called once they are read, where they may be written in short."""


def examine(plain: Any, library: Library) -> HookFile | tuple[Finding, ...]:
    """The hook file that a file's content (in JSON's types) is, or every fault of it."""
    if not isinstance(plain, Mapping):
        wrong = "is empty" if plain is None else "is no hook file"
        return (Finding((), wrong, "write a mapping with signature, secret, event, ticket, opening and rules"),)
    try:
        file = HookFile.model_validate(plain)
    except ValidationError as invalid:
        return tuple(_placed(plain, one) for one in findings(invalid, (), HookFile))
    return tuple(_placed(plain, one) for one in _faults(file, library)) or file


def _placed(plain: Any, finding: Finding) -> Finding:
    """A finding at the place where the file has it, which may be written in short."""
    here, place = plain, list[str | int]()
    for part in finding.path:
        if isinstance(here, Mapping) and part == "fields" and len(here) == 1:
            [part] = here
        held = isinstance(here, Mapping) and part in here
        if held or (isinstance(here, list) and isinstance(part, int) and part < len(here)):
            here = here[part]
        elif isinstance(part, int) or part in _SHORT:
            continue
        place.append(part)
    return Finding(tuple(place), finding.wrong, finding.right)


def _faults(file: HookFile, library: Library) -> Iterator[Finding]:
    yield from _of_the_rules(file)
    contracts = _outcomes(file.opening.contract)
    for name in contracts:
        if name not in library:
            yield Finding(("opening", "contract"), f"there is no contract {name!r}", instead(name, library))
    known = [library[name] for name in contracts if name in library]
    if known:
        yield from _of_the_contracts(file, known)


def _of_the_rules(file: HookFile) -> Iterator[Finding]:
    if not any(deed.command == OPEN for rule in file.rules for deed in rule.do):
        yield Finding(("rules",), "never open a ticket", "add a rule with `do: open`")
    for number, rule in enumerate(file.rules):
        for place, deed in enumerate(rule.do):
            yield from _of_a_deed(deed, ("rules", number, "do", place))


def _of_a_deed(deed: Deed, here: Path) -> Iterator[Finding]:
    if deed.command in (OPEN, IGNORE):
        if deed.fields:
            yield Finding(here, "takes no fields here", "write them under opening")
        return
    if deed.command not in COMMANDS:
        known = [_said(name) for name in (OPEN, *COMMANDS, IGNORE)]
        yield Finding(here, f"there is no command {_said(deed.command)!r}", instead(_said(deed.command), known))
        return
    fields = {name: field for name, field in COMMANDS[deed.command].model_fields.items() if name not in OURS}
    for name in deed.fields:
        if name not in fields:
            yield Finding((*here, "fields", name), f"{_said(deed.command)} has no {name!r}", instead(name, fields))
    for name, field in fields.items():
        if field.is_required() and name not in deed.fields:
            yield Finding(
                here, f"{_said(deed.command)} needs {name!r}", f"give it: {{{_said(deed.command)}: {{{name}: ...}}}}"
            )


def _of_the_contracts(file: HookFile, contracts: list[Contract]) -> Iterator[Finding]:
    """What no contract that a ticket may be opened under knows."""
    rest = [one.rest_of_the_world.name for one in contracts if one.rest_of_the_world]
    opening = file.opening
    known = {
        "plan": [name for one in contracts for name in one.plans],
        "theatre": [*(name for one in contracts for name in one.theatres), *rest],
        "priority": [name for one in contracts for name in one.priorities],
    }
    for what, names in known.items():
        yield from _unknown(getattr(opening, what), ("opening", what), what, names)
    for number, rule in enumerate(file.rules):
        for place, deed in enumerate(rule.do):
            if deed.command == "change_priority":
                here = ("rules", number, "do", place, "fields", "priority")
                yield from _unknown(deed.fields.get("priority"), here, "priority", known["priority"])


def _unknown(given: Given | None, here: Path, what: str, known: list[str]) -> Iterator[Finding]:
    for name in _outcomes(given):
        if name not in known:
            choices = tuple(dict.fromkeys(known))
            yield Finding(here, f"there is no {what} {name!r} in these contracts", f"choose {listed(choices)}")


def _outcomes(given: Given | None) -> tuple[str, ...]:
    """What a value can be, as far as the file says it."""
    if given is None:
        return ()
    found = (given.text, given.otherwise, *(given.values or {}).values())
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _said(command: str) -> str:
    return command.replace("_", "-")
