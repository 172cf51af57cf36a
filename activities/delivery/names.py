"""The names of the activities of delivery, and what each is given and answers."""

from activities.delivery.letters import Letter
from activities.delivery.pace import Pace
from domain.text import Instant
from domain.value import Value

SORT, DELIVER, RECORD, PASS_ON = "sort", "deliver", "record", "pass_on"
"""A mailbox's: look letters through, send them as one message, record what came of them (a `DeliveryOutcome`), pass
them on to the next in line."""
ON_DUTY, IS_ANSWERED = "on_duty", "is_answered"
"""A pager's: say whom a call is for, and whether an alarm (a `Letter`) was answered."""


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


class Reached(Value):
    """Somebody whom a call is for, and the ways to them."""

    person: str
    ways: tuple[Way, ...]


class OnDuty(Value):
    """Whom a call is for; nobody, where the directory has nobody, and why."""

    reached: tuple[Reached, ...] = ()
    because: str = ""
