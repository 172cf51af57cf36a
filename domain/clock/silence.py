"""The unresponsive rule: what a customer's silence brings, and when (semantics 20 and 20a)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.clock.ladder_time import ladder_add, ladder_elapsed
from domain.clock.upcoming import Due, Moment, Precedence, once_changed
from domain.ticket.events import ClosingProposed, CustomerReminded, Event, PriorityChanged, TicketClosed
from domain.ticket.keeping import kept_at_once, kept_by
from domain.ticket.ticket import CustomerWait, Ticket


def silence(ticket: Ticket, wait: CustomerWait) -> Iterator[Due]:
    """The next reminder, the next step down, the proposal and the closing, as far as each lies ahead."""
    rule = ticket.terms.silence
    if wait.reminded < len(rule.reminders):
        reached = ladder_add(ticket, wait.since, rule.reminders[wait.reminded])
        yield _reminder(once_changed(ticket, reached), wait.reminded + 1)
    lower = ticket.terms.one_lower(ticket.priority)
    if lower is not None:
        yield _step_down(ticket, wait, lower)
    elif wait.proposed_at is None:
        reached = ladder_add(ticket, wait.stepped_at or wait.since, rule.propose_closing)
        yield _proposal(once_changed(ticket, max(reached, _priority_since(ticket))))
    elif rule.close is not None:
        yield _closing(ticket, once_changed(ticket, ladder_add(ticket, wait.proposed_at, rule.close)))


def _reminder(moment: Moment, nth: int) -> Due:
    def events() -> list[Event]:
        return [CustomerReminded(occurred_at=moment.at, nth=nth, due_at=moment.due_at, cause=moment.cause)]

    return Due(moment.at, Precedence.SILENCE, f"reminder {nth} to the customer", events)


def _step_down(ticket: Ticket, wait: CustomerWait, lower: str) -> Due:
    reached, periods = _next_period(ticket, wait)
    moment = once_changed(ticket, reached)

    def events() -> list[Event]:
        changed = PriorityChanged(
            occurred_at=moment.at,
            before=ticket.priority,
            after=lower,
            silent_periods=periods,
            due_at=moment.due_at,
            cause=moment.cause,
        )
        return [changed, *kept_at_once(ticket, ticket.terms, lower, moment.at)]

    return Due(moment.at, Precedence.SILENCE, f"step down to {lower}, as the customer is silent", events)


def _next_period(ticket: Ticket, wait: CustomerWait) -> tuple[datetime, int]:
    """The first period of silence that ends after the last step, and not before the present priority began.

    A period that ended while the ticket already had the lowest priority has passed for good: a later raise by hand
    restarts nothing.
    """
    period: timedelta = ticket.terms.silence.step_down
    since = max(_priority_since(ticket), wait.since)
    # Not one more than at the last step: a migration may have changed how long a period is.
    stepped = ladder_elapsed(ticket, wait.since, wait.stepped_at or wait.since) // period
    periods = max(stepped + 1, ladder_elapsed(ticket, wait.since, since) // period)
    at = ladder_add(ticket, wait.since, period * periods)
    if at < since:
        periods += 1
        at = ladder_add(ticket, wait.since, period * periods)
    return at, periods


def _priority_since(ticket: Ticket) -> datetime:
    """When the present priority began; a step down by silence, when it was due. A migration begins none."""
    begun = ticket.terms_periods[-1]
    return begun.priority_since or begun.since


def _proposal(moment: Moment) -> Due:
    def events() -> list[Event]:
        return [ClosingProposed(occurred_at=moment.at, due_at=moment.due_at, cause=moment.cause)]

    return Due(moment.at, Precedence.SILENCE, "proposal to close, as the customer is silent", events)


def _closing(ticket: Ticket, moment: Moment) -> Due:
    def events() -> list[Event]:
        closed = TicketClosed(occurred_at=moment.at, because="silence", due_at=moment.due_at, cause=moment.cause)
        return [*kept_by(ticket, closed), closed]

    return Due(moment.at, Precedence.SILENCE, "closing, as the customer is silent", events)
