"""What a request says, from options or from one line of a file, as the message that opens a ticket."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from domain.deciding.parsing import read_opening
from domain.errors import DomainError
from domain.terms.request import Request
from domain.ticket.commands import OpenTicket
from doors.application.reading import name

OF_THE_REQUEST = tuple(Request.model_fields)
OF_THE_TICKET = tuple(name for name in OpenTicket.model_fields if name not in ("type", "request", "sent_at"))


class Row(NamedTuple):
    """What one line of a file says: its fields, or what is wrong with it."""

    number: int
    fields: dict[str, Any]
    fault: str | None = None


class RequestUnreadable(DomainError):
    """A request with faults of its own, whatever the contract says."""


def message_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The message that flat fields make. What is `None` was not given. Raises `NotAName`."""
    given = {field: value for field, value in fields.items() if value is not None}
    request = {field: _checked(field, given.pop(field)) for field in OF_THE_REQUEST if field in given}
    return {**given, "request": request}


def _checked(field: str, value: Any) -> Any:
    return name(field.replace("_", " "), value) if isinstance(value, str) else value


def read_message(message: Mapping[str, Any]) -> OpenTicket:
    """The opening that a message holds. Raises `RequestUnreadable` with every fault, in the words of the options."""
    try:
        return read_opening(message)
    except DomainError as unreadable:
        sentence = unreadable.sentence.removeprefix("open: ").replace("request.", "")
        raise RequestUnreadable(sentence) from None


def read_request(**fields: str | None) -> Request:
    """The request that options make. Raises `RequestUnreadable`."""
    nobody = {"ticket": "preview", "customer": "preview", "subject": "preview"}
    return read_message(message_of({**nobody, **fields})).request
