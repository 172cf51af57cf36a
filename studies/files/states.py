"""What a state of another system is to the clock, and which commands a change of state is.

| from, to | command |
| --- | --- |
| the first state other than new | acknowledge: from then on somebody works on it |
| to waiting on the customer | wait for the customer |
| to waiting on a vendor | wait for a third party |
| from waiting to new or working | the customer, or the third party, responded |
| from waiting to another wait, or to internal work | stop waiting: nobody says that there was an answer |
| resolved | resolve, which ends every wait |
| from resolved to an open state, or a higher count of reopenings while resolved | reopen |
| closed | close |

What waits on the company's own people (another team, a change, the management of problems) is internal work: its clock
runs.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

VENDOR = "vendor"
"""The name of the third party, of which an export says no more."""


class State(Enum):
    """What a state is to the clock."""

    NEW = "new"
    WORKING = "working"
    INTERNAL = "internal"
    CUSTOMER = "customer"
    VENDOR = "vendor"
    RESOLVED = "resolved"
    CLOSED = "closed"


WAITS = (State.CUSTOMER, State.VENDOR)
ENDED = (State.RESOLVED, State.CLOSED)


class Asked(NamedTuple):
    """A command by its type, with its fields."""

    type: str
    fields: dict[str, str | bool]


def reopened(before: State, now: State, *, counted: bool) -> bool:
    """Whether a row reopens the incident; `counted` is whether its count of reopenings rose."""
    if before is State.CLOSED:
        return now is not State.CLOSED
    return before is State.RESOLVED and (now not in ENDED or counted)


def transition(before: State, now: State, *, reopening: bool) -> Iterator[Asked]:
    """The commands of a change of state, after the reopening and before nothing else."""
    if before in WAITS and before is not now and now not in ENDED:
        yield _ended(before, now)
    if now in WAITS and before is not now:
        yield _begun(now)
    if now is State.RESOLVED and (before is not State.RESOLVED or reopening):
        yield Asked("resolve", {})
    if now is State.CLOSED and before is not State.CLOSED:
        yield Asked("close", {})


def _begun(now: State) -> Asked:
    if now is State.CUSTOMER:
        return Asked("wait_for_customer", {})
    return Asked("wait_for_third_party", {"party": VENDOR})


def _ended(before: State, now: State) -> Asked:
    answered = now in (State.NEW, State.WORKING)
    if before is State.CUSTOMER:
        return Asked("customer_responded", {}) if answered else Asked("stop_waiting", {"on": "customer"})
    if answered:
        return Asked("third_party_responded", {"party": VENDOR})
    return Asked("stop_waiting", {"on": VENDOR})
