"""The names of the activities and what each is given: all that the workflow needs to know of them."""

from activities.letters import Place
from domain.announcing import Announcement
from domain.commands import Command, OpenTicket
from domain.decision import RefusedSignal
from domain.importing import History
from domain.recorded import Recorded
from domain.standing import Alarm, Standing
from domain.text import Instant
from domain.ticket import Ticket
from domain.value import Value

DECIDE = "decide"
JOURNAL = "journal"
ANNOUNCE = "announce"


class Turn(Value):
    """One turn to decide: an opening, a command for a ticket, or (neither) the clock alone."""

    now: Instant
    opening: OpenTicket | None = None
    history: History | None = None
    """What had happened before the opening came here, where the ticket is imported."""
    ticket: Ticket | None = None
    alarm: Alarm | None = None
    """What the ticket's clock is set to."""
    command: Command | None = None
    refused: RefusedSignal | None = None
    answers: bool = True
    """Whether the sender hears a refusal; a signal's does not."""


class JournalEntry(Value):
    """Events to append to a ticket's stream, in order and without a gap, and where the ticket then stands."""

    ticket: str
    events: tuple[Recorded, ...]
    standing: Standing
    previous_digest: str
    """The digest of the event before the first of these."""


class Told(Value):
    """One announcement and the sentence that it says."""

    announcement: Announcement
    occurred_at: Instant
    sentence: str


class AnnouncementBatch(Value):
    """Announcements of one ticket to deliver."""

    ticket: str
    at: Instant
    """The ticket's own time, which is what is recorded: an activity never asks the clock."""
    told: tuple[Told, ...]
    place: Place | None = None
    """Set where an alarm is among them, which has to ring though the journal cannot say whose ticket it is."""
