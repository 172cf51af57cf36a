"""`list`: which tickets there are, from the journal."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cli.library import library
from cli.lost import lost_among, told
from cli.options import JSON, name, settings_of
from cli.reaching import Look, look
from cli.rendering import clock, complain, say, show_json, show_table
from cli.standing import missed_of
from domain.contract.library import Library
from domain.errors import DomainError
from domain.standing import Standing
from runtime.errors import RuntimeFault

if TYPE_CHECKING:
    from activities.reading import TicketFilter
    from runtime.fates import Fate

Status = Literal["working", "waiting", "resolved", "closed"]

MOST = 10_000
"""Tickets that are looked at, at most."""


class Unknown(RuntimeFault):
    """It cannot be said which tickets are lost."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Which tickets are lost cannot be known now. {why}")


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
    lost: Annotated[
        bool, typer.Option("--lost", help="Only those that are open and whose workflow is lost; see `revive`.")
    ] = False,
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

    settings = settings_of(context)
    found, fates = look(settings, lambda within: _found(within, only, limit, lost=lost))
    if json:
        show_json([{**one.model_dump(mode="json"), "lost": fates.get(one.ticket)} for one in found])
    elif found:
        _show(found, _zones(library(settings)), fates)
        say(f"{len(found)} tickets" if len(found) != 1 else "1 ticket")
    else:
        say("No such ticket is lost." if lost else "There is no such ticket.")


async def _found(
    within: Look, only: "TicketFilter", limit: int, *, lost: bool
) -> "tuple[list[Standing], Mapping[str, Fate]]":
    if lost:
        only, looked_at = only.model_copy(update={"open": True}), MOST
    else:
        looked_at = limit
    found = await within.journal.list_tickets(only, limit=looked_at)
    unreachable = within.unreachable
    if within.tickets is not None:
        try:
            fates = await lost_among(within.tickets, found)
        except DomainError as unanswered:
            unreachable = unanswered.sentence
        else:
            return ([one for one in found if one.ticket in fates][:limit] if lost else found), fates
    if lost:
        raise Unknown(unreachable or "")
    complain(f"(whether their workflows run is not known: {unreachable})")
    return found, {}


def _zones(contracts: Library) -> Callable[[Standing], str]:
    """The zone of the office that serves a ticket; UTC where its contract or theatre is no longer published."""

    def zone(standing: Standing) -> str:
        contract = contracts.get(standing.contract)
        theatre = contract.theatres.get(standing.theatre) if contract else None
        return theatre.zone if theatre else "UTC"

    return zone


def _stands(standing: Standing, fate: "Fate | None") -> str:
    lost = [f"LOST (its workflow is {told(fate)})"] if fate else []
    waits = f" on {' and '.join(standing.waiting_on)}" if standing.waiting_on else ""
    return "\n".join([f"{standing.priority} {standing.status}{waits}", standing.level, *missed_of(standing), *lost])


def _show(found: list[Standing], zone_of: Callable[[Standing], str], fates: "Mapping[str, Fate]") -> None:
    rows = [
        (
            standing.ticket,
            f"{standing.customer}\n{standing.subject}",
            f"{standing.contract}\n{standing.plan}, {standing.theatre}",
            _stands(standing, fates.get(standing.ticket)),
            f"{clock(standing.next_due, zone_of(standing))}\n{standing.next_is or ''}".rstrip(),
        )
        for standing in found
    ]
    show_table(None, ("ticket", "customer, subject", "contract", "stands", "comes next"), rows)
