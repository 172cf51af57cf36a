"""`show` and `explain`: one ticket, what happened to it, and why its deadlines are when they are."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated

import typer

from domain.free_text import MARK, cut
from domain.showing.sentences import sentence
from domain.showing.snapshot import Snapshot
from domain.ticket.events import FromOutside
from domain.ticket.events.kinds import Response
from domain.ticket.recorded import Recorded
from doors.application.life import explained_of, life_of
from doors.application.reading import instant, ticket_id
from doors.cli.looking.explaining import show_explanation
from doors.cli.looking.status_lines import next_of, show_promises, status_of, verdict
from doors.cli.options import JSON, TICKET, settings_of
from doors.cli.reaching import reach
from doors.cli.rendering import INSTANT, Column, clock, complain, say, say_styled, show_json, show_table

WORDS, LINES = 600, 12
"""Characters and lines of what somebody wrote, at most: an answer can be pages long."""
LATE = timedelta(minutes=1)
"""A fact that was recorded so much later is shown with both instants."""


def show(context: typer.Context, ticket: TICKET, json: JSON = False) -> None:
    """Show one ticket: where it stands, its promises, and all that happened, in office time."""
    name = ticket_id(ticket)
    seen, events = reach(settings_of(context), lambda within: life_of(within, name, complain))
    if json:
        show_json({"snapshot": seen, "events": events})
    else:
        _show(seen, events)


def _show(seen: Snapshot, events: list[Recorded]) -> None:
    standing = seen.standing
    missed = verdict(breach=standing.guaranteed)[1] if standing.breached else ""
    say_styled(
        (f"{standing.ticket}: {standing.subject}", "bold"),
        (f"{standing.customer}, {standing.contract} {standing.plan}, served by {standing.theatre} ({seen.zone})", ""),
        (status_of(standing), missed),
        (next_of(seen), ""),
        ("", ""),
    )
    show_promises(seen, events)
    rows = [
        (
            str(recorded.number),
            clock(recorded.event.occurred_at, seen.zone),
            "\n".join(_told(recorded, seen.zone)),
            (recorded.event.by if isinstance(recorded.event, FromOutside) else None) or "",
        )
        for recorded in events
    ]
    show_table("Events", ("#", Column("when", least=INSTANT), "what", "by"), rows)
    if any(MARK in told for *_, told, _ in rows):
        say(f"({MARK} stands where a text is longer; --json has the whole of it)")


def _told(recorded: Recorded, zone: str) -> Iterator[str]:
    """What happened, when that was learned, and the words of the customer or of a third party."""
    yield _some(sentence(recorded.event, zone)) + _learned(recorded, zone)
    if words := recorded.event.text if isinstance(recorded.event, Response) else None:
        yield f"\u201c{_some(words)}\u201d"


def _some(text: str) -> str:
    """As much of a text as a table has room for."""
    lines = text.splitlines()
    shown = "\n".join(lines[:LINES]) + (MARK if len(lines) > LINES else "")
    return cut(shown, WORDS)


def _learned(recorded: Recorded, zone: str) -> str:
    """When the engine learned what was true earlier."""
    late = recorded.recorded_at - recorded.event.occurred_at > LATE
    return f" (learned {clock(recorded.recorded_at, zone)})" if late else ""


def explain(
    context: typer.Context,
    ticket: TICKET,
    at: Annotated[
        str | None, typer.Option("--at", metavar="INSTANT", help="Explain it as of this instant; now if left out.")
    ] = None,
    json: JSON = False,
) -> None:
    """Explain each deadline: what has counted so far, what is to come, and why the rest does not count.

    What was kept or missed is explained too. As of an instant in the past, it is the ticket as it was known then.
    """
    name, when = ticket_id(ticket), instant(at)
    explanation, how = reach(settings_of(context), lambda within: explained_of(within, name, when, complain))
    if json:
        show_json(explanation)
    else:
        show_explanation(explanation, how)
