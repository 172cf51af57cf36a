"""`revive`: tickets whose workflow is lost, brought back from the journal."""

from typing import Annotated

import typer

from domain.errors import DomainError
from domain.showing.snapshot import Snapshot
from domain.showing.standing import Standing
from doors.application.lost import lost_among
from doors.application.reach import Reach
from doors.application.reading import ticket_id
from doors.cli.library import library
from doors.cli.looking.status_lines import standing_lines
from doors.cli.options import JSON, settings_of
from doors.cli.progress import bar
from doors.cli.reaching import reach
from doors.cli.rendering import complain, say, show_json

MOST = 10_000
"""Tickets that are looked at, at most."""


class NotInTheJournal(DomainError):
    """There is nothing from which the ticket could be brought back."""

    def __init__(self, ticket: str) -> None:
        super().__init__(f"there is no ticket {ticket} in the journal, from which it could be brought back")


def revive(
    context: typer.Context,
    tickets: Annotated[
        list[str] | None, typer.Argument(metavar="TICKET...", help="Tickets whose workflow was terminated or lost.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every ticket that is open and whose workflow is lost.")] = False,
    json: JSON = False,
) -> None:
    """Bring back tickets whose workflow is lost, as the journal has them.

    Nothing that was told is told again; what fell due meanwhile is recorded and told as late.
    """
    names = list(dict.fromkeys(ticket_id(ticket) for ticket in tickets or ()))
    if all_ == bool(names):
        raise typer.BadParameter("name the tickets, or give --all")
    settings = settings_of(context)
    revived, refused = reach(settings, lambda within: _revived(within, names), library=library(settings))
    complain(*refused.values())
    if json:
        show_json({"revived": revived, "refused": [{"ticket": one, "why": why} for one, why in refused.items()]})
    elif revived:
        for seen in revived:
            say(*standing_lines(seen))
    elif not refused:
        say("No ticket is lost.")
    if refused:
        raise typer.Exit(1)


async def _revived(within: Reach, names: list[str]) -> tuple[list[Snapshot], dict[str, str]]:
    from runtime.temporal.errors import NobodyAnswered

    revived, refused = list[Snapshot](), dict[str, str]()
    wanted = [(name, await within.journal.standing(name)) for name in names] if names else await _all_lost(within)
    with bar("reviving", len(wanted)) as done:
        for number, (name, standing) in enumerate(wanted, start=1):
            try:
                if standing is None:
                    raise NotInTheJournal(name)
                revived.append(await within.tickets.revive(standing))
            except DomainError as why:
                refused[name] = why.sentence
                if isinstance(why, NobodyAnswered):
                    # Nor would anybody answer for the others; what came back until now is told.
                    if left := len(wanted) - number:
                        refused[name] += f" (not tried: {left} more)"
                    break
            done()
    return revived, refused


async def _all_lost(within: Reach) -> list[tuple[str, Standing | None]]:
    from activities.journal.listed import TicketFilter

    found = await within.journal.list_tickets(TicketFilter(open=True), limit=MOST)
    lost = await lost_among(within.tickets, found)
    return [(one.ticket, one) for one in found if one.ticket in lost]
