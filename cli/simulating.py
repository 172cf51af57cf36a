"""`simulate`: what a policy would have done to the incidents of a file. It needs no server."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cli.library import library
from cli.options import (
    CHANNEL,
    CUSTOMER_ZONE,
    JSON,
    LANGUAGE,
    PLAN,
    REQUESTER,
    THEATRE,
    NotUnderstood,
    instant,
    settings_of,
)
from cli.rendering import say
from runtime.timezones import use_packaged_time_zones

if TYPE_CHECKING:
    from simulation.study import Study

FILE = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Incidents: Sundial's CSV or JSON lines, or a ServiceNow audit export in CSV."),
]
CONTRACT = Annotated[
    str | None, typer.Option(help="The contract for incidents that name none; `contracts list` shows them.")
]
MAPPING = Annotated[
    Path | None,
    typer.Option(metavar="YAML", help="In place of --contract and the like: chooses them by a column of the file."),
]
ZONE = Annotated[str, typer.Option(metavar="ZONE", help="The zone of times without an offset, such as Europe/Rome.")]
UNTIL = Annotated[
    str | None,
    typer.Option(metavar="INSTANT", help="Up to when to simulate; the last instant of the file if left out."),
]
AGAINST = Annotated[
    str | None, typer.Option(metavar="CONTRACT", help="Another contract, to see what would change for whom.")
]
REPORT = Annotated[
    Path | None, typer.Option("--report", metavar="HTML", help="Write the report as one page with pictures, too.")
]
PROCESSES = Annotated[
    int | None, typer.Option(min=1, max=256, help="How many processes; one for each core if left out.")
]


class Choices(NamedTuple):
    """What the options say about every incident."""

    contract: str | None
    plan: str | None
    theatre: str | None
    customer_zone: str | None = None
    channel: str | None = None
    language: str | None = None
    requester: str | None = None

    def given(self) -> list[str]:
        """The options that were given."""
        return [f"--{name.replace('_', '-')}" for name, value in self._asdict().items() if value is not None]


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
    from cli.simulation_view import faulty, progress, show, writable, write_page
    from simulation.study import conduct, story

    asked = _asked(
        context,
        file,
        Choices(contract, plan, theatre, customer_zone, channel, language, requester),
        mapping,
        zone,
        instant(until, "--until"),
        Choices(against, against_plan, against_theatre),
    )
    chosen = [] if ticket is None else story(asked, ticket)
    if report is not None:
        writable(report, file, mapping)
    with progress("simulating", len(asked.drafts)) as done:
        found = conduct(asked, processes=processes, prepare=use_packaged_time_zones, done=done)
    if report is not None:
        write_page(report, asked, found, chosen)
    show(found, chosen, json=json)
    if report is not None and not json:
        say(f"The report with pictures is in {report}")
    if faulty(found):
        raise typer.Exit(1)


def _asked(
    context: typer.Context,
    file: Path,
    choices: Choices,
    mapping: Path | None,
    zone: str,
    until: datetime | None,
    against: Choices,
) -> "Study":
    """The study that the options ask for. Raises a `DomainError` for what cannot be."""
    from simulation.intake import reader_of
    from simulation.policy import Policy, check_choice, read_policy
    from simulation.rebinding import Against
    from simulation.study import study

    settings = settings_of(context)
    known = library(settings)
    if mapping is not None and choices.given():
        raise NotUnderstood(context, f"--mapping chooses for each incident: leave out {', '.join(choices.given())}.")
    if against.contract is None and against.given():
        raise NotUnderstood(context, "--against-plan and --against-theatre say more about --against: give that too.")
    choice = check_choice(choices._asdict(), known)
    other = check_choice(against._asdict(), known)
    return study(
        file,
        reader_of(file, zone, read_policy(mapping, known) if mapping else Policy(otherwise=choice), known),
        zone,
        until=until,
        contracts=settings.contracts,
        against=Against(other.contract, other.plan, other.theatre) if other.contract else None,
    )
