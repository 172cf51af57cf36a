"""Stories: one ticket's life, and what fails in it. One seed gives one story."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate

from domain.contract.contract import Contract
from domain.contract.library import Library
from domain.deciding.parsing import read_command
from domain.terms.request import Request
from domain.value import Value
from studies.files.incidents import Incident
from studies.rehearsal.engine import Way
from studies.synthetic.chance import Chance
from tests.chaos.breaking.faults import Fault, a_fault
from tests.chaos.living.commands import a_command, one_of

MONDAY = datetime(2032, 11, 1, tzinfo=UTC)
"""Tickets live in the week from here on, and the weeks after: rehearsed time only goes forward."""
MOST_COMMANDS = 6
GAPS = {0: 4, 1: 3, 10: 4, 60: 6, 5 * 60: 4, 26 * 60: 2}
"""Minutes from one command to the next, at most, and how often."""


class Story(Value):
    """A ticket's life, and at most one fault in it: those of the stories that are lived beside it befall it, too."""

    seed: int
    incident: Incident
    until: datetime
    short_runs: bool
    """Whether its workflow continues as a new one as soon as it may."""
    fault: Fault | None
    point: int
    """Before which of its commands the fault happens: 0 is the opening itself."""

    @property
    def way(self) -> Way:
        """How the ticket is lived."""
        return Way(short_runs=self.short_runs)

    def __str__(self) -> str:
        commands = ", ".join(f"{command.type} at {command.at}" for command in self.incident.commands)
        where = f"before command {self.point}" if self.point else "at its opening"
        return f"seed {self.seed}: {self.incident.request}; {commands}; {where} {self.fault or 'nothing'}"


def a_story(seed: int, library: Library) -> Story:
    """The story of a seed."""
    chance = Chance(seed)
    contract = library[one_of(chance, library)]
    opened = MONDAY + timedelta(minutes=chance.below(7 * 24 * 60))
    received = opened + timedelta(minutes=chance.below(180)) if chance.happens(150) else None
    gaps = [timedelta(minutes=chance.below(1 + chance.of(GAPS))) for _ in range(1 + chance.below(MOST_COMMANDS))]
    commands = []
    for number, at in enumerate(accumulate(gaps, initial=received or opened)):
        if number:
            name, fields = a_command(chance, contract, number)
            commands.append(read_command(name, {**fields, "id": f"{seed}:{number}", "at": at}))
    incident = Incident(
        id=f"chaos-{seed}",
        opened_at=opened,
        received_at=received,
        customer=f"Guest {seed}",
        subject="No call reaches the front desk",
        request=_request(chance, contract),
        commands=tuple(commands),
    )
    return Story(
        seed=seed,
        incident=incident,
        until=incident.arrivals[-1] + timedelta(hours=1 + chance.below(24)),
        short_runs=chance.happens(400),
        fault=a_fault(chance) if chance.happens(500) else None,
        point=chance.below(1 + len(commands)),
    )


def _request(chance: Chance, contract: Contract) -> Request:
    return Request(
        contract=contract.id,
        plan=one_of(chance, contract.plans),
        theatre=one_of(chance, contract.theatres),
        priority=one_of(chance, contract.priorities),
        channel=one_of(chance, ("web", "phone")),
    )
