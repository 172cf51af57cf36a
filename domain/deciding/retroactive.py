"""Late facts: what the engine said after the instant at which a fact was true may not hold (semantics 23a)."""

from datetime import datetime
from typing import NamedTuple

from domain.clock.advance import advance, fold
from domain.deciding.decide import decide
from domain.deciding.effective_time import Stamp
from domain.deciding.migrating import TermsAt, no_terms
from domain.terms.terms import LevelName
from domain.ticket.commands import Command
from domain.ticket.events import Event, MissWithdrawn, Promised, PromiseMissed
from domain.ticket.keeping import kept_by_recording
from domain.ticket.ticket import Missed, Ticket


class _Miss(NamedTuple):
    promise: Promised
    level: LevelName | None
    missed: Missed


def decide_late(
    ticket: Ticket, command: Command, when: Stamp, now: datetime, terms_at: TermsAt = no_terms
) -> list[Event]:
    """`decide` for a fact that may lie before something the engine recorded by itself.

    The command meets the ticket as it was at its instant: a miss that was recorded for that instant or later is open
    again. Those that do not come due at the same instant on the corrected ledger are withdrawn, before the facts that
    overtake them; what comes due at another instant is missed anew. Warnings and levels stay in any case.
    """
    doubtful = _misses_from(ticket, when.at)
    if not doubtful and when.at >= ticket.received_at:
        return decide(ticket, command, when, terms_at)
    reopened, _ = fold(ticket, [_withdrawal(miss, when.at) for miss in doubtful], now)
    facts = decide(reopened, command, when, terms_at)
    if not facts:
        return []
    facts = [*facts, *_reception_kept(fold(reopened, facts, now)[0])]
    corrected, _ = fold(reopened, facts, now)
    missed_again = _misses_until(corrected, now)
    withdrawn = [miss for miss in doubtful if (miss.promise, miss.level, miss.missed.at) not in missed_again]
    return [*(_withdrawal(miss, when.at) for miss in withdrawn), *facts]


def _reception_kept(corrected: Ticket) -> list[Event]:
    """What the recording of the opening keeps, where that still runs then on the corrected ledger."""
    kept = kept_by_recording(corrected, corrected.received_at)
    if not kept:
        return []
    missed = {(promise, level) for promise, level, _ in _misses_until(corrected, corrected.received_at)}
    return [one for one in kept if (one.promise, one.level) not in missed]


def _withdrawal(miss: _Miss, at: datetime) -> MissWithdrawn:
    return MissWithdrawn(occurred_at=at, missed=miss.missed.event, promise=miss.promise, level=miss.level)


def _misses_from(ticket: Ticket, at: datetime) -> list[_Miss]:
    promises = [_Miss(name, None, judged) for name, judged in ticket.promises.items() if isinstance(judged, Missed)]
    answers = [
        _Miss("answer", level, answer.judgement)
        for level, answer in ticket.answers.items()
        if isinstance(answer.judgement, Missed)
    ]
    return [miss for miss in (*promises, *answers) if miss.missed.at >= at]


def _misses_until(corrected: Ticket, now: datetime) -> set[tuple[Promised, LevelName | None, datetime]]:
    """What is missed by `now` on the corrected ledger, and when."""
    return {
        (event.promise, event.level, event.occurred_at)
        for event in (recorded.event for recorded in advance(corrected, now))
        if isinstance(event, PromiseMissed)
    }
