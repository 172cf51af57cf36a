"""When the opening and each command came, as the engine recorded it: what their simulation has to be given.

| what it left on the engine | when it came |
| --- | --- |
| the opening | when the first event was recorded |
| events of its own | when the first of them was recorded: all events of a turn are recorded at the turn's instant |
| the same, and a timer was due by then that rang after it | at that timer's instant |
| none: it was refused, or held already | when it was sent, or at the last event that the ticket had when it answered |

The third row is two messages in one task of the workflow: the command goes first, as at one instant (semantics 7a),
while a simulated timer never rings late.
"""

from collections.abc import Iterator
from datetime import datetime

from domain.clock.due import due
from domain.ticket.events import CommandRefused, FromOutside
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from studies.rehearsal.living import Rehearsed, Sent
from studies.simulation.running import RINGS_AFTER


def arrivals(rehearsed: Rehearsed) -> Iterator[datetime]:
    """When the opening and each command of a ticket that was opened came."""
    stream = rehearsed.stream
    yield stream[0].recorded_at
    named: dict[str, Recorded] = {}
    for recorded in stream:
        command = recorded.event.command if isinstance(recorded.event, FromOutside) else None
        named.setdefault(command or "", recorded)
    for sent in rehearsed.sent:
        own = named.get(sent.command.id or "")
        if own is None:
            # One that the engine lost since is no reason to stop: the comparison is to find it.
            yield max(sent.at, stream[min(sent.number, len(stream)) - 1].recorded_at)
        else:
            yield _turn_of(stream, sent, own)


def _turn_of(stream: tuple[Recorded, ...], sent: Sent, own: Recorded) -> datetime:
    came, at = own.recorded_at, sent.command.at
    if isinstance(own.event, CommandRefused) or at is None:
        return came
    upcoming = due(replay(recorded for recorded in stream if recorded.recorded_at < came))
    if upcoming is not None and at <= upcoming.at and upcoming.at + RINGS_AFTER <= came:
        return upcoming.at
    return came
