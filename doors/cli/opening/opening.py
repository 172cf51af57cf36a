"""`open`: one ticket by options, or a file of many."""

from pathlib import Path
from typing import Annotated

import typer

from domain.showing.snapshot import Snapshot
from doors.application.opening import open_ticket, opening_of
from doors.application.reach import Reach
from doors.cli.library import library
from doors.cli.looking.status_lines import standing_lines
from doors.cli.options import (
    BY,
    CHANNEL,
    CUSTOMER_ZONE,
    ID,
    JSON,
    LANGUAGE,
    PLAN,
    REQUESTER,
    THEATRE,
    NotUnderstood,
    settings_of,
)
from doors.cli.reaching import reach
from doors.cli.rendering import say, show_json

NEEDED = ("customer", "subject", "contract", "priority")


def open_tickets(
    context: typer.Context,
    customer: Annotated[str | None, typer.Option(help="Whose problem it is.")] = None,
    subject: Annotated[str | None, typer.Option(help="The problem, on one line. One ticket is one problem.")] = None,
    contract: Annotated[
        str | None, typer.Option(help="The contract, such as imagiclecare-4.1; see: contracts list.")
    ] = None,
    priority: Annotated[str | None, typer.Option(help="The priority, such as P2, or critical for Imagen TI.")] = None,
    plan: PLAN = None,
    theatre: THEATRE = None,
    customer_zone: CUSTOMER_ZONE = None,
    channel: CHANNEL = None,
    language: LANGUAGE = None,
    requester: REQUESTER = None,
    ticket: Annotated[
        str | None, typer.Option(metavar="ID", help="The ticket's id; a readable one is made if left out.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="INSTANT", help="When it was reported; now if left out.")
    ] = None,
    by: BY = None,
    id: ID = None,
    file: Annotated[
        Path | None,
        typer.Option(help="A file of tickets: CSV with these options as columns, or JSON, one object on a line."),
    ] = None,
    json: JSON = False,
) -> None:
    """Open a ticket, or every ticket of a file; its clock begins at once.

    To open the same again changes nothing. Of a file each refused line is told, and the others are opened.
    """
    given = {
        name: value
        for name, value in {
            "ticket": ticket,
            "customer": customer,
            "subject": subject,
            "contract": contract,
            "plan": plan,
            "theatre": theatre,
            "customer_zone": customer_zone,
            "priority": priority,
            "channel": channel,
            "language": language,
            "requester": requester,
            "at": at,
            "by": by,
            "id": id,
        }.items()
        if value is not None
    }
    if file is not None:
        # Reading files brings what no ticket by options needs.
        from doors.cli.opening.batch import open_file

        _refuse_options_beside_a_file(context, given)
        open_file(settings_of(context), file, json=json)
        return
    _require(context, given)
    seen = _open(context, given)
    if json:
        show_json(seen)
    else:
        say(*standing_lines(seen))


def _open(context: typer.Context, given: dict[str, str]) -> Snapshot:
    message = opening_of(given)

    async def opened(within: Reach) -> Snapshot:
        return (await open_ticket(within, message)).snapshot

    settings = settings_of(context)
    return reach(settings, opened, library=library(settings))


def _refuse_options_beside_a_file(context: typer.Context, given: dict[str, str]) -> None:
    if given:
        options = ", ".join(_option(name) for name in given)
        raise NotUnderstood(context, f"--file brings tickets of its own: leave out {options}.")


def _require(context: typer.Context, given: dict[str, str]) -> None:
    missing = [_option(name) for name in NEEDED if name not in given]
    if missing:
        raise NotUnderstood(context, f"A ticket needs {', '.join(missing)}; for a file of tickets give --file alone.")


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
