"""Other terms for an open ticket: an explicit act, with what was counted and announced kept (semantics 10 and 11a)."""

from collections.abc import Callable
from datetime import datetime

from domain.commands import Migrate
from domain.events import TicketMigrated
from domain.origin import Origin
from domain.request import Request
from domain.terms import LevelName, Terms
from domain.ticket import Ticket

TermsAt = Callable[[Request, datetime], Terms]
"""What a request made at an instant is given by its contract."""


def no_terms(request: Request, at: datetime) -> Terms:
    """In the place of a `TermsAt` where nothing is migrated."""
    raise ValueError(f"nobody can say here what {request.contract} gave at {at}")


def migrate(ticket: Ticket, command: Migrate, origin: Origin, terms_at: TermsAt) -> list[TicketMigrated]:
    """The ticket's terms as the other contract would have given them at its opening.

    They know the holidays of the whole life so far, and whoever was served by a theatre is served by the same one.
    """
    priority = command.priority or ticket.priority
    asked = {
        "contract": command.contract,
        "plan": command.plan or ticket.terms.plan,
        "theatre": command.theatre or ticket.request.theatre,
        "priority": priority,
    }
    terms = terms_at(ticket.request.model_copy(update=asked), ticket.opened_at)
    if terms == ticket.terms and priority == ticket.priority:
        return []
    level = _level_in(terms, ticket)
    return [TicketMigrated(**origin, terms=terms, priority=priority, level=level, reason=command.reason)]


def _level_in(terms: Terms, ticket: Ticket) -> LevelName:
    """The same level, by its name or else by its height: a level is never given back (semantics 15)."""
    if ticket.level in terms.level_names:
        return ticket.level
    return terms.level_names[min(ticket.terms.height(ticket.level), len(terms.levels) - 1)]
