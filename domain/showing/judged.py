"""Why what was judged was judged so: each promise that was kept or missed, each threshold that was reached.

A ticket remembers only how a promise ended. How it came to that is in its events: the promise is explained as it stood
just before the event that judged it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import assert_never

from domain.clock.timers import timers
from domain.errors import DomainError
from domain.showing.explain import Explanation, Interval, PromiseExplained, explain, explained
from domain.ticket.events import Escalated, MissWithdrawn, PromiseKept, PromiseMissed
from domain.ticket.events.kinds import Judging
from domain.ticket.evolve import evolve
from domain.ticket.judging import Name, judged_by
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket


class NotThereThen(DomainError):
    """An explanation was asked as of an instant before the ticket was opened."""

    def __init__(self, ticket: str, opened_at: datetime) -> None:
        opened = opened_at.isoformat().replace("+00:00", "Z")
        super().__init__(f"ticket {ticket} was opened at {opened}; ask for that instant or a later one")


def known_at(stream: Sequence[Recorded], at: datetime) -> list[Recorded]:
    """The events that were recorded by an instant.

    Before the first was recorded nobody here knew of the ticket: there, those that were true by then, as is known now.
    Raises `NotThereThen` before its opening.
    """
    then = [one for one in stream if one.recorded_at <= at]
    then = then or [one for one in stream if one.event.occurred_at <= at]
    if not then or then[0].number != stream[0].number:
        raise NotThereThen(getattr(stream[0].event, "ticket", ""), stream[0].event.occurred_at)
    return then


def explain_life(stream: Iterable[Recorded], at: datetime) -> Explanation:
    """What runs after these events and what was judged by them, each with its timer; at `at`, not before the last."""
    ticket: Ticket | None = None
    judged: dict[Name, PromiseExplained] = {}
    for recorded in stream:
        event = recorded.event
        if ticket is not None and isinstance(event, Judging):
            name = judged_by(event)
            if (found := _judged(ticket, name, event)) is not None:
                judged.pop(name, None)
                judged[name] = found
        elif isinstance(event, MissWithdrawn):
            judged.pop((event.promise, event.level), None)
        ticket = evolve(ticket, recorded)
    assert ticket is not None  # a stream begins with its opening
    now = explain(ticket, at)
    return now.model_copy(update={"promises": (*now.promises, *judged.values())})


def _judged(before: Ticket, name: Name, event: Judging) -> PromiseExplained | None:
    at = event.occurred_at
    timer = next((one for one in timers(before) if (one.promise, one.level) == name), None)
    if timer is None or (isinstance(event, Escalated) and event.due_at is None):
        return None
    found = explained(before, timer, at)
    due_at = (found.deadline or found.if_resumed_now) if isinstance(event, PromiseKept) else event.due_at
    return found.model_copy(
        update={
            "state": _state(event),
            "judged_at": at,
            "breach": event.breach if isinstance(event, PromiseMissed) else None,
            "deadline": due_at,
            "if_resumed_now": None,
            "intervals": tuple(_until(found.intervals, at)),
        }
    )


def _state(event: Judging) -> str:
    match event:
        case PromiseKept():
            return "kept"
        case PromiseMissed():
            return "missed"
        case Escalated():
            return "reached"
        case _:
            assert_never(event)


def _until(intervals: Iterable[Interval], at: datetime) -> list[Interval]:
    return [
        one if one.end <= at else one.model_copy(update={"end": at})
        for one in intervals
        if one.start < at and one.why != "to come"
    ]
