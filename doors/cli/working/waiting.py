"""Commands that stop a ticket's clock, and those that let it run again."""

from typing import Annotated

import typer

from doors.cli.options import AT, BY, ID, JSON, TICKET
from doors.cli.working.operating import operate

TEXT = Annotated[str | None, typer.Option(help="What the answer says.")]


def wait_for_customer(
    context: typer.Context,
    ticket: TICKET,
    question: Annotated[str | None, typer.Option(help="What the customer has to answer or to do.")] = None,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Stop the clock: the customer has something to answer or to do."""
    operate(context, ticket, "wait_for_customer", at=at, by=by, id=id, json=json, question=question)


def wait_for_third_party(
    context: typer.Context,
    ticket: TICKET,
    party: Annotated[str, typer.Argument(metavar="PARTY", help="The company that has something to do.")],
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Stop the clock: another company has something to do."""
    operate(context, ticket, "wait_for_third_party", at=at, by=by, id=id, json=json, party=party)


def stop_waiting(
    context: typer.Context,
    ticket: TICKET,
    on: Annotated[
        str | None,
        typer.Option(metavar="WHOM", help="customer, or the company that was waited for; everybody if left out."),
    ] = None,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Take the question back: the clock runs again when nobody else is waited for."""
    operate(context, ticket, "stop_waiting", at=at, by=by, id=id, json=json, on=on)


def customer_responded(
    context: typer.Context,
    ticket: TICKET,
    text: TEXT = None,
    accepts_solution: Annotated[
        bool, typer.Option("--accepts-solution", metavar="", help="The customer agrees that the problem is solved.")
    ] = False,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Record the customer's answer: the wait on the customer ends, and a resolved ticket opens again.

    With --accepts-solution a resolved ticket is closed.
    """
    accepts = accepts_solution or None
    operate(context, ticket, "customer_responded", at=at, by=by, id=id, json=json, text=text, accepts_solution=accepts)


def third_party_responded(
    context: typer.Context,
    ticket: TICKET,
    party: Annotated[
        str | None, typer.Option(help="The company that answered; all that are waited for if left out.")
    ] = None,
    text: TEXT = None,
    at: AT = None,
    by: BY = None,
    id: ID = None,
    json: JSON = False,
) -> None:
    """Record the answer of another company: the wait on it ends."""
    operate(context, ticket, "third_party_responded", at=at, by=by, id=id, json=json, party=party, text=text)
