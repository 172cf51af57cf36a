"""What a caller sent, as fields. Each fault gets a sentence, as it does through every other door."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from temporalio.common import RawValue

from domain.bounds import require_bounds
from domain.brief import name, some
from domain.deciding.parsing import kind_of
from domain.errors import Unreadable
from doors.application.calling import meant
from doors.application.opening import made_id
from doors.application.reading import ticket_id
from doors.application.requests import message_of
from workflows.arguments import Argument
from workflows.messages import SIGNALS, UPDATES

TICKET, COMMAND = "ticket", "command"
COMMANDS = (*UPDATES, *SIGNALS)


def fields_of(sent: RawValue) -> dict[str, Any]:
    """The fields of the JSON object that was sent. Raises `Unreadable` for anything else."""
    value = Argument(sent.payload).value()
    if not isinstance(value, Mapping):
        found = "nothing" if value is None else kind_of(value)
        raise Unreadable(f"the operation's input is {found}; it must be one JSON object")
    require_bounds(value)
    return dict(value)


def taken(fields: dict[str, Any], field: str) -> str:
    """The text of a field that must be there, which is taken out of the others. Raises `Unreadable`."""
    value = fields.pop(field, None)
    if value is None:
        raise Unreadable(f"{field} is missing")
    if not isinstance(value, str):
        raise Unreadable(f"{field} is {kind_of(value)}; it must be a text")
    return value


def ticket_of(fields: dict[str, Any]) -> str:
    """The ticket that the fields name, which is taken out of them. Raises a `DomainError`."""
    return ticket_id(taken(fields, TICKET))


def command_of(fields: dict[str, Any]) -> str:
    """The command that the fields name, as messages or as the command line write it. Raises `Unreadable`."""
    asked = taken(fields, COMMAND)
    command = meant(asked)
    if command in COMMANDS:
        return command
    near = get_close_matches(command[:100], COMMANDS, n=1)
    instead = f"did you mean {near[0]}?" if near else f"it can be {', '.join(COMMANDS)}"
    raise Unreadable(f"there is no command {name(asked)}; {instead}")


def opening_of(fields: dict[str, Any], request_id: str) -> dict[str, Any]:
    """The message that opens a ticket, also where the fields of its request stand among the others.

    A ticket that is given no id gets one: the same each time that Temporal repeats the operation.
    """
    given = {TICKET: made_id(request_id), **fields}
    return given if "request" in given else message_of(given)


def nothing_more(fields: dict[str, Any]) -> None:
    """Raise `Unreadable` for fields that are left over."""
    if fields:
        raise Unreadable(f"there is no field {some(map(name, fields), ', ')}; it can have {TICKET} alone")
