"""The unresponsive rule: what a customer's silence brings, and when (semantics 20 and 20a)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.business_time import Calendar
from domain.clock import ladder_calendar
from domain.coming import Due, Order
from domain.events import ClosingProposed, CustomerReminded, Event, PriorityChanged, TicketClosed
from domain.judging import keep_what_is_open
from domain.ticket import CustomerWait, Ticket


def silence(ticket: Ticket, wait: CustomerWait) -> Iterator[Due]:
    """The next reminder, the next step down, the proposal and the closing, as far as each lies ahead."""
    rule, hours = ticket.terms.silence, ladder_calendar(ticket.terms)
    if wait.reminded < len(rule.reminders):
        yield _reminder(hours.add(wait.since, rule.reminders[wait.reminded]), wait.reminded + 1)
    lower = ticket.terms.one_lower(ticket.priority)
    if lower is not None:
        yield _step_down(ticket, wait, hours, lower)
    elif wait.proposed_at is None:
        at = hours.add(wait.stepped_at or wait.since, rule.propose_closing)
        yield _proposal(max(at, ticket.regimes[-1].since))
    elif rule.close is not None:
        yield _closing(ticket, hours.add(wait.proposed_at, rule.close))


def _reminder(at: datetime, nth: int) -> Due:
    def events() -> list[Event]:
        return [CustomerReminded(occurred_at=at, nth=nth, due_at=at)]

    return Due(at, Order.SILENCE, f"reminder {nth} to the customer", events)


def _step_down(ticket: Ticket, wait: CustomerWait, hours: Calendar, lower: str) -> Due:
    at, periods = _next_period(ticket, wait, hours)

    def events() -> list[Event]:
        return [PriorityChanged(occurred_at=at, before=ticket.priority, after=lower, silent_periods=periods, due_at=at)]

    return Due(at, Order.SILENCE, f"step down to {lower}, as the customer is silent", events)


def _next_period(ticket: Ticket, wait: CustomerWait, hours: Calendar) -> tuple[datetime, int]:
    """The first period of silence that ends neither before the last step nor before the present priority began.

    A period that ended while the ticket already had the lowest priority has passed for good: a later raise by hand
    restarts nothing.
    """
    period: timedelta = ticket.terms.silence.step_down
    since = max(ticket.regimes[-1].since, wait.since)
    periods = max(wait.periods + 1, hours.elapsed(wait.since, since) // period)
    at = hours.add(wait.since, period * periods)
    if at < since:
        periods += 1
        at = hours.add(wait.since, period * periods)
    return at, periods


def _proposal(at: datetime) -> Due:
    def events() -> list[Event]:
        return [ClosingProposed(occurred_at=at, due_at=at)]

    return Due(at, Order.SILENCE, "proposal to close, as the customer is silent", events)


def _closing(ticket: Ticket, at: datetime) -> Due:
    def events() -> list[Event]:
        return [*keep_what_is_open(ticket, at), TicketClosed(occurred_at=at, because="silence", due_at=at)]

    return Due(at, Order.SILENCE, "closing, as the customer is silent", events)
