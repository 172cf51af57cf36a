"""`told`: who was told what of a ticket, and what came of it, from the journal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from domain.showing.sentences import zone_of
from doors.application.reading import ticket_id
from doors.cli.options import JSON, TICKET, settings_of
from doors.cli.reaching import read_journal
from doors.cli.rendering import clock, say, show_json, show_table

if TYPE_CHECKING:
    from activities.journal.reader import Brought, JournalReader


def told(context: typer.Context, ticket: TICKET, json: JSON = False) -> None:
    """Show who was told what of a ticket, through which channel, and what came of it, in office time.

    It reads the journal, which follows the ticket within a moment.
    """
    name = ticket_id(ticket)

    async def found(journal: "JournalReader") -> "tuple[str, list[Brought]]":
        return zone_of((await journal.stream(name))[0].event), await journal.deliveries(name)

    zone, brought = read_journal(settings_of(context), found)
    if json:
        show_json(brought)
    elif brought:
        show_table(None, ("#", "to", "what", "came of it"), _rows(brought, zone))
    else:
        say("Nobody was told of anything yet.")


def _rows(brought: "list[Brought]", zone: str) -> Iterator[tuple[str, str, str, str]]:
    """An announcement once, with all that came of it beside it."""
    before: tuple[int, str] | None = None
    for one in brought:
        key = (one.event, one.recipient)
        first = key != before
        before = key
        yield (
            str(one.event) if first else "",
            one.recipient if first else "",
            one.sentence if first else "",
            _outcome(one, zone),
        )


def _outcome(one: "Brought", zone: str) -> str:
    if one.at is None:
        return f"recorded, {clock(one.announced_at, zone)}"
    words = {"sent": "sent to", "failed": "failed for", "unreadable": "unreadable for", "nobody": "nobody"}
    came = words[one.outcome or "nobody"] + (f" {one.person}" if one.person else "")
    through = f" by {one.channel}" if one.channel else ""
    call = f" (call {one.call})" if one.call else ""
    detail = f": {one.detail}" if one.detail else ""
    return f"{came}{through}{call}, {clock(one.at, zone)}{detail}"
