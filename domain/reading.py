"""Messages come in as plain JSON; here they become commands, or a sentence that lists every fault (semantics 24)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from domain.commands import Command, OpenTicket
from domain.errors import Unreadable
from domain.importing import History
from domain.text import Instant

_COMMAND: TypeAdapter[Command] = TypeAdapter(Command)
_INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)


def read_command(type_: str, message: object) -> Command:
    """The command of that type that a JSON object holds. Raises `Unreadable`."""
    fields = _fields(type_, message)
    try:
        return _COMMAND.validate_python({**fields, "type": type_}, strict=False)
    except ValidationError as invalid:
        raise Unreadable(_sentence(type_, invalid, _known(type_))) from None


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


def _fields(type_: str, message: object) -> Mapping[str, Any]:
    if message is None:
        return {}
    if not isinstance(message, Mapping):
        kind = {list: "a list", str: "a text", bool: "a truth value"}.get(type(message), "a number")
        raise Unreadable(f"{type_}: the message is {kind}; it must be a JSON object with the command's fields")
    return message


def _known(type_: str) -> list[str]:
    for choice in Command.__origin__.__args__:  # type: ignore[attr-defined]
        if choice.model_fields["type"].default == type_:
            return [name for name in choice.model_fields if name != "type"]
    return []


def _sentence(type_: str, invalid: ValidationError, known: Iterable[str]) -> str:
    return f"{type_}: " + "; ".join(_fault(error, list(known)) for error in invalid.errors())


def _fault(error: ErrorDetails, known: list[str]) -> str:
    place = [str(part) for part in error["loc"]]
    field = ".".join(place[1:] if place and place[0] not in known and len(place) > 1 else place) or "the message"
    match error["type"]:
        case "missing":
            return f"{field} is missing"
        case "extra_forbidden":
            near = get_close_matches(place[-1], known, n=1)
            return f"there is no field {field}" + (
                f"; did you mean {near[0]}" if near else f"; it can have {', '.join(known)}"
            )
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


def read_instant(message: object) -> datetime | None:
    """The instant that a JSON value holds; `None` where there is none. Raises `Unreadable`."""
    if message is None:
        return None
    try:
        return _INSTANT.validate_python(message)
    except ValidationError:
        raise Unreadable(f"{message} is not an instant; write it like 2026-12-24T16:00:00+01:00") from None
