"""Tickets whose workflow is lost: open in the journal, and nothing lives them any more."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from domain.showing.standing import Standing

if TYPE_CHECKING:
    from runtime.temporal.fates import Fate
    from runtime.temporal.tickets import Tickets

CLOSED = "closed"


async def lost_among(tickets: "Tickets", found: Sequence[Standing]) -> "Mapping[str, Fate]":
    """What became of the workflows of those that are lost, by ticket."""
    open_ = [standing.ticket for standing in found if standing.status != CLOSED]
    fates = await tickets.fates(open_)
    return {ticket: fate for ticket, fate in fates.items() if fate != "running"}


def told(fate: "Fate") -> str:
    """What became of a workflow, in words."""
    return {"timed_out": "timed out", "canceled": "cancelled", "missing": "not there"}.get(fate, fate)
