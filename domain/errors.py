"""The catalogue of refusals: each is a business "no" with the sentence that a person reads (semantics 24)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from domain.brief import brief


class DomainError(Exception):
    """A refusal. It says what is wrong and what would be right, and it is never retried.

    Its sentence is short, whatever it is about (semantics 24): it becomes a part of a history and of the journal.
    """

    def __init__(self, sentence: str) -> None:
        self.sentence = brief(sentence)
        super().__init__(self.sentence)


class InTheFuture(DomainError):
    """A command says that it was true at an instant that has not come yet."""

    def __init__(self, at: datetime, now: datetime) -> None:
        super().__init__(f"at {_iso(at)} lies in the future; it can be {_iso(now)} (now) or earlier")


class BeforeTheLastFact(DomainError):
    """A command says that it was true before something that is already known to have happened later."""

    def __init__(self, at: datetime, floor: datetime) -> None:
        super().__init__(
            f"at {_iso(at)} lies before the ticket's last fact; it can be {_iso(floor)} or later, up to now"
        )


class BeforeTheOpening(DomainError):
    """Something of a ticket's history lies before the ticket."""

    def __init__(self, at: datetime, opened_at: datetime) -> None:
        super().__init__(f"at {_iso(at)} lies before the ticket's opening; it can be {_iso(opened_at)} or later")


class AlreadyOver(DomainError):
    """A ticket that would be imported is over by what its history says, or by what the contract makes of it."""

    def __init__(
        self, ticket: str, at: datetime, because: Literal["asked", "accepted", "undisputed", "silence"]
    ) -> None:
        why = {
            "asked": "where it was closed",
            "accepted": "as the customer accepted the solution",
            "undisputed": "as nobody disagreed with the solution in time",
            "silence": "as the customer did not answer in time",
        }[because]
        super().__init__(f"ticket {ticket} was over at {_iso(at)}, {why}; import those that are open")
        self.at, self.because = at, because


class TooLongAgo(DomainError):
    """A ticket is opened as of an instant for which its terms would know no holidays today."""

    def __init__(self, at: datetime, earliest: datetime) -> None:
        super().__init__(f"at {_iso(at)} is too long ago to open a ticket; it can be {_iso(earliest)} or later")


class TicketIsClosed(DomainError):
    """A closed ticket takes no command."""

    def __init__(self, ticket: str) -> None:
        super().__init__(f"ticket {ticket} is closed and takes no command; a new problem is a new ticket")


class TicketIsResolved(DomainError):
    """What was asked makes no sense while the ticket is resolved."""

    def __init__(self, ticket: str, what: str) -> None:
        super().__init__(f"ticket {ticket} is resolved and cannot {what}; reopen it first, or close it")


class UnknownPriority(DomainError):
    """The contract has no such priority."""

    def __init__(self, priority: str, known: Iterable[str]) -> None:
        super().__init__(f"there is no priority {priority} in this contract; it can be {_or(known)}")


class UnknownLevel(DomainError):
    """The ladder has no such level."""

    def __init__(self, level: str, known: Iterable[str]) -> None:
        super().__init__(f"there is no level {level} in this contract; it can be {_or(known)}")


class EscalationNotOffered(DomainError):
    """The contract does not let this requester ask for that level."""

    def __init__(self, requester: str, level: str, contract: str, allowed: Iterable[str]) -> None:
        requesters = tuple(allowed)
        instead = f"only {_or(requesters)} may" if requesters else "the ladder's clock alone reaches it"
        super().__init__(f"{requester} cannot escalate to {level} under {contract}: {instead}")


class RequesterNotReached(DomainError):
    """A level asks for help with a ticket that has not come to it."""

    def __init__(self, requester: str, level: str) -> None:
        super().__init__(f"{requester} does not have the ticket, which is at {level}; escalate to {requester} first")


class SummaryMissing(DomainError):
    """A ticket is to be solved without a word of what was done, and its contract asks for one."""

    def __init__(self, ticket: str, contract: str) -> None:
        super().__init__(
            f"ticket {ticket} needs a summary of what was done to be resolved, as the customer is sent one under "
            f"{contract}; give it with the resolution"
        )


class NothingAbove(DomainError):
    """The ticket is at the last level of its ladder."""

    def __init__(self, level: str) -> None:
        super().__init__(f"the ticket is at {level}, the last level; there is nothing above it to escalate to")


class NoOnCall(DomainError):
    """The on-call service does not cover this ticket."""

    def __init__(self, because: str) -> None:
        super().__init__(f"the on-call service does not cover this ticket: {because}")


class PriorityNotOnCall(NoOnCall):
    """The on-call service covers other priorities only."""

    def __init__(self, priority: str, covered: Iterable[str]) -> None:
        cure = "change the priority first, or leave it to the office"
        super().__init__(f"it is for {_or(covered)} only, and this is {priority}; {cure}")


class NotWaitedFor(DomainError):
    """A wait is to end that there is not."""

    def __init__(self, on: str, waits: Iterable[str]) -> None:
        current = tuple(waits)
        instead = f"it waits on {_and(current)}" if current else "it waits on nobody"
        super().__init__(f"the ticket does not wait on {on}; {instead}")


class TooManyWaits(DomainError):
    """A ticket would wait on more third parties at once than one problem has."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"the ticket waits on {most} third parties already; end one of these waits first, or open a ticket for "
            "each of the problems"
        )


class OtherContent(DomainError):
    """A command's id comes back with other content (semantics 23c)."""

    def __init__(self, id: str) -> None:
        super().__init__(f"id {id} was already used for a command with other content; give this one an id of its own")


class AnotherTicket(DomainError):
    """An opening uses the id of a ticket that is about something else."""

    def __init__(self, ticket: str, customer: str, subject: str) -> None:
        super().__init__(
            f"ticket {ticket} is open already, for {customer}: {subject}; a new problem needs an id of its own"
        )


class IdTaken(DomainError):
    """An opening uses the id of a ticket that had a life before (semantics 26)."""

    def __init__(self, ticket: str, customer: str, subject: str, stands: str, *, closed: bool) -> None:
        otherwise = "" if closed else "; if its workflow is lost, `revive` brings it back"
        super().__init__(
            f"ticket {ticket} was opened before and is {stands}, for {customer}: {subject}{otherwise}; "
            "a new problem is a new ticket with an id of its own"
        )


class NothingToRevive(DomainError):
    """A ticket that would be brought back is over."""

    def __init__(self, ticket: str) -> None:
        super().__init__(f"ticket {ticket} is closed: there is nothing to revive; a new problem is a new ticket")


class Unreadable(DomainError):
    """A message that is not a command at all, or one with faults; the sentence lists them."""


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")


def _or(words: Iterable[str]) -> str:
    return _list(words, "or")


def _and(words: Iterable[str]) -> str:
    return _list(words, "and")


def _list(words: Iterable[str], last: str) -> str:
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final
