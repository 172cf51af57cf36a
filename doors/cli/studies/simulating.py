"""`simulate`: what a policy would have done to the incidents of a file. It needs no server."""

from pathlib import Path
from typing import Annotated

import typer

from doors.application.reading import instant
from doors.cli.options import (
    CHANNEL,
    CUSTOMER_ZONE,
    JSON,
    LANGUAGE,
    PLAN,
    REQUESTER,
    THEATRE,
)
from doors.cli.rendering import say
from doors.cli.studies.incidents import CONTRACT, DATES, ENCODING, FILE, MAPPING, UNTIL, ZONE, Choices, asked_study
from runtime.stopping import heard_where_it_comes
from runtime.timezones import use_packaged_time_zones

AGAINST = Annotated[
    str | None, typer.Option(metavar="CONTRACT", help="Another contract, to see what would change for whom.")
]
REPORT = Annotated[
    Path | None, typer.Option("--report", metavar="HTML", help="Write the report as one page with pictures, too.")
]
PROCESSES = Annotated[
    int | None, typer.Option(min=1, max=256, help="How many processes; one for each core if left out.")
]


def simulate(
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
    until: UNTIL = None,
    against: AGAINST = None,
    against_plan: Annotated[
        str | None, typer.Option(metavar="PLAN", help="Its plan, where it has not the incident's own.")
    ] = None,
    against_theatre: Annotated[
        str | None, typer.Option(metavar="THEATRE", help="Its theatre, where it has not the incident's own.")
    ] = None,
    ticket: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The ticket whose timeline the page shows; telling ones if left out."),
    ] = None,
    report: REPORT = None,
    processes: PROCESSES = None,
    json: JSON = False,
) -> None:
    """Show what a contract would have done to real incidents: promises, escalations, who is told and when.

    Needs no server. Exits with 1 where a row could not be read, or a contract refuses an incident.
    """
    # What follows brings the holidays and the page, which no other command needs.
    from doors.cli.studies.simulation_view import faulty, progress, show, writable, write_page
    from studies.simulation.study import conduct, story

    asked = asked_study(
        context,
        file,
        Choices(contract, plan, theatre, customer_zone, channel, language, requester),
        mapping,
        zone,
        dates,
        encoding,
        instant(until, "--until"),
        Choices(against, against_plan, against_theatre),
    )
    chosen = [] if ticket is None else story(asked, ticket)
    if report is not None:
        writable(report, file, mapping)
    with heard_where_it_comes(), progress("simulating", len(asked.drafts)) as done:
        found = conduct(asked, processes=processes, prepare=use_packaged_time_zones, done=done)
    if report is not None:
        write_page(report, asked, found, chosen)
    show(found, chosen, json=json)
    if report is not None and not json:
        say(f"The report with pictures is in {report}")
    if faulty(found):
        raise typer.Exit(1)
