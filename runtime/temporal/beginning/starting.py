"""With what a ticket's workflow starts, beside its argument: its place in the queue, and what people find it by.

What is set here need not be written by the ticket's first decision.
"""

from datetime import datetime
from typing import Any

from temporalio.common import Priority, SearchAttributePair, TypedSearchAttributes

from activities.deciding import resolver
from contracts.public_holidays import public_holidays
from domain.clock.deadlines import next_deadline
from domain.contract.library import Library
from domain.deciding.turns import open_ticket
from domain.markdown import as_text
from domain.showing.standing import Standing
from domain.text import Instant
from domain.ticket.commands import OpenTicket
from domain.ticket.evolve import replay
from domain.value import Value
from workflows import messages

SUMMARY_BYTES = 200
"""What Temporal takes of a summary, in which it reads Markdown."""


class Foreseen(Value):
    """A ticket as its opening will make it; what its contract does not know is refused when it is decided."""

    ticket: str
    customer: str
    subject: str
    contract: str
    plan: str | None = None
    priority: str
    level: str | None = None
    status: str = "working"
    breached: bool = False
    deadline: Instant | None = None
    """The first one, where the opening is stamped: it then counts from an instant that is known here."""


Known = Foreseen | Standing
"""What is known of a ticket whose workflow starts."""


def foreseen(opening: OpenTicket, library: Library) -> Foreseen:
    """The ticket that an opening asks for."""
    asked, contract = opening.request, library.get(opening.request.contract)
    return Foreseen(
        ticket=opening.ticket,
        customer=opening.customer,
        subject=opening.subject,
        contract=asked.contract,
        plan=asked.plan,
        priority=asked.priority,
        level=next(iter(contract.levels), None) if contract else None,
        deadline=_first_deadline(opening, library),
    )


def _first_deadline(opening: OpenTicket, library: Library) -> datetime | None:
    """The deadline that the ticket's own first decision will find, unless the worker knows other terms.

    Set at the start it needs no event of its own; where it was foreseen wrongly the decision corrects it.
    """
    if opening.sent_at is None:
        return None
    terms = resolver(library, public_holidays)
    decision = open_ticket(opening, lambda at: terms(opening.request, at), opening.sent_at)
    first = next_deadline(replay(decision.events)) if decision.events else None
    return first.at if first else None


def options_of(known: Known, library: Library) -> dict[str, Any]:
    """The options of the start of a ticket's workflow that tell what it is about."""
    return {
        "id": messages.workflow_id(known.ticket),
        "priority": _priority(known, library),
        "search_attributes": _attributes(known),
        "static_summary": as_text(f"{known.priority} {known.customer}: {known.subject}", SUMMARY_BYTES),
        "static_details": as_text(f"{known.contract}, {known.plan or 'its only plan'}"),
    }


def _priority(known: Known, library: Library) -> Priority:
    contract = library.get(known.contract)
    priorities = list(contract.priorities) if contract else []
    plan = contract.plans.get(known.plan or "") if contract else None
    rank = priorities.index(known.priority) if known.priority in priorities else len(priorities)
    return messages.task_priority(rank, known.customer, goes_first=plan.goes_first if plan else True)


def _attributes(known: Known) -> TypedSearchAttributes:
    values = {name: getattr(known, name, None) for name in messages.ATTRIBUTES} | {"next_due": known.deadline}
    return TypedSearchAttributes(
        [SearchAttributePair(messages.ATTRIBUTES[name], value) for name, value in values.items() if value is not None]
    )
