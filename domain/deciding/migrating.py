"""Other terms for an open ticket: an explicit act, with what was counted and announced kept (semantics 10 and 11a)."""

from collections.abc import Callable
from datetime import datetime

from domain.deciding.origin import Origin
from domain.errors import DomainError
from domain.terms.request import Request
from domain.terms.terms import LevelName, Terms
from domain.ticket.commands import Migrate
from domain.ticket.events import Event, TicketMigrated
from domain.ticket.keeping import kept_at_once
from domain.ticket.ticket import Ticket

TermsAt = Callable[[Request, datetime], Terms]
"""What a request made at an instant is given by its contract."""

MOST_TERMS = 40
"""How many different terms a ticket can have had: it carries them all, of 3 to 6 KB each, and a message takes 2 MB."""


class TooManyTerms(DomainError):
    """A ticket that was moved from terms to terms more often than it can carry."""

    def __init__(self, ticket: str) -> None:
        super().__init__(
            f"ticket {ticket} has had {MOST_TERMS} different terms and can carry no more; move it back to some that it "
            "has had, or close it and open a new one"
        )


def no_terms(request: Request, at: datetime) -> Terms:
    """In the place of a `TermsAt` where nothing is migrated."""
    raise ValueError(f"nobody can say here what {request.contract} gave at {at}")


def migrate(ticket: Ticket, command: Migrate, origin: Origin, terms_at: TermsAt) -> list[Event]:
    """The ticket's terms as the other contract would have given them at its opening.

    They know the holidays of the whole life so far, and whoever was served by a theatre is served by the same one.
    A promise that begins here, and that was kept by something which has happened already, is kept at once (11b).
    """
    priority = command.priority or ticket.priority
    terms = terms_at(request_for(ticket, command), ticket.opened_at)
    if terms == ticket.terms and priority == ticket.priority:
        return []
    if terms not in ticket.former_terms and len(ticket.former_terms) >= MOST_TERMS:
        raise TooManyTerms(ticket.id)
    moved = TicketMigrated(
        **origin,
        terms=terms,
        priority=priority,
        level=level_in(terms, ticket),
        theatre=command.theatre,
        reason=command.reason,
    )
    return [moved, *kept_at_once(ticket, terms, priority, origin["occurred_at"])]


def request_for(ticket: Ticket, command: Migrate) -> Request:
    """The ticket's request as it would have been made for the other contract."""
    asked = {
        "contract": command.contract,
        "plan": command.plan or ticket.terms.plan,
        "theatre": command.theatre or ticket.asked_theatre or ticket.request.theatre,
        "priority": command.priority or ticket.priority,
    }
    return ticket.request.model_copy(update=asked)


def level_in(terms: Terms, ticket: Ticket) -> LevelName:
    """The same level, by its name or else by its height: a level is never given back (semantics 15)."""
    if ticket.level in terms.level_names:
        return ticket.level
    return terms.level_names[min(ticket.terms.height(ticket.level), len(terms.levels) - 1)]
