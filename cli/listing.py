"""`list`: which tickets there are, from the journal."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cli.library import library
from cli.options import JSON, name, settings_of
from cli.reaching import read_journal
from cli.rendering import clock, say, show_json, show_table
from cli.standing import missed_of
from domain.contract.library import Library
from domain.standing import Standing

if TYPE_CHECKING:
    from activities.reading import JournalReader

Status = Literal["working", "waiting", "resolved", "closed"]


def list_tickets(
    context: typer.Context,
    status: Annotated[Status | None, typer.Option(help="Only those with this status.")] = None,
    customer: Annotated[str | None, typer.Option(help="Only this customer's.")] = None,
    contract: Annotated[str | None, typer.Option(help="Only those under this contract.")] = None,
    priority: Annotated[str | None, typer.Option(help="Only those of this priority.")] = None,
    level: Annotated[str | None, typer.Option(help="Only those at this level.")] = None,
    breached: Annotated[
        bool | None,
        typer.Option("--breached/--not-breached", metavar="", help="Only those with a missed promise, or without."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 100,
    json: JSON = False,
) -> None:
    """List tickets, what comes due next first. It reads the journal, which follows the tickets within a moment."""
    from activities.reading import TicketFilter

    only = TicketFilter(
        status=status,
        customer=name("--customer", customer),
        contract=name("--contract", contract),
        priority=name("--priority", priority),
        level=name("--level", level),
        breached=breached,
    )

    async def listed(journal: "JournalReader") -> list[Standing]:
        return await journal.list_tickets(only, limit=limit)

    settings = settings_of(context)
    found = read_journal(settings, listed)
    if json:
        show_json(found)
    elif found:
        _show(found, _zones(library(settings)))
        say(f"{len(found)} tickets" if len(found) != 1 else "1 ticket")
    else:
        say("There is no such ticket.")


def _zones(contracts: Library) -> Callable[[Standing], str]:
    """The zone of the office that serves a ticket; UTC where its contract or theatre is no longer published."""

    def zone(standing: Standing) -> str:
        contract = contracts.get(standing.contract)
        theatre = contract.theatres.get(standing.theatre) if contract else None
        return theatre.zone if theatre else "UTC"

    return zone


def _stands(standing: Standing) -> str:
    waits = f" on {' and '.join(standing.waiting_on)}" if standing.waiting_on else ""
    return "\n".join([f"{standing.priority} {standing.status}{waits}", standing.level, *missed_of(standing)])


def _show(found: list[Standing], zone_of: Callable[[Standing], str]) -> None:
    rows = [
        (
            standing.ticket,
            f"{standing.customer}\n{standing.subject}",
            f"{standing.contract}\n{standing.plan}, {standing.theatre}",
            _stands(standing),
            f"{clock(standing.next_due, zone_of(standing))}\n{standing.next_is or ''}".rstrip(),
        )
        for standing in found
    ]
    show_table(None, ("ticket", "customer, subject", "contract", "stands", "comes next"), rows)
