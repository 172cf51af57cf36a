"""What happens to a ticket by itself, and when (semantics 8, 12, 21 and 22)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import assert_never

from domain.clock.deadlines import answers, ladder, promises
from domain.clock.ladder_time import ladder_add
from domain.clock.on_call_alarm import alarm
from domain.clock.silence import silence
from domain.clock.upcoming import Due, Precedence, once_changed
from domain.ticket.events import Event, TicketClosed
from domain.ticket.keeping import kept_by
from domain.ticket.ticket import Closed, Resolved, Ticket, Working


def due(ticket: Ticket) -> Due | None:
    """The next thing that happens by itself, or `None` where nothing does."""
    return _highest(ticket, _first(_candidates(ticket, before=None)))


def due_before(ticket: Ticket, before: datetime) -> Due | None:
    """The first thing due strictly before an instant, knowing what else has passed by then."""
    upcoming = _first(_candidates(ticket, before))
    return upcoming if upcoming is not None and upcoming.at < before else None


def due_before_or_next(ticket: Ticket, before: datetime) -> tuple[Due | None, Due | None]:
    """What `due_before` answers, and where that is nothing what `due` does: the same look ahead tells both."""
    upcoming = _first(_candidates(ticket, before))
    if upcoming is not None and upcoming.at < before:
        return upcoming, None
    return None, _highest(ticket, upcoming)


def _highest(ticket: Ticket, upcoming: Due | None) -> Due | None:
    """A change may have overtaken several thresholds at once; what will happen is the highest of them."""
    climbed_at = ticket.climbed.at if ticket.climbed else ticket.opened_at
    if upcoming is None or upcoming.at > max(ticket.changed.at, climbed_at):
        return upcoming
    return due_before(ticket, upcoming.at + timedelta.resolution)


def _first(candidates: Iterator[Due]) -> Due | None:
    return min(candidates, key=lambda candidate: (candidate.at, candidate.precedence), default=None)


def _candidates(ticket: Ticket, before: datetime | None) -> Iterator[Due]:
    status = ticket.status
    match status:
        case Closed():
            return
        case Resolved():
            yield _undisputed(ticket, status)
        case Working():
            if ticket.ledger.runs:
                yield from promises(ticket, before)
                yield from ladder(ticket, before)
                yield from alarm(ticket, before)
            yield from answers(ticket, before)
            if status.customer:
                yield from silence(ticket, status.customer)
        case _:
            assert_never(status)


def _undisputed(ticket: Ticket, resolved: Resolved) -> Due:
    reached = ladder_add(ticket, resolved.since, ticket.terms.time_to_disagree)
    moment = once_changed(ticket, reached)

    def events() -> list[Event]:
        closed = TicketClosed(occurred_at=moment.at, because="undisputed", due_at=moment.due_at, cause=moment.cause)
        return [*kept_by(ticket, closed), closed]

    return Due(moment.at, Precedence.CLOSING, "closing, as nobody disagreed", events)
