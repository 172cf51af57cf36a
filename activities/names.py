"""The names of a ticket's activities and what each is given: all that the workflow needs to know of them."""

from collections.abc import Mapping

from domain.deciding.decision import RefusedSignal
from domain.deciding.importing import History
from domain.showing.announcements import Announcement
from domain.showing.standing import Standing
from domain.text import Instant
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.memory import Memory
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket
from domain.value import Value

DECIDE = "decide"
"""The local one: what a turn brings."""
JOURNAL, HAND_OVER, RECALL = "journal", "hand_over", "recall"
"""Write to the journal and tell who has to know; tell those who could not be told then; bring a ticket back from the
journal."""

SECOND_LIFE = "SecondLife"
"""The type of the error for a ticket whose id had a life before."""


class LookUp(Value):
    """The question whether an id is free."""

    ticket: str
    chain: str
    """The chain of runs that asks: what it wrote itself is no other life."""


class Found(Value):
    """How the ticket stands that has the id; nothing where it is free, or where the journal does not answer."""

    refusal: str | None = None


class DecisionInput(Value):
    """What is given to decide one turn: an opening, a command for a ticket, or (neither) the clock alone."""

    now: Instant
    opening: OpenTicket | None = None
    chain: str | None = None
    """The chain of runs that opens: the id must have had no life but its own (semantics 26)."""
    history: History | None = None
    """What had happened before the opening came here, where the ticket is imported."""
    ticket: Ticket | None = None
    command: Command | None = None
    refused: RefusedSignal | None = None
    awaited: bool = True
    """Whether the sender waits for the answer; a signal's does not, and so hears of no refusal."""
    shown: Mapping[str, str | bool] = {}
    """What people can search the ticket by at the moment."""
    cramped: bool = False
    """Whether the workflow's history has grown so large that texts have to be short from here on."""


class JournalEntry(Value):
    """Events to append to a ticket's stream, in order and without a gap; who is told of them; where it then stands."""

    ticket: str
    chain: str
    """The first run of the workflow's chain: one id has one life (semantics 26)."""
    at: Instant
    """The ticket's own time: an activity never asks the clock."""
    events: tuple[Recorded, ...]
    previous_digest: str
    """The digest of the event before the first of these."""
    standing: Standing
    told: tuple[Announcement, ...] = ()
    zone: str
    """The office's, in which the sentences of announcements tell instants."""


class Kept(Value):
    """What came of an entry, which is in the journal."""

    all_told: bool
    """Whether everybody was told; if not, the rest has to be told again."""


class HandingOver(Value):
    """A ticket of which announcements could not be handed over when they were written."""

    ticket: str
    at: Instant


class Recall(Value):
    """A ticket to bring back from the journal, and the chain that it lives on in."""

    ticket: str
    chain: str


class Recalled(Value):
    """What the journal knows of a ticket, or why it does not come back."""

    refusal: str | None = None
    ticket: Ticket | None = None
    stream: tuple[Recorded, ...] = ()
    """The last of its events, all of which the journal has."""
    memory: Memory = Memory()
    ringing: tuple[int, ...] = ()
    """The events whose alarms on call nobody has answered."""
