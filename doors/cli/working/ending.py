"""Commands around a ticket's end."""

from typing import Annotated

import typer

from doors.cli.options import AT, BY, ID, JSON, TICKET
from doors.cli.working.operating import operate

REASON = Annotated[str | None, typer.Option(help="Why, in a sentence or two.")]


def resolve(
    context: typer.Context,
    ticket: TICKET,
    summary: Annotated[str | None, typer.Option(help="What solved it; some contracts need it said.")] = None,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """The problem is solved: every clock stops, and the customer has the contract's time to disagree."""
    operate(context, ticket, "resolve", at=at, by=by, id=id, json=json, summary=summary)


def reopen(
    context: typer.Context,
    ticket: TICKET,
    reason: REASON = None,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """The problem is back: the clock goes on from what was spent."""
    operate(context, ticket, "reopen", at=at, by=by, id=id, json=json, reason=reason)


def close(
    context: typer.Context,
    ticket: TICKET,
    reason: REASON = None,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """End the ticket for good. A new problem is a new ticket."""
    operate(context, ticket, "close", at=at, by=by, id=id, json=json, reason=reason)
