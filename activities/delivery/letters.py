"""Letters: announcements on their way to people, and what the workflows and activities that bring them tell each other.

Keys travel, and no texts: those are written from the journal at the moment of sending. All that is in a letter has a
limit, as letters are carried from run to run, many at once.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from domain.text import Instant, Line, TicketId
from domain.value import Value

MAILBOX = "Mailbox"
PAGER = "Pager"
"""The workflows that bring announcements to people: one for each person, and one for each alarm on call."""
LETTERS = "letters"
"""The signal by which a mailbox gets what it has to bring."""
ACKNOWLEDGED = "acknowledged"
"""The signal that silences a pager."""

SORT, DELIVER, RECORD, PASS_ON = "sort", "deliver", "record", "pass_on"
ON_DUTY, IS_ANSWERED = "on_duty", "is_answered"
"""The activities: look letters through, bring them, record what came of them, pass them on to the next in line;
say whom a call is for, and whether an alarm was answered."""

NEVER, TRY_AGAIN, STORE_DOWN, UNWRITABLE = "Never", "TryAgain", "StoreDown", "Unwritable"
"""How bringing fails: for good on this channel, for now, because the journal cannot be read, by a bug in a text."""
NOT_SERVED = "NotServed"
"""Or not at all: nobody took it from a gateway's queue."""

CUSTOMER_ROLE, ON_CALL_ROLE = "customer", "on-call"


_SAFE = re.compile(r"[a-z0-9/._-]{1,120}")
YEARS = range(2000, 2200)
"""What a rota can be asked about."""


def _in_known_years(instant: datetime) -> datetime:
    if instant.astimezone(UTC).year not in YEARS:
        raise PydanticCustomError("instant", "it lies beyond the years that a directory knows")
    return instant


PersonKey = Annotated[str, Field(min_length=1, max_length=220)]
"""A key of the directory; `customer/` and the name for a customer."""
Moment = Annotated[Instant, AfterValidator(_in_known_years)]
Seconds = Annotated[float, Field(ge=0, le=7 * 86400, allow_inf_nan=False)]


class Place(Value):
    """Whose ticket it is, and under which contract: by that the directory knows who a role is."""

    contract: Line
    theatre: Line
    customer: Line
    levels: Annotated[tuple[Line, ...], Field(max_length=50)]
    """The vendor's own, from the first to the highest."""


class Letter(Value):
    """One announcement on its way to one person. It holds a key and no text: the journal has the rest."""

    ticket: TicketId
    event: Annotated[int, Field(ge=1, lt=2**31)]
    role: Line
    """`customer`, a level, or `on-call`."""
    place: Place
    at: Moment
    """When it was announced, in the ticket's own time."""
    urgent: bool = False
    tried: Annotated[tuple[PersonKey, ...], Field(max_length=200)] = ()
    """The keys of those who could not be reached with it, in order; the first is whom it was for."""
    waits_since: Moment | None = None
    """Since when it waits for a way to somebody who is the last that can be tried."""

    @property
    def key(self) -> str:
        """The announcement's key, as one text."""
        return f"{self.ticket}/{self.event}/{self.role}"


def mailbox_id(person: str) -> str:
    """The id of a person's mailbox. A key that is no plain name, such as a customer's, stands there as a digest."""
    if _SAFE.fullmatch(person):
        return f"mailbox/{person}"
    kind = "customer/" if person.startswith("customer/") else ""
    return f"mailbox/{kind}{sha256(person.encode()).hexdigest()[:24]}"


def pager_id(ticket: str, event: int) -> str:
    """The id of the pager that calls for an alarm."""
    return f"pager/{ticket}/{event}"


