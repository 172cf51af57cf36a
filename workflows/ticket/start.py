"""How a ticket's workflow starts: with an opening, or with what the run before it carried over."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from domain.brief import name
from domain.deciding.importing import History
from domain.deciding.parsing import read_history, read_opening
from domain.errors import Unreadable
from domain.text import TicketId
from domain.ticket.commands import OpenTicket
from domain.value import Value
from workflows.messages import workflow_id
from workflows.ticket.carried import Carried

SHORTEST_RUN = 50
"""A run of fewer history events would end before it had done anything."""
SHAPE = 'it must be a JSON object {"opening": {...}}'


class Start(Value):
    """The argument of a ticket's workflow."""

    opening: OpenTicket | None = None
    history: History | None = None
    """What had happened to it in another system, from which it is imported."""
    carried: Carried | None = None
    revived: TicketId | None = None
    """The ticket to bring back from the journal, where its workflow was lost."""
    continue_as_new_after: int | None = None
    """History events after which a new run begins; unset, when the server suggests it."""


def read_start(message: Any, id_: str, *, continues: bool) -> Start:
    """The start that a JSON object holds, for the workflow of that id. Raises `Unreadable`.

    `continues`: whether a run of the same workflow hands it on. What is carried over is believed of that alone.
    """
    if not isinstance(message, Mapping):
        raise Unreadable(f"the workflow's argument cannot be read; {SHAPE}")
    if "carried" in message:
        return _carried_on(message, id_, continues=continues)
    limit = message.get("continue_as_new_after")
    if limit is not None and (not isinstance(limit, int) or limit < SHORTEST_RUN):
        raise Unreadable(
            f"continue_as_new_after is {name(limit)}; it must be a number of events, {SHORTEST_RUN} or more"
        )
    if "revived" in message:
        return _revived(message["revived"], id_, limit)
    if "opening" not in message:
        raise Unreadable(f"the workflow's argument has no opening; {SHAPE}")
    opening = read_opening(message["opening"])
    _require_own(opening.ticket, id_)
    history = read_history(message["history"]) if message.get("history") is not None else None
    return Start(opening=opening, history=history, continue_as_new_after=limit)


def _revived(ticket: Any, id_: str, limit: int | None) -> Start:
    try:
        start = Start(revived=ticket, continue_as_new_after=limit)
    except ValidationError:
        raise Unreadable(f"there can be no ticket {name(ticket)}; revive one by its name") from None
    _require_own(str(start.revived), id_)
    return start


def _carried_on(message: Mapping[str, Any], id_: str, *, continues: bool) -> Start:
    if not continues:
        raise Unreadable("only a run of its own hands on what a workflow carries over; open the ticket instead")
    try:
        start = Start.model_validate(message)
    except ValidationError:
        raise Unreadable("what the workflow carries over cannot be read; only a run of its own hands that on") from None
    if start.carried is None or id_ != workflow_id(start.carried.ticket.id):
        raise Unreadable("what the workflow carries over is not its own ticket; only a run of its own hands that on")
    return start


def _require_own(ticket: str, id_: str) -> None:
    if id_ != workflow_id(ticket):
        raise Unreadable(f"the workflow of ticket {ticket} must have the id {workflow_id(ticket)}")
