"""What a run leaves to the next: the ticket, its events, what is not yet outside, and the command ids."""

from activities.names import Told
from domain.memory import Memory
from domain.recorded import GENESIS, Recorded
from domain.standing import Alarm
from domain.ticket import Ticket
from domain.value import Value

CARRIED_BYTES = 600_000
"""Events are carried up to this size, the latest first; the journal holds the older ones already."""


BACKLOG = 100
"""How many events, and how many announcements, may still be on their way when a run is continued as a new one. With
texts of the greatest length they stay, with all else that is carried, below the 2 MB of one message."""


class Carried(Value):
    """The state of a ticket's workflow between two of its runs."""

    ticket: Ticket
    alarm: Alarm | None = None
    stream: tuple[Recorded, ...]
    unwritten: int
    """How many of the last events the journal does not have yet."""
    written_digest: str = GENESIS
    """The digest of the last event that the journal has."""
    unannounced: tuple[Told, ...]
    memory: Memory


def carried_stream(stream: list[Recorded], unwritten: int) -> tuple[Recorded, ...]:
    """The end of the stream that a new run is given: all of it where it fits, and always what is unwritten."""
    room, kept = CARRIED_BYTES, 0
    for recorded in reversed(stream):
        room -= len(recorded.stored())
        if room < 0 and kept >= unwritten:
            break
        kept += 1
    return tuple(stream[len(stream) - kept :])
