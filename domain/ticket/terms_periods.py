"""Terms periods follow one another: which priority, on-call service and terms hold from when on (semantics 11a)."""

from collections.abc import Mapping
from typing import TypeVar

from domain.terms.terms import LevelName, Terms
from domain.ticket.events import TicketMigrated
from domain.ticket.judging import begin_and_end_promises
from domain.ticket.ticket import LevelAnswer, Running, TermsPeriod, Ticket

Known = TypeVar("Known")


def migrated(ticket: Ticket, event: TicketMigrated) -> Ticket:
    """The ticket under other terms. The periods so far stay under those that held."""
    at, terms = event.occurred_at, event.terms
    former = ticket.former_terms
    if ticket.terms not in former:
        # Whoever is moved to and fro carries each of the terms once.
        former = (*former, ticket.terms)
    place = former.index(ticket.terms)
    held = tuple(
        period if period.under is not None else period.model_copy(update={"under": place})
        for period in ticket.terms_periods
    )
    last = ticket.terms_periods[-1]
    period = TermsPeriod(
        since=at,
        priority=event.priority,
        on_call=ticket.on_call and terms.on_call is not None,
        priority_since=last.priority_since or last.since,
    )
    moved = ticket.model_copy(
        update={
            "terms": terms,
            "former_terms": former,
            "asked_theatre": event.theatre or ticket.asked_theatre,
            "level": event.level,
            "terms_periods": in_force(held, period),
            "promises": {
                name: judged
                for name, judged in ticket.promises.items()
                if name in terms.promises or not isinstance(judged, Running)
            },
            "answers": _answers(ticket, terms),
            "warned_of_level": {**ticket.warned_of_level, **_renamed(ticket, terms, ticket.warned_of_level)},
        }
    )
    begun = begin_and_end_promises(moved, at)
    # Where the customer has to be told, what was told does not count, unless it is the very same.
    to_tell = isinstance(begun.promises.get("priority-notification"), Running)
    is_news = event.priority != ticket.priority or "priority-notification" in ticket.promises
    told = ticket.confirmed == ticket.priority and not (to_tell and is_news)
    return begun.model_copy(update={"confirmed": event.priority if told else None})


def _answers(ticket: Ticket, terms: Terms) -> dict[LevelName, LevelAnswer]:
    """What was judged stays; of the rest, those that the new terms ask for, too."""
    judged = {name: one for name, one in ticket.answers.items() if not isinstance(one.judgement, Running)}
    awaited = {name: one for name, one in ticket.answers.items() if isinstance(one.judgement, Running)}
    still = {
        name: one.model_copy(update={"asked_by": terms.renamed(one.asked_by, ticket.terms) or one.asked_by})
        for name, one in _renamed(ticket, terms, awaited).items()
        if terms.level(name).answers is not None
    }
    return {**judged, **still}


def _renamed(ticket: Ticket, terms: Terms, by_level: Mapping[LevelName, Known]) -> dict[LevelName, Known]:
    """What is known of levels, under their names in other terms; what these do not have is left out."""
    names = ((terms.renamed(level, ticket.terms), value) for level, value in by_level.items())
    return {name: value for name, value in names if name is not None}


def in_force(periods: tuple[TermsPeriod, ...], period: TermsPeriod) -> tuple[TermsPeriod, ...]:
    """The periods that held before another begins, and that one."""
    return (*(known for known in periods if known.since < period.since), period)
