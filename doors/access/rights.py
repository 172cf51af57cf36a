"""Who may do what: the roles, and the operations that each of them reaches. This table is the whole of it."""

from typing import Literal, get_args

Role = Literal["intake", "operator", "manager", "viewer", "monitoring", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

Operation = Literal[
    "open",
    "read",
    "read-all",
    "answer",
    "work",
    "move",
    "preview",
    "oncall",
    "follow",
    "webhooks",
]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)

MEANINGS: dict[Operation, str] = {
    "open": "open tickets, one or many",
    "read": "see one ticket: how it stands, its clock, its events, who was told",
    "read-all": "list tickets",
    "answer": "record what customers and third parties answer, and that the on-call service was phoned",
    "work": "give every other command to a ticket but to move it to other terms",
    "move": "move a ticket to the terms of another contract",
    "preview": "see contracts, and what a ticket would be promised",
    "oncall": "see who is told now and in the next weeks",
    "follow": "read every ticket's events in their order",
    "webhooks": "subscribe other systems to events",
}

RIGHTS: dict[Role, frozenset[Operation]] = {
    "intake": frozenset({"open", "read", "answer", "preview"}),
    "viewer": frozenset({"read", "read-all", "preview", "oncall", "follow"}),
    "monitoring": frozenset({"read-all", "follow"}),
    "operator": frozenset({"open", "read", "read-all", "answer", "work", "preview", "oncall", "follow"}),
    "manager": frozenset({"open", "read", "read-all", "answer", "work", "move", "preview", "oncall", "follow"}),
    "admin": frozenset(OPERATIONS),
}

NOT_OF_ONE_CUSTOMER: frozenset[Operation] = frozenset({"oncall"})
"""What shows more than one customer's affairs, which who is bound to a customer does not see."""

ANSWERS = frozenset({"customer_responded", "third_party_responded", "engage_on_call"})
MOVES = frozenset({"migrate"})


def of_command(command: str) -> Operation:
    """Which operation a command to a ticket is."""
    if command in ANSWERS:
        return "answer"
    return "move" if command in MOVES else "work"
