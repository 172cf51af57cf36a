"""What time alone brings to a ticket: warnings, how promises end, and the steps of a customer's silence."""

from typing import Literal

from domain.terms.terms import LevelName, PromiseName
from domain.text import Instant
from domain.ticket.events.occurrence import Occurrence

Promised = PromiseName | Literal["escalation", "answer"]
"""What runs towards a deadline: a promise, the next escalation, or the answer of a level that was asked."""


class WarningGiven(Occurrence):
    """A fraction of a running budget has passed; the deadline is still ahead."""

    type: Literal["WarningGiven"] = "WarningGiven"
    promise: Promised
    level: LevelName | None = None
    fraction: float
    due_at: Instant
    deadline: Instant
    cause: int | None = None


class PromiseKept(Occurrence):
    """What was promised happened in time."""

    type: Literal["PromiseKept"] = "PromiseKept"
    promise: Promised
    level: LevelName | None = None


class PromiseMissed(Occurrence):
    """The deadline passed. A breach where the contract guarantees it, else a miss that is told as one."""

    type: Literal["PromiseMissed"] = "PromiseMissed"
    promise: Promised
    level: LevelName | None = None
    breach: bool
    due_at: Instant
    cause: int | None = None


class MissWithdrawn(Occurrence):
    """A late fact showed that the deadline of event `missed` had not passed (semantics 23a)."""

    type: Literal["MissWithdrawn"] = "MissWithdrawn"
    missed: int
    promise: Promised
    level: LevelName | None = None


class CustomerReminded(Occurrence):
    """We still wait for the customer, and said so again."""

    type: Literal["CustomerReminded"] = "CustomerReminded"
    nth: int
    due_at: Instant
    cause: int | None = None


class ClosingProposed(Occurrence):
    """The customer has been silent for so long that the team may close."""

    type: Literal["ClosingProposed"] = "ClosingProposed"
    due_at: Instant
    cause: int | None = None
