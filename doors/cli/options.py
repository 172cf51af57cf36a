"""Options that several commands share, and what their values must be."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from domain.deciding.parsing import read_instant
from domain.errors import DomainError
from domain.text import Line, TicketId
from runtime.settings import Settings

_TICKET: TypeAdapter[str] = TypeAdapter(TicketId)
_LINE: TypeAdapter[str] = TypeAdapter(Line)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?P<zone>[Zz]|[+-]\d\d:?\d\d)?", re.ASCII)


class NotAnInstant(DomainError):
    """Text that does not name one instant."""


class NotAName(DomainError):
    """Text that nothing can be called."""


class NotUnderstood(typer.TyperException):
    """Options that do not go together."""

    exit_code = 2

    def __init__(self, context: typer.Context, sentence: str) -> None:
        super().__init__(sentence)
        self.ctx = context


class NotATicket(DomainError):
    """Text that cannot be the id of a ticket."""


def instant(text: str | None, what: str = "--at") -> datetime | None:
    """The instant that an option names, in UTC. Raises `NotAnInstant` for what is none, or has no time zone."""
    if text is None:
        return None
    written = _INSTANT.fullmatch(text)
    # Pydantic would take more than this for an instant: a bare number for seconds since 1970, for one.
    wrong = "is not an instant" if written is None or written["zone"] else "has no time zone"
    try:
        found = read_instant(text) if written and written["zone"] else None
    except DomainError:
        found = None
    if found is None:
        raise NotAnInstant(
            f"{what} {text[:100]!r} {wrong}; write it like 2026-12-24T16:00:00+01:00, or 2026-12-24T15:00:00Z in UTC"
        )
    return found


def ticket_id(text: str) -> str:
    """The id of a ticket. Raises `NotATicket`."""
    try:
        return _TICKET.validate_python(text)
    except ValidationError:
        raise NotATicket(
            f"{text[:100]!r} cannot be a ticket: its id has letters, digits, dots, underscores and hyphens only, "
            "at most 100, a letter or digit first"
        ) from None


def name(what: str, text: str | None) -> str | None:
    """The name that an option or a field gives. Raises `NotAName`."""
    try:
        return None if text is None else _LINE.validate_python(text)
    except ValidationError:
        shown = repr(text if len(text or "") < 100 else (text or "")[:100] + "...")
        raise NotAName(
            f"{what} {shown} is no name; write 1 to 200 characters on one line, and no control characters"
        ) from None


def settings_of(context: typer.Context) -> Settings:
    """The settings with which this command runs."""
    load: Callable[[], Settings] = context.obj
    return load()


def now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


TICKET = Annotated[str, typer.Argument(metavar="TICKET", help="The ticket's id, such as T-20261121-4f7a2c.")]
AT = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="INSTANT", help="When it was true, such as 2026-12-24T16:00:00+01:00; now if left out."
    ),
]
BY = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who gives this command: you, or the system that sends it.")
]
ID = Annotated[
    str | None,
    typer.Option("--id", metavar="ID", help="An id of this command: given twice with the same id, it counts once."),
]
JSON = Annotated[bool, typer.Option("--json", help="Answer with one JSON document, instants in UTC.", metavar="")]

CONTRACT = Annotated[str, typer.Option(help="The contract, such as imagiclecare-4.1; `contracts list` shows them.")]
PLAN = Annotated[str | None, typer.Option(help="The plan, such as gold; can be left out where there is only one.")]
THEATRE = Annotated[
    str | None, typer.Option(help="The theatre whose team serves the customer, such as europe, or rest-of-the-world.")
]
CUSTOMER_ZONE = Annotated[
    str | None,
    typer.Option(
        metavar="ZONE", help="The customer's own time zone, such as Asia/Tokyo; it finds the nearest theatre."
    ),
]
PRIORITY = Annotated[str, typer.Option(help="The priority, such as P2, or critical for Imagen TI.")]
CHANNEL = Annotated[
    str | None,
    typer.Option(help="How the request came: web, phone, chat, email, proactive; web if left out."),
]
LANGUAGE = Annotated[str | None, typer.Option(help="The language asked for, in two letters, such as en.")]
REQUESTER = Annotated[
    str | None, typer.Option(metavar="WHO", help="Who asks: administrator (if left out) or end-user.")
]
