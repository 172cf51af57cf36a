"""Late facts: what the engine said after the instant at which a fact was true may not hold (semantics 23a)."""

from datetime import datetime
from typing import NamedTuple

from domain.advance import fold
from domain.commands import Command
from domain.decide import decide
from domain.due import due_before
from domain.events import Event, MissWithdrawn, Promised, PromiseMissed
from domain.stamp import Stamp
from domain.terms import LevelName
from domain.ticket import Missed, Ticket


class _Miss(NamedTuple):
    promise: Promised
    level: LevelName | None
    missed: Missed


def decide_late(ticket: Ticket, command: Command, when: Stamp, now: datetime) -> list[Event]:
    """`decide` for a fact that may lie before something the engine recorded by itself.

    The command meets the ticket as it was at its instant: a miss that was recorded for that instant or later is open
    again. Those that then do not come due by `now` are withdrawn, before the facts that overtake them; the others
    stay as they were told. Warnings and levels stay in any case.
    """
    doubtful = _misses_from(ticket, when.at)
    if not doubtful:
        return decide(ticket, command, when)
    withdrawals: list[Event] = [_withdrawal(miss, when.at) for miss in doubtful]
    reopened, _ = fold(ticket, withdrawals, now)
    facts = decide(reopened, command, when)
    if not facts:
        return []
    corrected, _ = fold(reopened, facts, now)
    standing = {miss for miss in doubtful if _still_missed(corrected, miss, now)}
    return [*(_withdrawal(miss, when.at) for miss in doubtful if miss not in standing), *facts]


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


def _still_missed(corrected: Ticket, miss: _Miss, now: datetime) -> bool:
    """Whether the deadline passes again by `now`, on the corrected ledger."""
    while coming := due_before(corrected, now):
        event = coming.event()
        if isinstance(event, PromiseMissed) and (event.promise, event.level) == (miss.promise, miss.level):
            return True
        corrected, _ = fold(corrected, [event], now)
    return False
