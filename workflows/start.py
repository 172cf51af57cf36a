"""How a ticket's workflow starts: with an opening, or with what the run before it carried over."""

from collections.abc import Mapping
from typing import Any

from domain.commands import OpenTicket
from domain.errors import Unreadable
from domain.reading import read_opening
from domain.value import Value
from workflows.carried import Carried
from workflows.messages import workflow_id

SHAPE = 'it must be a JSON object {"opening": {...}}'


class Start(Value):
    """The argument of a ticket's workflow."""

    opening: OpenTicket | None = None
    carried: Carried | None = None
    continue_as_new_after: int | None = None
    """History events after which a new run begins; unset, when the server suggests it."""


def read_start(message: Any, id_: str) -> Start:
    """The start that a JSON object holds, for the workflow of that id. Raises `Unreadable`."""
    if not isinstance(message, Mapping):
        raise Unreadable(f"the workflow's argument cannot be read; {SHAPE}")
    if "carried" in message:
        return Start.model_validate(message)
    if "opening" not in message:
        raise Unreadable(f"the workflow's argument has no opening; {SHAPE}")
    opening = read_opening(message["opening"])
    if id_ != workflow_id(opening.ticket):
        raise Unreadable(f"the workflow of ticket {opening.ticket} must have the id {workflow_id(opening.ticket)}")
    limit = message.get("continue_as_new_after")
    return Start(opening=opening, continue_as_new_after=limit if isinstance(limit, int) else None)
