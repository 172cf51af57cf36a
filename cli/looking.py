"""`show` and `explain`: one ticket, what happened to it, and why its deadlines are when they are."""

from datetime import timedelta
from typing import Annotated

import typer

from cli.explaining import show_explanation
from cli.options import JSON, TICKET, instant, settings_of, ticket_id
from cli.past import explained_of, life_of
from cli.reaching import reach
from cli.rendering import clock, say, show_json, show_table
from cli.standing import next_of, show_promises, status_of
from domain.recorded import Recorded
from domain.snapshot import Snapshot
from domain.telling import sentence

LATE = timedelta(minutes=1)
"""A fact that was recorded so much later is shown with both instants."""


def show(context: typer.Context, ticket: TICKET, json: JSON = False) -> None:
    """Show one ticket: where it stands, its promises, and all that happened, in office time."""
    name = ticket_id(ticket)
    seen, events = reach(settings_of(context), lambda within: life_of(within, name))
    if json:
        show_json({"snapshot": seen, "events": events})
    else:
        _show(seen, events)


def _show(seen: Snapshot, events: list[Recorded]) -> None:
    standing = seen.standing
    say(
        f"{standing.ticket}: {standing.subject}",
        f"{standing.customer}, {standing.contract} {standing.plan}, served by {standing.theatre} ({seen.zone})",
        f"{status_of(standing)}",
        next_of(seen),
        "",
    )
    show_promises(seen)
    rows = [
        (
            str(recorded.number),
            clock(recorded.event.occurred_at, seen.zone),
            sentence(recorded.event, seen.zone) + _learned(recorded, seen.zone),
            getattr(recorded.event, "by", None) or "",
        )
        for recorded in events
    ]
    show_table("Events", ("#", "when", "what", "by"), rows)


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
    explanation, how = reach(settings_of(context), lambda within: explained_of(within, name, when))
    if json:
        show_json(explanation)
    else:
        show_explanation(explanation, how)
