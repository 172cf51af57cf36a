"""`preview`: the promises that a ticket would carry. It needs no server."""

from typing import Annotated

import typer

from domain.showing.sentences import duration
from doors.application.reading import instant, now
from doors.application.requests import read_request
from doors.application.showing.plain import preview_as_plain, utc
from doors.application.showing.preview import Preview, preview
from doors.cli.library import library
from doors.cli.options import (
    CHANNEL,
    CONTRACT,
    CUSTOMER_ZONE,
    JSON,
    LANGUAGE,
    PLAN,
    PRIORITY,
    REQUESTER,
    THEATRE,
    settings_of,
)
from doors.cli.rendering import (
    clock,
    say,
    show_json,
    show_table,
)

OPENED_AT = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="INSTANT", help="When it is opened, such as 2026-12-24T16:00:00+01:00; now if left out."
    ),
]


def preview_command(
    context: typer.Context,
    contract: CONTRACT,
    priority: PRIORITY,
    plan: PLAN = None,
    theatre: THEATRE = None,
    customer_zone: CUSTOMER_ZONE = None,
    channel: CHANNEL = None,
    language: LANGUAGE = None,
    requester: REQUESTER = None,
    at: OPENED_AT = None,
    json: JSON = False,
) -> None:
    """Show what a ticket would be promised: each deadline in office time and in UTC. Needs no server.

    The deadlines are those of a ticket that nobody touches: no wait, no change of priority.
    """
    # The holidays cost a moment, and no other command needs them.
    from contracts.public_holidays import public_holidays

    opened_at = instant(at) or now().replace(microsecond=0)
    request = read_request(
        contract=contract,
        plan=plan,
        theatre=theatre,
        customer_zone=customer_zone,
        priority=priority,
        channel=channel,
        language=language,
        requester=requester,
    )
    terms_of = library(settings_of(context)).named(contract)
    seen = preview(terms_of, request, opened_at, public_holidays)
    if json:
        show_json(preview_as_plain(seen))
    else:
        _show(seen, terms_of.name)


def _show(seen: Preview, name: str) -> None:
    terms = seen.terms
    say(
        f"{name}, {terms.plan}, {seen.priority}, served by {terms.theatre} ({terms.zone})",
        f"opened {clock(seen.at, terms.zone)}, {utc(seen.at)}",
    )
    if seen.on_call:
        say("The on-call service has it.")
    rows = [
        (
            f"escalation to {promise.level}" if promise.level else promise.name,
            duration(promise.budget) if promise.budget is not None else "",
            clock(promise.due, terms.zone) if promise.due else promise.why_not or "",
            utc(promise.due) if promise.due else "",
        )
        for promise in seen.promises
    ]
    show_table(None, ("promise", "working time", "due, in office time", "due, in UTC"), rows)
    if terms.not_guaranteed_because:
        say(f"Without guarantee: {terms.not_guaranteed_because}")