class Pace(Value):
    """How messages to one person are gathered and spaced, in seconds."""

    gather: Seconds = 20
    gather_urgent: Seconds = 2
    spacing: Seconds = 60
    """At least, from one message to the next; a channel with a rate of its own may ask for more."""
    spacing_urgent: Seconds = 10
    idle: Seconds = 600
    """After so long without anything to bring a mailbox ends."""
    patience: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] = 1
    """By this every channel's own patience is multiplied."""
    alarm: Annotated[float, Field(ge=0.01, le=86400, allow_inf_nan=False)] = 300
    """From one call of an alarm to the next."""
    calls_each: Annotated[int, Field(ge=1, le=1000)] = 3
    """Calls until one more person is called as well."""


class MailboxStart(Value):
    """How a mailbox starts: empty, or with what the run before it left."""

    person: PersonKey
    pace: Pace = Pace()
    waiting: tuple[Letter, ...] = ()
    seen: tuple[str, ...] = ()
    """Digests of the keys that came here, the latest last."""
    not_before: Instant | None = None
    not_before_urgent: Instant | None = None
    """The earliest instants of the next message, and of the next with something urgent."""
    down: Mapping[str, Instant] = {}
    """Channels that gave up lately, and when."""
    busy: Mapping[str, Instant] = {}
    """Channels that asked to be left alone, and until when."""
    aside: tuple[Letter, ...] = ()
    aside_until: Instant | None = None
    """What is tried again then, as there was no way for now and there is nobody else."""
    continue_as_new_after: int | None = None


class PagerStart(Value):
    """How a pager starts: with its alarm, and with the calls that were made."""

    letter: Letter
    pace: Pace = Pace()
    calls: Annotated[int, Field(ge=0, lt=2**31)] = 0
    unrecorded: tuple["Outcome", ...] = ()
    """What came of calls, and could not be recorded yet."""
    continue_as_new_after: int | None = None


class Way(Value):
    """One way to reach a person, without its address."""

    channel: str
    kind: str
    gateway: str | None = None
    """Set where many share it and it has a rate: then it has a task queue of its own, which keeps that."""
    rate: float | None = None
    """Messages a minute, at most, to this person."""


class Sorting(Value):
    """Letters of one person, to be looked at before they are brought."""

    person: str
    letters: tuple[Letter, ...]
    at: Instant


class Sorted(Value):
    """Those that the person does not have yet, those that nobody can read, and the ways to the person."""

    letters: tuple[Letter, ...]
    unreadable: tuple[Letter, ...] = ()
    later: tuple[Letter, ...] = ()
    """Those that this version cannot read, and a later one can."""
    ways: tuple[Way, ...] = ()
    pace: Pace | None = None
    """How messages are paced by now: a mailbox may be older than that."""


class Delivery(Value):
    """Letters to bring to one person through one channel, as one message."""

    person: str
    letters: tuple[Letter, ...]
    channel: str
    at: Instant
    """When the message is written; a repeat has the same."""
    longest_wait: float
    """Seconds from the first attempt; a channel that asks for a longer pause is given up."""
    call: int | None = None
    """Which call of an alarm it is."""


class Delivered(Value):
    """What was brought."""

    message: str
    detail: str = ""
    recorded: bool


class Outcome(Value):
    """What came of letters to one person through one channel."""

    person: str
    letters: tuple[Letter, ...]
    channel: str
    outcome: Literal["sent", "failed", "nobody", "unreadable"]
    at: Instant
    message: str | None = None
    detail: str = ""
    call: int | None = None


class PassingOn(Value):
    """Letters that a person could not be reached with."""

    person: str
    letters: tuple[Letter, ...]
    at: Instant
    for_now: bool = False
    """Whether there may be a way to the person later."""


class Left(Value):
    """Letters that there is nobody else for, and that may find a way later."""

    letters: tuple[Letter, ...] = ()


class Calling(Value):
    """An alarm, of which it is to be known whom the next call is for."""

    letter: Letter
    at: Instant
    call: int
    calls_each: int


class OnDuty(Value):
    """Whom a call is for; nobody, where the directory has nobody, and why."""

    reached: tuple["Reached", ...] = ()
    because: str = ""


class Reached(Value):
    """Somebody whom a call is for, and the ways to them."""

    person: str
    ways: tuple[Way, ...]
