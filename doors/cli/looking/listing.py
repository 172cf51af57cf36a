"""`list`: which tickets there are, from the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from activities.journal.listed import Miss, Page, Place, Sort, TicketFilter, read_place
from domain.errors import DomainError
from domain.showing.standing import Standing
from doors.application.lost import lost_among
from doors.application.naming import Naming
from doors.application.reading import name, now
from doors.cli.library import library
from doors.cli.looking.listing_view import View, footer_place
from doors.cli.options import JSON, settings_of
from doors.cli.reaching import Look, look
from doors.cli.reader_clock import reader_clock
from doors.cli.rendering import complain, say, show_json
from doors.cli.spans import read_span
from runtime.errors import RuntimeFault

if TYPE_CHECKING:
    from runtime.temporal.fates import Fate

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
    owner: Annotated[str | None, typer.Option(help="Only those assigned to this person.")] = None,
    contract: Annotated[str | None, typer.Option(help="Only those under this contract.")] = None,
    priority: Annotated[str | None, typer.Option(help="Only those of this priority.")] = None,
    level: Annotated[str | None, typer.Option(help="Only those at this level.")] = None,
    due_within: Annotated[
        str | None,
        typer.Option(
            metavar="SPAN", help="Only those whose next deadline comes within this time, such as 90min or 2d."
        ),
    ] = None,
    breached: Annotated[
        bool | None,
        typer.Option("--breached/--not-breached", metavar="", help="Only those with a missed promise, or without."),
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="Only those whose id, subject or customer holds this, whatever its case.")
    ] = None,
    lost: Annotated[
        bool, typer.Option("--lost", help="Only those that are open and whose workflow is lost; see `revive`.")
    ] = False,
    sort: Annotated[
        Sort, typer.Option(help="What the list is ordered by. Opened: the latest first. Closed ones are always last.")
    ] = "deadline",
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="At most so many.")] = 100,
    after: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Go on behind this place, which the last list named.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(help="The time zone to read in, such as Europe/Rome; this machine's if left out.")
    ] = None,
    json: JSON = False,
) -> None:
    """List tickets: late and breached ones first, then by their next deadline, closed ones last.

    Names are found whatever their case. It reads the journal, which follows the tickets within a moment.
    """
    settings, clock, at = settings_of(context), reader_clock(zone), now()
    naming = Naming(library(settings))
    place = read_place(after) if after is not None else None
    only = TicketFilter(
        status=status,
        customer=name("--customer", customer),
        contract=naming.written("contract", name("--contract", contract)),
        priority=naming.written("priority", name("--priority", priority)),
        level=naming.written("level", name("--level", level)),
        breached=breached,
        owner=name("--owner", owner),
        text=name("--text", text),
        due_by=at + read_span("--due-within", due_within) if due_within is not None else None,
    )
    asked = Asked(only, sort, limit, place, naming, lost)
    page, misses, fates = look(settings, lambda within: _found(within, asked))
    following = footer_place(page)
    if json:
        shown = [(one.standing, one.standing.ticket) for one in page.tickets]
        show_json([{**standing.model_dump(mode="json"), "lost": fates.get(ticket)} for standing, ticket in shown])
        if following:
            complain(f"({page.tickets[-1].place.shown} of {page.total}; the next ones: --after {following})")
    elif page.tickets:
        View(naming, clock, at, misses, fates).show(page)
    elif place is not None:
        say("Nothing comes behind that.")
    elif lost:
        say("No such ticket is lost.")
    elif only == TicketFilter():
        say("There is no ticket yet; `sundial open` opens one.")
    else:
        say("There is no such ticket.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tickets, in which order, and from where on."""

    only: TicketFilter
    sort: Sort
    limit: int
    after: Place | None
    naming: Naming
    lost: bool


async def _found(within: Look, asked: Asked) -> "tuple[Page, Mapping[str, Miss], Mapping[str, Fate]]":
    page = await within.journal.page(
        asked.only.model_copy(update={"open": True}) if asked.lost else asked.only,
        sort=asked.sort,
        after=asked.after,
        limit=MOST if asked.lost else asked.limit,
        ranks=asked.naming.ranks(),
    )
    standings = [one.standing for one in page.tickets]
    fates, unreachable = await _fates(within, standings)
    if asked.lost:
        if unreachable is not None:
            raise Unknown(unreachable)
        page = _those_lost(page, fates, asked)
    elif unreachable is not None:
        complain(f"(whether their workflows run is not known: {unreachable})")
    misses = await within.journal.open_misses([one.ticket for one in standings if one.breached])
    return page, {miss.ticket: miss for miss in misses}, fates


async def _fates(within: Look, standings: list[Standing]) -> "tuple[Mapping[str, Fate], str | None]":
    """What became of the workflows of those that are lost; or why that cannot be known now."""
    if within.tickets is None:
        return {}, within.unreachable or ""
    try:
        return await lost_among(within.tickets, standings), None
    except DomainError as unanswered:
        return {}, unanswered.sentence


def _those_lost(page: Page, fates: "Mapping[str, Fate]", asked: Asked) -> Page:
    before = asked.after.shown if asked.after else 0
    lost = [one for one in page.tickets if one.standing.ticket in fates]
    shown = tuple(
        one.model_copy(update={"place": one.place.model_copy(update={"shown": number})})
        for number, one in enumerate(lost[: asked.limit], start=before + 1)
    )
    return Page(tickets=shown, total=before + len(lost))
