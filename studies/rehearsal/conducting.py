"""Many incidents rehearsed at once, and what it came to."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from activities.journal.database import DatabaseError
from activities.journal.stream import StreamChanged, StreamUnreadable
from domain.errors import DomainError
from domain.value import Value
from runtime.errors import RuntimeFault
from studies.files.incidents import Incident
from studies.rehearsal.comparing import NOTHING, Difference, differences, simulated
from studies.rehearsal.engine import Engine, Way
from studies.rehearsal.living import live_on
from studies.simulation.running import Life, TermsAt

EVERY = 3
"""One of so many tickets is lived in runs that are as short as they may be."""
FAULTS = (DomainError, RuntimeFault, DatabaseError, StreamChanged, StreamUnreadable)


class Outcome(Value):
    """What one rehearsed ticket came to."""

    ticket: str
    unopened: str | None = None
    """Why its opening was refused, on the engine as in the simulation unless that differs."""
    events: Mapping[str, int] = {}
    """How many of each type the engine recorded."""
    commands: int = 0
    refused: int = 0
    announced: int = 0
    lived: timedelta = timedelta(0)
    """The ticket's own time from its first event to the end."""
    differences: tuple[Difference, ...] = ()


def way_of(place: int, late: timedelta = timedelta(0)) -> Way:
    """How the ticket at that place of its file is lived."""
    return Way(short_runs=place % EVERY == 0, late=late)


async def rehearse(
    engine: Engine,
    incidents: Sequence[Incident],
    until: datetime,
    terms_at: TermsAt,
    *,
    at_once: int,
    late: timedelta = timedelta(0),
    done: Callable[[Outcome], None] = lambda _: None,
) -> list[Outcome]:
    """Live incidents of the future up to an instant, so many at once, and compare each with its simulation.

    `late`: how long after its instant each command is sent. `done` hears of each ticket as it ends.
    """
    waiting = iter(enumerate(incidents))
    outcomes: list[Outcome] = []

    async def one_after_another() -> None:
        for place, incident in waiting:
            outcome = await rehearsed(engine, incident, until, terms_at, way_of(place, late))
            outcomes.append(outcome)
            done(outcome)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(one_after_another())
    except ExceptionGroup as several:
        raise several.exceptions[0] from None
    return outcomes


async def rehearsed(engine: Engine, incident: Incident, until: datetime, terms_at: TermsAt, way: Way) -> Outcome:
    """Live one incident and compare it with its simulation. What cannot be lived to its end is a difference too."""
    try:
        had = await live_on(engine, incident, until, way)
    except FAULTS as fault:
        stopped = Difference(
            ticket=incident.id, what="the engine did not live it to its end", engine=str(fault), other=NOTHING
        )
        return Outcome(ticket=incident.id, differences=(stopped,))
    life: Life = simulated(had, terms_at)
    return Outcome(
        ticket=incident.id,
        unopened=had.refusal,
        events=Counter(recorded.event.type for recorded in had.stream),
        commands=len(had.sent),
        refused=sum(sent.refusal is not None for sent in had.sent) + (had.refusal is not None),
        announced=len(had.announced),
        lived=had.stream[-1].recorded_at - had.stream[0].recorded_at if had.stream else timedelta(0),
        differences=tuple(differences(had, life)),
    )
