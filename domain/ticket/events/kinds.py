"""What several places ask about events, each question with the kinds of which it is so.

A new event is in those that are meant for it; who matches over one of them is then told by the compiler.
"""

from types import UnionType
from typing import get_args

from domain.ticket.events.by_time import ClosingProposed, CustomerReminded, PromiseKept, PromiseMissed, WarningGiven
from domain.ticket.events.life import TicketClosed, TicketResolved
from domain.ticket.events.urgency import Escalated, PriorityChanged
from domain.ticket.events.work import Acknowledged, CustomerResponded, ThirdPartyResponded, WaitStarted

Response = CustomerResponded | ThirdPartyResponded
"""Somebody outside was heard from, as a signal tells."""

Judging = PromiseKept | PromiseMissed | Escalated
"""What ran towards a deadline does so no more: a promise or an answer is judged, a level reached."""

ComesDue = (
    WarningGiven | PromiseMissed | Escalated | PriorityChanged | CustomerReminded | ClosingProposed | TicketClosed
)
"""What time can bring before its place: where a change brings it due, its `cause` names the change (semantics 15a)."""

OfSilence = CustomerReminded | PriorityChanged | ClosingProposed | TicketClosed
"""The steps that a customer's silence brings (semantics 20)."""

EndsAlarm = Acknowledged | WaitStarted | TicketResolved | TicketClosed
"""The technician on call need not be called any more: somebody has the ticket, or nobody needs to. The end of a wait
calls anew."""

Urgent = Escalated | PromiseMissed
"""Whoever is told of it is told at once, without waiting for more to tell."""


def types_of(kinds: UnionType) -> frozenset[str]:
    """Their names, as they are stored."""
    return frozenset(kind.__name__ for kind in get_args(kinds))
