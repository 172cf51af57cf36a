"""`import`: the open tickets of another system become tickets here, with what had happened to them there."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.incidents import CONTRACT, FILE, MAPPING, ZONE, Choices, asked_study
from cli.library import library
from cli.options import (
    BY,
    CHANNEL,
    CUSTOMER_ZONE,
    JSON,
    LANGUAGE,
    PLAN,
    REQUESTER,
    THEATRE,
    NotUnderstood,
    instant,
    name,
    now,
    settings_of,
)
from cli.reaching import Reach, reach
from cli.rendering import clock, complain, say, show_json, utc
from cli.standing import status_of
from domain.telling import duration

if TYPE_CHECKING:
    from onboarding.bringing import Brought
    from onboarding.expected import Expected
    from onboarding.planning import Plan
    from simulation.study import Study

MOST = 20
"""Faults that are told in the terminal; `--json` has all."""

SOURCE = Annotated[
    str | None,
    typer.Option("--from", metavar="NAME", help="What the other system is called; the file's name if left out."),
]
DRY_RUN = Annotated[
    bool, typer.Option("--dry-run", metavar="", help="Show what would come, ticket by ticket. Needs no server.")
]
AS_OF = Annotated[
    str | None,
    typer.Option(metavar="INSTANT", help="With --dry-run: as if it were imported then, knowing what was known then."),
]


def import_tickets(
    context: typer.Context,
    file: FILE,
    contract: CONTRACT = None,
    plan: PLAN = None,
    theatre: THEATRE = None,
    customer_zone: CUSTOMER_ZONE = None,
    channel: CHANNEL = None,
    language: LANGUAGE = None,
    requester: REQUESTER = None,
    mapping: MAPPING = None,
    zone: ZONE = "UTC",
    source: SOURCE = None,
    by: BY = None,
    dry_run: DRY_RUN = False,
    as_of: AS_OF = None,
    json: JSON = False,
) -> None:
    """Import the open tickets of another system, with the clock and the levels that their histories give them.

    What is past is recorded as past, and nobody is told of it again. To import a file again changes nothing. Exits
    with 1 where a row could not be read, or a ticket was refused.
    """
    if as_of is not None and not dry_run:
        raise NotUnderstood(context, "--as-of shows what an import would have brought: give --dry-run too.")
    choices = Choices(contract, plan, theatre, customer_zone, channel, language, requester)
    asked = asked_study(context, file, choices, mapping, zone)
    found = _planned(context, asked, source, name("--by", by), instant(as_of, "--as-of"))
    brought = None if dry_run else _brought(context, found)
    if json:
        show_json(_document(found, brought))
    else:
        _show(found, brought)
    _complain(found, brought)
    lost = any(remark.lost for remark in found.remarks)
    if lost or found.refused or (brought and (brought.refused or brought.unanswered)):
        raise typer.Exit(1)


def _planned(
    context: typer.Context, asked: "Study", source: str | None, by: str | None, as_of: datetime | None
) -> "Plan":
    from cli.simulation_view import progress
    from contracts.public_holidays import public_holidays
    from onboarding.examining import Examiner
    from onboarding.planning import plan
    from simulation.terms import terms_book

    called = name("--from", asked.path.name if source is None else source)
    examiner = Examiner(
        terms_book(library(settings_of(context)), public_holidays),
        as_of or now(),
        source=called or asked.path.name,
        by=by,
        as_then=as_of is not None,
    )
    with progress("reading", len(asked.drafts)) as done:
        return plan(asked.reader, asked.drafts, asked.remarks, examiner, done=done)


def _brought(context: typer.Context, found: "Plan") -> "Brought":
    from cli.simulation_view import progress
    from onboarding.bringing import Brought, bring_in

    if not found.arrivals:
        return Brought()
    settings = settings_of(context)

    async def brought(within: Reach) -> Brought:
        with progress("importing", len(found.arrivals)) as done:
            return await bring_in(within.tickets, within.journal, found.arrivals, done)

    return reach(settings, brought, library=library(settings))


def _show(found: "Plan", brought: "Brought | None") -> None:
    from onboarding.words import ahead, count, summary

    over = [one.sentence for one in found.left_out if one.why == "over"]
    if brought is None:
        for one in found.expected:
            say(*_ticket(one), "")
        say(*over, *summary(found, would=True), *ahead(found))
    else:
        say(*over, *summary(found, would=False))
        refused = len(brought.refused) + len(found.refused)
        say(
            f"{count(len(brought.came), 'ticket', 'tickets')} imported, {len(brought.known):,} here before, "
            f"{refused:,} refused"
        )


def _ticket(one: "Expected") -> Iterator[str]:
    """One ticket in a few lines."""
    standing = one.standing
    yield f"{standing.ticket}  {status_of(standing)}; {duration(timedelta(minutes=one.spent_seconds // 60))} spent"
    for past in one.past:
        if past.kind == "warning":
            # What a warning was worth is told by what comes next.
            continue
        yield f"    past  {past.what}, {clock(past.due, one.zone)}"
    for fact in one.not_taken:
        yield f"    not taken  {fact.asked}, {clock(fact.at, one.zone)}: {fact.sentence}"
    if standing.next_is is None:
        yield "    next  nothing comes due by itself"
    else:
        yield f"    next  {standing.next_is}, {clock(standing.next_due, one.zone)}"


def _document(found: "Plan", brought: "Brought | None") -> dict[str, Any]:
    document: dict[str, Any] = {
        "source": found.source,
        "format": found.format,
        "at": utc(found.at),
        "rows": {"used": found.rows.used, "unchanged": found.rows.unchanged, "unreadable": found.rows.reported},
        "totals": found.totals,
        "tickets": found.expected,
        "left_out": found.left_out,
        "remarks": [
            {"line": one.line, "ticket": one.incident, "sentence": one.sentence, "lost": one.lost}
            for one in found.remarks
        ],
    }
    if brought is not None:
        order = [arrival.ticket for arrival in found.arrivals]
        document["imported"] = [ticket for ticket in order if ticket in brought.came]
        document["here_before"] = [ticket for ticket in order if ticket in brought.known]
        document["refused"] = [{"ticket": ticket, "sentence": told} for ticket, told in brought.refused.items()]
    return document


def _complain(found: "Plan", brought: "Brought | None") -> None:
    told = [
        *(f"line {one.line}: {one.sentence}{f' ({one.incident})' if one.incident else ''}" for one in found.remarks),
        *(f"{one.ticket}: {one.sentence}" for one in found.refused),
        *(f"{ticket}: {sentence}" for ticket, sentence in (brought.refused.items() if brought else ())),
    ]
    complain(*told[:MOST])
    if len(told) > MOST:
        complain(f"{len(told) - MOST:,} more are in --json")
    if brought and brought.unanswered:
        complain(brought.unanswered, "The rest was not sent: import the file again when this is mended.")
