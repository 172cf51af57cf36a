"""The names by which the outside reaches a ticket's workflow. Whoever talks to Sundial needs this module alone.

A workflow starts with a JSON object `{"opening": {...}}` (see `domain.commands.OpenTicket`), and each signal and update
takes one JSON object with the fields of its command. Updates and the query `snapshot` answer with a
`domain.snapshot.Snapshot`.
"""

from hashlib import sha256
from typing import Any, Final, Literal

from temporalio.common import Priority, SearchAttributeKey

WORKFLOW = "Ticket"
TASK_QUEUE = "tickets"

SIGNALS: Final = ("customer_responded", "third_party_responded")
"""From outside, without an answer."""
UPDATES: Final = (
    "acknowledge",
    "confirm_priority",
    "wait_for_customer",
    "wait_for_third_party",
    "stop_waiting",
    "engage_on_call",
    "escalate",
    "change_priority",
    "migrate",
    "assign",
    "add_note",
    "resolve",
    "reopen",
    "close",
)
"""From operators, who hear at once whether it holds."""
OPENED = "opened"
"""The update with which an intake starts a ticket and hears how it stands."""
SNAPSHOT, EVENTS, EXPLANATION = "snapshot", "events", "explanation"
"""The queries."""

REFUSED = "Refused"
"""The error type of every refusal; its message is the sentence."""
REFUSED_QUERY = f"{REFUSED}: "
"""How the message of a refused query begins, of which a client gets no type."""

CUSTOMER = SearchAttributeKey.for_keyword("SundialCustomer")
CONTRACT = SearchAttributeKey.for_keyword("SundialContract")
PLAN = SearchAttributeKey.for_keyword("SundialPlan")
PRIORITY = SearchAttributeKey.for_keyword("SundialPriority")
LEVEL = SearchAttributeKey.for_keyword("SundialLevel")
STATUS = SearchAttributeKey.for_keyword("SundialStatus")
NEXT_DUE = SearchAttributeKey.for_datetime("SundialNextDue")
BREACHED = SearchAttributeKey.for_bool("SundialBreached")

ATTRIBUTES: Final[dict[str, SearchAttributeKey[Any]]] = {
    "customer": CUSTOMER,
    "contract": CONTRACT,
    "plan": PLAN,
    "priority": PRIORITY,
    "level": LEVEL,
    "status": STATUS,
    "next_due": NEXT_DUE,
    "breached": BREACHED,
}
"""The search attributes by the names that decisions give them."""

AttributeType = Literal["Keyword", "Datetime", "Bool"]
SEARCH_ATTRIBUTES: Final[dict[str, AttributeType]] = {
    CUSTOMER.name: "Keyword",
    CONTRACT.name: "Keyword",
    PLAN.name: "Keyword",
    PRIORITY.name: "Keyword",
    LEVEL.name: "Keyword",
    STATUS.name: "Keyword",
    NEXT_DUE.name: "Datetime",
    BREACHED.name: "Bool",
}
"""What must be registered with the server, by name: 6 of 10 keywords, 1 of 3 datetimes, 1 of 3 booleans."""


def workflow_id(ticket: str) -> str:
    """The id of a ticket's workflow."""
    return f"ticket/{ticket}"


LOWEST = 5
"""The priority key that goes last; Temporal has five."""


def task_priority(rank: int, customer: str, *, goes_first: bool) -> Priority:
    """The order in which Temporal serves a ticket's tasks when they queue.

    `rank` is 0 for the highest priority. Plans that go first have the keys 1 to 3 and the others 4 and 5, so that a
    request of theirs always goes before the others' (ImagicleCare 4.1, "Acuerdo de nivel de servicio"); within one
    key no customer starves another.
    """
    key = min(rank + 1, 3) if goes_first else (LOWEST - 1 if rank < 2 else LOWEST)
    return Priority(priority_key=key, fairness_key=_fairness_key(customer))


def _fairness_key(customer: str) -> str:
    return customer if len(customer.encode()) <= 64 else sha256(customer.encode()).hexdigest()
