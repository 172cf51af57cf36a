"""The words of other systems: what each calls its states, its reasons to hold, its priorities and its channels.

Only what a system says by itself is here. What a company has added or renamed is never guessed: it is told, and a
mapping's `states` and `priorities` say what it means.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from domain.contract.spelling import listed
from domain.errors import DomainError
from studies.files.states import State

Meaning = TypeVar("Meaning")

ALIKE = 0.8
"""How much alike two words are of which one is a slip of the other."""

HELD = (State.CUSTOMER, State.VENDOR, State.INTERNAL)
"""What a reason can say more of."""

_WAITS = {
    **dict.fromkeys(
        (
            *("Waiting for customer", "Waiting on customer", "Awaiting customer", "Pending customer"),
            *("Awaiting Caller", "Awaiting User Info", "Awaiting Evidence", "Waiting for reporter"),
        ),
        State.CUSTOMER,
    ),
    **dict.fromkeys(
        (
            *("Waiting for vendor", "Waiting on vendor", "Awaiting Vendor", "Pending vendor", "Waiting for supplier"),
            *("Waiting for third party", "Waiting on third party", "Waiting for 3rd party"),
        ),
        State.VENDOR,
    ),
    **dict.fromkeys(("Awaiting Problem", "Awaiting Change"), State.INTERNAL),
}
_ENDS = {
    "Resolved": State.RESOLVED,
    "Closed": State.CLOSED,
    "Canceled": State.CLOSED,
    "Cancelled": State.CLOSED,
}


class Unmeant(DomainError):
    """A state of which nothing says what it means."""


@dataclass(frozen=True)
class Meanings:
    """The words of one system. They are compared without their case."""

    states: Mapping[str, State]
    held: tuple[str, ...] = ()
    """States that say nothing without a reason."""
    reasons: Mapping[str, State] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)
    """The rank of each priority that has a name: 1 is the highest."""
    channels: Mapping[str, str] = field(default_factory=dict)

    def state(self, text: str, reason: str, mapped: Mapping[str, State]) -> State:
        """What a state means, a mapping's word first. Raises `Unmeant`."""
        theirs = _folded(mapped)
        if text.casefold() in self._held:
            found = theirs.get(reason.casefold()) or self._reasons.get(reason.casefold()) or theirs.get(text.casefold())
            if found is None:
                raise Unmeant(_no_reason(text, reason, self.reasons))
            return found
        found = theirs.get(text.casefold()) or self._states.get(text.casefold())
        if found in HELD:
            # A mapping may have their own reasons, for a state that they call something else.
            found = theirs.get(reason.casefold(), found)
        if found is None:
            what = f"there is no state {text[:100]!r}" if text else "the state is empty"
            raise Unmeant(f"{what}: {_instead(text, self.states)}")
        return found

    def rank(self, text: str) -> int | None:
        """The rank of a priority by its name, if it has one here."""
        return self._ranks.get(text.casefold())

    @cached_property
    def _states(self) -> Mapping[str, State]:
        return _folded(self.states)

    @cached_property
    def _reasons(self) -> Mapping[str, State]:
        return _folded(self.reasons)

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return _folded(self.ranks)

    @cached_property
    def _held(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self.held)


_MAPPED = f"say under states of a --mapping file what it means, as one of {listed(state.value for state in State)}"


def _no_reason(text: str, reason: str, reasons: Mapping[str, State]) -> str:
    if reason:
        return f"there is no reason {reason[:100]!r} to hold: {_instead(reason, reasons)}"
    return f"{text} has no reason, so nobody knows whom it waits for: export the column hold_reason, or {_MAPPED}"


def _instead(word: str, known: Iterable[str]) -> str:
    names = {name.casefold(): name for name in known if not name.isdigit()}
    # States that companies add are often a little like those that there are; what is meant here is a slip.
    near = [names[one] for one in get_close_matches(word.casefold(), names, n=3, cutoff=ALIKE)]
    return f"did you mean {listed(near)}?" if near else _MAPPED


def _folded(words: Mapping[str, Meaning]) -> dict[str, Meaning]:
    return {name.casefold(): meaning for name, meaning in words.items()}


SERVICENOW = Meanings(
    states={
        "New": State.NEW,
        "In Progress": State.WORKING,
        "Active": State.WORKING,
        "Work in Progress": State.WORKING,
        **_WAITS,
        **_ENDS,
        # The numbers behind the words. Those of earlier versions for Awaiting User Info and Evidence mean nothing else.
        "1": State.NEW,
        "2": State.WORKING,
        "4": State.CUSTOMER,
        "5": State.CUSTOMER,
        "6": State.RESOLVED,
        "7": State.CLOSED,
        "8": State.CLOSED,
    },
    held=("On Hold", "3"),
    reasons={
        **_WAITS,
        "1": State.CUSTOMER,
        "3": State.INTERNAL,
        "4": State.VENDOR,
        "5": State.INTERNAL,
    },
    channels={
        **{"phone": "phone", "email": "email", "chat": "chat", "virtual agent": "chat", "virtual_agent": "chat"},
        **{"self service": "web", "self-service": "web"},
    },
)
JIRA = Meanings(
    states={
        **dict.fromkeys(("Open", "New", "To Do", "Backlog", "Reopened", "Waiting for support"), State.NEW),
        **dict.fromkeys(("In Progress", "Work in progress", "Escalated"), State.WORKING),
        **_WAITS,
        **_ENDS,
        "Done": State.RESOLVED,
        "Completed": State.RESOLVED,
    },
    ranks={
        **{"Highest": 1, "High": 2, "Medium": 3, "Low": 4, "Lowest": 5},
        **{"Blocker": 1, "Critical": 2, "Major": 3, "Minor": 4, "Trivial": 5},
    },
)
ZENDESK = Meanings(
    states={
        "new": State.NEW,
        "open": State.WORKING,
        "pending": State.CUSTOMER,
        "hold": State.VENDOR,
        "on-hold": State.VENDOR,
        "solved": State.RESOLVED,
        "closed": State.CLOSED,
        "deleted": State.CLOSED,
    },
    ranks={"urgent": 1, "high": 2, "normal": 3, "low": 4},
    channels={
        **{"voice": "phone", "email": "email", "chat": "chat", "native_messaging": "chat", "messaging": "chat"},
        **{"phone": "phone"},
    },
)
