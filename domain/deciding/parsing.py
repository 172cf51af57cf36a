"""Messages come in as plain JSON; here they become commands, or a sentence that tells their faults (semantics 24)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from itertools import repeat
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from domain.bounds import require_bounds
from domain.brief import NAMED, name, some
from domain.deciding.importing import History
from domain.errors import Unreadable
from domain.text import Instant
from domain.ticket.commands import Command, OpenTicket

_COMMAND: TypeAdapter[Command] = TypeAdapter(Command)
_INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)


def read_command(type_: str, message: object) -> Command:
    """The command of that type that a JSON object holds. Raises `Unreadable`."""
    fields, known = _fields(type_, message), _known(type_)
    unknown = [field for field in fields if field not in known and field != "type"]
    # Each of the many that there may be would become an error of its own.
    untold = frozenset(unknown[NAMED:])
    read = {field: value for field, value in fields.items() if field not in untold}
    try:
        return _COMMAND.validate_python({**read, "type": type_}, strict=False)
    except ValidationError as invalid:
        raise Unreadable(_sentence(type_, invalid, known, untold=len(untold))) from None


def read_opening(message: object) -> OpenTicket:
    """The opening that a JSON object holds. Raises `Unreadable`."""
    fields = _fields("open", message)
    try:
        return OpenTicket.model_validate(fields)
    except ValidationError as invalid:
        raise Unreadable(_sentence("open", invalid, list(OpenTicket.model_fields))) from None


def read_history(message: object) -> History:
    """The history of an imported ticket that a JSON object holds. Raises `Unreadable`."""
    fields = _fields("history", message)
    try:
        return History.model_validate(fields)
    except ValidationError as invalid:
        raise Unreadable(_sentence("history", invalid, list(History.model_fields))) from None


def read_instant(message: object) -> datetime | None:
    """The instant that a JSON value holds; `None` where there is none. Raises `Unreadable`."""
    if message is None:
        return None
    require_bounds(message)
    try:
        return _INSTANT.validate_python(message)
    except ValidationError:
        raise Unreadable(f"{name(message)} is not an instant; write it like 2026-12-24T16:00:00+01:00") from None


def kind_of(value: object) -> str:
    """What a JSON value is, in a word."""
    kinds = {list: "a list", tuple: "a list", str: "a text", bool: "a truth value", int: "a number", float: "a number"}
    return kinds.get(type(value), "nothing that JSON has")


def _fields(type_: str, message: object) -> Mapping[str, Any]:
    if message is None:
        return {}
    if not isinstance(message, Mapping):
        raise Unreadable(
            f"{name(type_)}: the message is {kind_of(message)}; it must be a JSON object with the command's fields"
        )
    require_bounds(message)
    return message


def _known(type_: str) -> list[str]:
    for choice in Command.__origin__.__args__:  # type: ignore[attr-defined]
        if choice.model_fields["type"].default == type_:
            return [field for field in choice.model_fields if field != "type"]
    return []


def _sentence(type_: str, invalid: ValidationError, known: Sequence[str], *, untold: int = 0) -> str:
    errors = invalid.errors(include_url=False, include_input=False)
    # Only what is told is put into words.
    faults = (_fault(error, known) if place < NAMED else "" for place, error in enumerate(errors))
    return f"{name(type_)}: {some((*faults, *repeat('', untold)))}"


def _fault(error: ErrorDetails, known: Sequence[str]) -> str:
    place = [name(part) for part in error["loc"]]
    field = ".".join(place[1:] if place and place[0] not in known and len(place) > 1 else place) or "the message"
    match error["type"]:
        case "missing":
            return f"{field} is missing"
        case "extra_forbidden":
            return _unknown(field, known)
        case "timezone_aware":
            return f"{field} has no time zone; write it like 2026-12-24T16:00:00+01:00"
        case "datetime_from_date_parsing" | "datetime_parsing" | "datetime_type":
            return f"{field} is not an instant; write it like 2026-12-24T16:00:00+01:00"
        case "string_pattern_mismatch":
            return (
                f"{field} may hold at most 100 letters, digits, dots, underscores and hyphens, a letter or digit first"
            )
        case "string_too_short":
            return f"{field} is empty"
        case "string_too_long":
            return f"{field} is too long; it can have {error['ctx']['max_length']} characters"
        case _:
            return f"{field}: {error['msg'][0].lower()}{error['msg'][1:]}"


def _unknown(field: str, known: Sequence[str]) -> str:
    asked = name(field)
    near = get_close_matches(asked.rpartition(".")[2], known, n=1)
    return f"there is no field {asked}" + (f"; did you mean {near[0]}" if near else f"; it can have {', '.join(known)}")
