"""Time on the ladder's calendar that no wait stops: silence, and the time to disagree (semantics 20a and 21).

Where a migration gave the ticket another calendar, what was counted on the one before stays counted (semantics 11a).
"""

from datetime import datetime, timedelta
from itertools import pairwise

from domain.clock.timers import ladder_calendar
from domain.ticket.ticket import Ticket


def ladder_add(ticket: Ticket, since: datetime, budget: timedelta) -> datetime:
    """The first instant at which so much time has passed since another."""
    periods = ticket.terms_periods if ticket.former_terms else ()
    start = since
    for period, following in pairwise(periods):
        if start >= following.since:
            continue
        hours = ladder_calendar(ticket.terms_in(period))
        passed = hours.elapsed(start, following.since)
        if passed >= budget:
            return hours.add(start, budget)
        start, budget = following.since, budget - passed
    return ladder_calendar(ticket.terms).add(start, budget)


def ladder_elapsed(ticket: Ticket, since: datetime, until: datetime) -> timedelta:
    """How much time has passed from one instant to a later one."""
    periods = ticket.terms_periods if ticket.former_terms else ()
    start, total = since, timedelta()
    for period, following in pairwise(periods):
        end = min(following.since, until)
        if start < end:
            total += ladder_calendar(ticket.terms_in(period)).elapsed(start, end)
            start = end
    return total + ladder_calendar(ticket.terms).elapsed(start, until)
