"""Promises begin, are warned of, are kept, missed or end unjudged (semantics 11b and 23a).

What keeps them is for `domain.ticket.keeping` to say.
"""

from datetime import datetime
from typing import assert_never

from domain.terms.terms import LevelName
from domain.ticket.events import Escalated, MissWithdrawn, Promised, PromiseKept, PromiseMissed, WarningGiven
from domain.ticket.events.kinds import Judging
from domain.ticket.ticket import Judgement, Kept, Missed, Running, Ticket


def begin_and_end_promises(ticket: Ticket, at: datetime) -> Ticket:
    """At a change: what only the new period promises begins, what only the old one had ends unjudged."""
    promises = dict(ticket.promises)
    for name in ticket.terms.promises:
        promised = ticket.terms.target(name, ticket.priority, ticket.on_call) is not None
        if promised and name not in promises:
            promises[name] = Running(begun_at=at)
        elif not promised and isinstance(promises.get(name), Running):
            del promises[name]
    return ticket.model_copy(update={"promises": promises})


Name = tuple[Promised, LevelName | None]
"""What is judged: a promise; the answer of a level, and of which; or the escalation to a level."""


def judged_by(event: Judging) -> Name:
    """What an event judges."""
    return ("escalation", event.after) if isinstance(event, Escalated) else (event.promise, event.level)


def judgement(ticket: Ticket, promise: str, level: LevelName | None) -> Judgement | None:
    """How a promise, or the answer of a level, stands; `None` where there is none."""
    if promise == "answer":
        answer = ticket.answers.get(level) if level else None
        return answer.judgement if answer else None
    return {str(name): judged for name, judged in ticket.promises.items()}.get(promise)


def keep(ticket: Ticket, event: PromiseKept) -> Ticket:
    """A promise was kept."""
    return _judged(ticket, event.promise, event.level, Kept(at=event.occurred_at))


def miss(ticket: Ticket, event: PromiseMissed, number: int) -> Ticket:
    """A deadline passed; the miss remembers what it ended."""
    was = judgement(ticket, event.promise, event.level)
    match was:
        case Running():
            # What an import records as past was missed when it was due, and no later fact can put that in doubt.
            past = ticket.imported is not None and event.cause == ticket.imported.event
            missed = Missed(at=event.due_at if past else event.occurred_at, event=number, was=was)
            return _judged(ticket, event.promise, event.level, missed)
        case Kept() | Missed() | None:
            return ticket
        case _:
            assert_never(was)


def withdraw(ticket: Ticket, event: MissWithdrawn) -> Ticket:
    """A miss did not hold: the promise runs again as it did before."""
    missed = judgement(ticket, event.promise, event.level)
    return _judged(ticket, event.promise, event.level, missed.was) if isinstance(missed, Missed) else ticket


def warn(ticket: Ticket, event: WarningGiven) -> Ticket:
    """A warning was given and is not given again."""
    if event.promise == "escalation":
        if event.level is None:
            return ticket
        return ticket.model_copy(update={"warned_of_level": {**ticket.warned_of_level, event.level: event.fraction}})
    running = judgement(ticket, event.promise, event.level)
    if not isinstance(running, Running):
        return ticket
    warned = running.model_copy(update={"warned": event.fraction})
    return _judged(ticket, event.promise, event.level, warned)


def _judged(ticket: Ticket, promise: str, level: LevelName | None, judged: Judgement) -> Ticket:
    if promise != "answer":
        return ticket.model_copy(update={"promises": {**ticket.promises, promise: judged}})
    if level is None or level not in ticket.answers:
        return ticket
    answer = ticket.answers[level].model_copy(update={"judgement": judged})
    return ticket.model_copy(update={"answers": {**ticket.answers, level: answer}})
