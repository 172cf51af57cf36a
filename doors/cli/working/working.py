"""Commands of those who work on a ticket: take it in charge, hand it on, raise it, write things down."""

from typing import Annotated

import typer

from doors.cli.options import AT, BY, ID, JSON, TICKET
from doors.cli.working.operating import operate

REASON = Annotated[str | None, typer.Option(help="Why, in a sentence or two.")]


def acknowledge(
    context: typer.Context,
    ticket: TICKET,
    level: Annotated[
        str | None, typer.Option(help="The level that answers, where one was asked for help, such as support-manager.")
    ] = None,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Take the case in charge, which keeps its reaction; or answer for a level that was asked for help."""
    operate(context, ticket, "acknowledge", at=at, by=by, id=id, json=json, level=level)


def confirm_priority(
    context: typer.Context, ticket: TICKET, at: AT = None, by: BY = None, id: ID = None, json: JSON = False
) -> None:
    """Record that the customer was told the priority of the request."""
    operate(context, ticket, "confirm_priority", at=at, by=by, id=id, json=json)


def engage_on_call(
    context: typer.Context, ticket: TICKET, at: AT = None, by: BY = None, id: ID = None, json: JSON = False
) -> None:
    """Record that the customer phoned the on-call service; what it covers counts around the clock from then on."""
    operate(context, ticket, "engage_on_call", at=at, by=by, id=id, json=json)


def escalate(
    context: typer.Context,
    ticket: TICKET,
    to: Annotated[str | None, typer.Option(help="The level that is asked for; the next one if left out.")] = None,
    requested_by: Annotated[
        str, typer.Option(metavar="WHO", help="Who asks: customer, or the level that has the ticket.")
    ] = "customer",
    reason: REASON = None,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Ask for a higher level, where the contract lets the one who asks."""
    operate(
        context,
        ticket,
        "escalate",
        at=at,
        by=by,
        id=id,
        json=json,
        to=to,
        requested_by=requested_by,
        reason=reason,
    )


def change_priority(
    context: typer.Context,
    ticket: TICKET,
    priority: Annotated[str, typer.Argument(metavar="PRIORITY", help="The priority from now on, such as P1.")],
    reason: REASON = None,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Raise or lower the priority. The time already spent, and every wait already granted, stay as they are."""
    operate(context, ticket, "change_priority", at=at, by=by, id=id, json=json, priority=priority, reason=reason)


def assign(
    context: typer.Context,
    ticket: TICKET,
    to: Annotated[str, typer.Argument(metavar="NAME", help="The engineer who works on it from now on.")],
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Name the engineer who works on the ticket."""
    operate(context, ticket, "assign", at=at, by=by, id=id, json=json, to=to)


def note(
    context: typer.Context,
    ticket: TICKET,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What there is to remember.")],
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Write something down on the ticket. No clock changes."""
    operate(context, ticket, "add_note", at=at, by=by, id=id, json=json, text=text)
