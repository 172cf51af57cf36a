"""What a person or a system writes for an instant, a ticket or a name; and the sentence where it is none."""

import re
from datetime import UTC, datetime

from pydantic import TypeAdapter, ValidationError

from domain.deciding.parsing import read_instant
from domain.errors import DomainError
from domain.text import Line, TicketId

_TICKET: TypeAdapter[str] = TypeAdapter(TicketId)
_LINE: TypeAdapter[str] = TypeAdapter(Line)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?P<zone>[Zz]|[+-]\d\d:?\d\d)?", re.ASCII)


class NotAnInstant(DomainError):
    """Text that does not name one instant."""


class NotAName(DomainError):
    """Text that nothing can be called."""


class NotATicket(DomainError):
    """Text that cannot be the id of a ticket."""


def instant(text: object, what: str = "--at") -> datetime | None:
    """The instant that `what` names, in UTC. Raises `NotAnInstant` for what is none, or has no time zone."""
    if text is None:
        return None
    written = _INSTANT.fullmatch(text) if isinstance(text, str) else None
    # Pydantic would take more than this for an instant: a bare number for seconds since 1970, for one.
    wrong = "is not an instant" if written is None or written["zone"] else "has no time zone"
    try:
        found = read_instant(text) if written and written["zone"] else None
    except DomainError:
        found = None
    if found is None:
        raise not_an_instant(what, str(text), wrong)
    return found


def not_an_instant(what: str, text: str, wrong: str = "is not an instant") -> NotAnInstant:
    """The sentence for what names no instant."""
    return NotAnInstant(
        f"{what} {text[:100]!r} {wrong}; write it like 2026-12-24T16:00:00+01:00, or 2026-12-24T15:00:00Z in UTC"
    )


def ticket_id(text: str) -> str:
    """The id of a ticket. Raises `NotATicket`."""
    try:
        return _TICKET.validate_python(text)
    except ValidationError:
        raise not_a_ticket(text) from None


def not_a_ticket(text: str) -> NotATicket:
    """The sentence for what cannot be a ticket."""
    return NotATicket(
        f"{text[:100]!r} cannot be a ticket: its id has letters, digits, dots, underscores and hyphens only, "
        "at most 100, a letter or digit first"
    )


def name(what: str, text: str | None) -> str | None:
    """The name that an option or a field gives. Raises `NotAName`."""
    try:
        return None if text is None else _LINE.validate_python(text)
    except ValidationError:
        shown = repr(text if len(text or "") < 100 else (text or "")[:100] + "...")
        raise NotAName(
            f"{what} {shown} is no name; write 1 to 200 characters on one line, and no control characters"
        ) from None


def now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)
