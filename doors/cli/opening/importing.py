"""`import`: the open tickets of another system become tickets here, with what had happened to them there."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from doors.application.reach import Reach
from doors.application.reading import instant, name, now
from doors.cli.library import library
from doors.cli.opening.import_view import document, show, tell_faults
from doors.cli.options import (
    BY,
    CHANNEL,
    CUSTOMER_ZONE,
    JSON,
    LANGUAGE,
    PLAN,
    REQUESTER,
    THEATRE,
    NotUnderstood,
    settings_of,
)
from doors.cli.reaching import reach
from doors.cli.rendering import show_json
from doors.cli.studies.incidents import CONTRACT, DATES, ENCODING, FILE, MAPPING, ZONE, Choices, asked_study

if TYPE_CHECKING:
    from moving.onboarding.bringing import Brought
    from moving.onboarding.planning import Plan
    from studies.simulation.study import Study

SOURCE = Annotated[
    str | None,
    typer.Option("--from", metavar="NAME", help="What the other system is called; the file's name if left out."),
]
DRY_RUN = Annotated[
    bool, typer.Option("--dry-run", metavar="", help="Show what would come, ticket by ticket. Needs no server.")
]
ACCEPT_GAPS = Annotated[
    bool,
    typer.Option(
        "--accept-gaps", metavar="", help="Take tickets with what is left of a history that cannot be read whole."
    ),
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
    dates: DATES = None,
    encoding: ENCODING = None,
    source: SOURCE = None,
    by: BY = None,
    accept_gaps: ACCEPT_GAPS = False,
    dry_run: DRY_RUN = False,
    as_of: AS_OF = None,
    json: JSON = False,
) -> None:
    """Import the open tickets of another system, with the clock and the levels that their histories give them.

    What is past is recorded as past, and nobody is told of it again. A ticket with a row that cannot be read is held
    back. To import a file again changes nothing; where it says something else by now, that is told. Exits with 1 where
    a row could not be read, a ticket was refused, or one differs.
    """
    if as_of is not None and not dry_run:
        raise NotUnderstood(context, "--as-of shows what an import would have brought: give --dry-run too.")
    choices = Choices(contract, plan, theatre, customer_zone, channel, language, requester)
    asked = asked_study(context, file, choices, mapping, zone, dates, encoding)
    found = _planned(context, asked, source, name("--by", by), instant(as_of, "--as-of"), accept_gaps)
    brought = None if dry_run else _brought(context, found)
    if json:
        show_json(document(found, brought))
    else:
        show(found, brought)
    tell_faults(found, brought)
    lost = any(remark.lost for remark in found.remarks)
    if lost or found.refused or (brought and not brought.is_whole):
        raise typer.Exit(1)


def _planned(
    context: typer.Context,
    asked: "Study",
    source: str | None,
    by: str | None,
    as_of: datetime | None,
    accept_gaps: bool,
) -> "Plan":
    from contracts.public_holidays import public_holidays
    from doors.cli.studies.simulation_view import progress
    from moving.onboarding.examining import Examiner
    from moving.onboarding.planning import plan
    from studies.simulation.terms import terms_book

    called = name("--from", asked.path.name if source is None else source)
    examiner = Examiner(
        terms_book(library(settings_of(context)), public_holidays),
        as_of or now(),
        source=called or asked.path.name,
        by=by,
        as_then=as_of is not None,
    )
    with progress("reading", len(asked.drafts)) as done:
        return plan(asked.reader, asked.drafts, asked.remarks, examiner, accept_gaps=accept_gaps, done=done)


def _brought(context: typer.Context, found: "Plan") -> "Brought":
    from doors.cli.studies.simulation_view import progress
    from moving.onboarding.bringing import Brought, bring_in

    if not found.arrivals:
        return Brought()
    settings = settings_of(context)

    async def brought(within: Reach) -> Brought:
        with progress("importing", len(found.arrivals)) as done:
            closed = [one for one in found.left_out if one.why == "closed"]
            return await bring_in(within.tickets, within.journal, found.arrivals, found.at, closed, done)

    return reach(settings, brought, library=library(settings))
