"""The options that every command on a file of incidents has, and the study that they ask for."""

from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from doors.cli.library import library
from doors.cli.options import NotUnderstood, settings_of

if TYPE_CHECKING:
    from studies.simulation.study import Study

FILE = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="Incidents: Sundial's CSV or JSON, or what ServiceNow, Jira or Zendesk export of changes."
    ),
]
CONTRACT = Annotated[
    str | None, typer.Option(help="The contract for incidents that name none; `contracts list` shows them.")
]
MAPPING = Annotated[
    Path | None,
    typer.Option(metavar="YAML", help="In place of --contract and the like: chooses them by a column of the file."),
]
ZONE = Annotated[str, typer.Option(metavar="ZONE", help="The zone of times without an offset, such as Europe/Rome.")]


class Dates(Enum):
    """In which order a file writes day and month, where both are numbers."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


DATES = Annotated[
    Dates | None,
    typer.Option("--dates", help="How the file writes 03/04/2026, where none of its dates proves the order."),
]
ENCODING = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="How a table is encoded that is not in UTF-8: windows-1252."),
]
UNTIL = Annotated[
    str | None,
    typer.Option(metavar="INSTANT", help="Up to when to simulate; the last instant of the file if left out."),
]


class Choices(NamedTuple):
    """What the options say about every incident."""

    contract: str | None = None
    plan: str | None = None
    theatre: str | None = None
    customer_zone: str | None = None
    channel: str | None = None
    language: str | None = None
    requester: str | None = None

    def given(self) -> list[str]:
        """The options that were given."""
        return [f"--{name.replace('_', '-')}" for name, value in self._asdict().items() if value is not None]


NOTHING = Choices()


def asked_study(
    context: typer.Context,
    file: Path,
    choices: Choices,
    mapping: Path | None,
    zone: str,
    dates: Dates | None = None,
    encoding: str | None = None,
    until: datetime | None = None,
    against: Choices = NOTHING,
) -> "Study":
    """The study that the options ask for. Raises a `DomainError` for what cannot be."""
    from studies.files.dates.order import DateOrder
    from studies.files.intake.intake import reader_of
    from studies.files.lines import is_encoding
    from studies.files.policy import Policy, check_choice, read_policy
    from studies.simulation.rebinding import Against
    from studies.simulation.study import study

    settings = settings_of(context)
    known = library(settings)
    if mapping is not None and choices.given():
        raise NotUnderstood(context, f"--mapping chooses for each incident: leave out {', '.join(choices.given())}.")
    if against.contract is None and against.given():
        raise NotUnderstood(context, "--against-plan and --against-theatre say more about --against: give that too.")
    if encoding is not None and not is_encoding(encoding):
        raise NotUnderstood(context, f"--encoding {encoding[:100]!r} is none of tables; give one such as windows-1252.")
    choice = check_choice(choices._asdict(), known)
    other = check_choice(against._asdict(), known)
    policy = read_policy(mapping, known) if mapping else Policy(otherwise=choice)
    return study(
        file,
        reader_of(
            file,
            zone,
            policy if encoding is None else policy.model_copy(update={"encoding": encoding}),
            known,
            DateOrder(dates.value) if dates else None,
        ),
        zone,
        until=until,
        contracts=settings.contracts,
        against=Against(other.contract, other.plan, other.theatre) if other.contract else None,
    )
