"""`contracts`: the published contracts, what one says, and what is wrong with a file. No server is needed."""

from pathlib import Path
from typing import Annotated

import typer

from domain.contract.describe import summary
from doors.application.showing.plain import as_plain
from doors.cli.library import library
from doors.cli.looking.contract_view import (
    show_contract,
)
from doors.cli.options import JSON, settings_of
from doors.cli.rendering import complain, say, show_json, show_table


def commands() -> typer.Typer:
    """The commands about contracts."""
    app = typer.Typer(help="List the contracts, show what one says, or check a file.")
    app.command("list")(list_contracts)
    app.command("show")(show)
    app.command("check")(check)
    return app


def list_contracts(context: typer.Context, json: JSON = False) -> None:
    """List the contracts with their plans, priorities and theatres."""
    found = [summary(contract) for contract in library(settings_of(context)).values()]
    if json:
        show_json([as_plain(one) for one in found])
        return
    rows = [
        (
            one.id,
            one.first_day.isoformat() if one.first_day else "open",
            "\n".join(one.plans),
            "\n".join(one.priorities),
            "\n".join(one.theatres),
        )
        for one in found
    ]
    show_table(None, ("contract", "valid from", "plans", "priorities", "theatres"), rows)


def show(
    context: typer.Context,
    contract: Annotated[str, typer.Argument(metavar="ID", help="The contract's id, such as imagiclecare-4.1.")],
    json: JSON = False,
) -> None:
    """Show what a contract says, where each value stands in its source, and how unclear places were read."""
    found = library(settings_of(context)).named(contract)
    if json:
        show_json(as_plain(found))
    else:
        show_contract(found)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A contract file in YAML.")], json: JSON = False
) -> None:
    """Check a contract file and name every fault at once: line, field, what is wrong, what would be right."""
    from contracts.loader import check as faults_of

    faults = faults_of(file)
    if json:
        show_json([as_plain(fault) for fault in faults])
    else:
        complain(*(fault.sentence for fault in faults))
    if faults:
        raise typer.Exit(1)
    if not json:
        say("no faults")
