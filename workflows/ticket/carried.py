"""What a run leaves to the next: the ticket, its events, what is not yet outside, and the command ids.

It is one message, and the server takes none of over 2 MB: all that could grow is bounded in bytes.
"""

from pydantic import Field

from domain.clock.next_timer import NextTimer
from domain.showing.announcements import Announcement
from domain.ticket.memory import Memory
from domain.ticket.recorded import GENESIS, Recorded
from domain.ticket.ticket import Ticket
from domain.value import Value

CARRIED_BYTES = 1_200_000
"""What the ticket and its events may take together. The latest events go first; the journal has the older ones."""
UNWRITTEN_BYTES = 400_000
"""What may be on its way to the journal when a run is continued as a new one; of that everything is carried."""


class Unwritten(Value):
    """An event that the journal does not have yet, and who is told of it."""

    recorded: Recorded
    told: tuple[Announcement, ...] = ()
    zone: str
    """The office's, under the terms that held."""
    size: int
    """Its bytes, about."""


def unwritten(recorded: Recorded, told: tuple[Announcement, ...], zone: str) -> Unwritten:
    """An event and who is told of it, measured once."""
    return Unwritten(recorded=recorded, told=told, zone=zone, size=len(recorded.stored()) + 100 * (1 + len(told)))


class Carried(Value):
    """The state of a ticket's workflow between two of its runs."""

    ticket: Ticket
    next_timer: NextTimer | None = Field(None, alias="alarm")
    deadline: NextTimer | None = None
    stream: tuple[Recorded, ...]
    """The last of the events that the journal has."""
    unwritten: tuple[Unwritten, ...] = ()
    written_digest: str = GENESIS
    """The digest of the last event that the journal has."""
    unheard: bool = False
    """Whether some of those who are to be told could not be told yet."""
    ringing: tuple[int, ...] = ()
    """The events whose on-call alarms nobody has answered."""
    memory: Memory
