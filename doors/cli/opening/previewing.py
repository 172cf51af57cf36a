"""`preview`: the promises that a ticket would carry. It needs no server."""

from datetime import timedelta
from typing import Annotated, Any

import typer

from domain.showing.sentences import duration
from doors.application.reading import instant, now
from doors.application.requests import read_request
from doors.cli.library import library
from doors.cli.opening.preview import Preview, Previewed, preview
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
from doors.cli.rendering import clock, say, show_json, show_table, utc

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
        show_json(_as_json(seen))
    else:
        _show(seen, terms_of.name)


def _as_json(seen: Preview) -> dict[str, Any]:
    terms = seen.terms
    return {
        "contract": terms.contract,
        "plan": terms.plan,
        "theatre": terms.theatre,
        "priority": seen.priority,
        "at": utc(seen.at),
        "zone": terms.zone,
        "on_call": seen.on_call,
        "guaranteed": terms.guaranteed,
        "not_guaranteed_because": terms.not_guaranteed_because,
        "promises": [_promise(promise, terms.zone) for promise in seen.promises],
    }


def _promise(promise: Previewed, zone: str) -> dict[str, Any]:
    level = {"level": promise.level} if promise.level else {}
    return {
        "name": promise.name,
        **level,
        "due": utc(promise.due) if promise.due else None,
        "office": clock(promise.due, zone) if promise.due else None,
        "budget": _iso(promise.budget) if promise.budget is not None else None,
        "guaranteed": promise.guaranteed,
    }


def _iso(budget: timedelta) -> str:
    """ISO 8601 without days, which in a budget would be taken for working days: `PT27H`, `PT30M`."""
    minutes, seconds = divmod(budget.total_seconds(), 60)
    hours, minutes = divmod(int(minutes), 60)
    parts = (f"{hours}H" * bool(hours), f"{minutes}M" * bool(minutes), f"{seconds:g}S" * bool(seconds))
    return f"PT{''.join(parts) or '0S'}"


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
