"""A command of the command line: sent, and answered with how the ticket then stands."""

import typer

from doors.application.operating import operate as send
from doors.application.operating import read_fields
from doors.application.reading import instant, ticket_id
from doors.cli.looking.status_lines import standing_lines
from doors.cli.options import settings_of
from doors.cli.reaching import reach
from doors.cli.rendering import complain, say, show_json


def operate(
    context: typer.Context,
    ticket: str,
    command: str,
    *,
    at: str | None,
    by: str | None,
    id: str | None,
    json: bool,
    **fields: object,
) -> None:
    """Send a command, and print how the ticket stands. Raises a `DomainError` for what the ticket refuses."""
    name, when = ticket_id(ticket), instant(at)
    read = read_fields(command, {**fields, "at": when.isoformat() if when else None, "by": by, "id": id})
    seen = reach(settings_of(context), lambda within: send(within, name, read, lambda said: complain(f"({said})")))
    if json:
        show_json(seen)
    else:
        say(*standing_lines(seen))
