"""Regimes follow one another: which priority, on-call service and terms hold from when on (semantics 11a)."""

from domain.events import TicketMigrated
from domain.judging import begin_and_end_promises
from domain.terms import LevelName, Terms
from domain.ticket import Answer, Regime, Running, Ticket


def migrated(ticket: Ticket, event: TicketMigrated) -> Ticket:
    """The ticket under other terms. The regimes so far stay under those that held."""
    at, terms = event.occurred_at, event.terms
    place = len(ticket.former_terms)
    held = tuple(
        regime if regime.under is not None else regime.model_copy(update={"under": place}) for regime in ticket.regimes
    )
    on_call = ticket.on_call and terms.on_call is not None
    moved = ticket.model_copy(
        update={
            "terms": terms,
            "former_terms": (*ticket.former_terms, ticket.terms),
            "level": event.level,
            "regimes": in_force(held, Regime(since=at, priority=event.priority, on_call=on_call)),
            "promises": {
                name: judged
                for name, judged in ticket.promises.items()
                if name in terms.promises or not isinstance(judged, Running)
            },
            "answers": {
                level: answer for level, answer in ticket.answers.items() if _is_still_awaited(terms, level, answer)
            },
            "confirmed": event.priority if ticket.confirmed == ticket.priority else None,
        }
    )
    return begin_and_end_promises(moved, at)


def _is_still_awaited(terms: Terms, level: LevelName, answer: Answer) -> bool:
    """A level without a time to answer under the new terms owes none; what was judged stays."""
    if not isinstance(answer.judgement, Running):
        return True
    return level in terms.level_names and terms.level(level).answers is not None


def in_force(regimes: tuple[Regime, ...], regime: Regime) -> tuple[Regime, ...]:
    """The regimes that held before another begins, and that one."""
    return (*(known for known in regimes if known.since < regime.since), regime)
