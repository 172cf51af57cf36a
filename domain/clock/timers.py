"""What runs on a ticket, each as a timer: its promises, the thresholds ahead, and the levels that were asked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import assert_never

from domain.business_time import Calendar
from domain.clock.sla_timer import SlaTimer
from domain.terms.terms import LevelName, NextWorkingDay, PromiseName, Step, Target, Terms, Within
from domain.ticket.ticket import Running, TermsPeriod, Ticket


def ladder_calendar(terms: Terms) -> Calendar:
    """The calendar on which the ladder, the silence and the time to disagree count."""
    return terms.calendar(terms.ladder_calendar)


def promise_timer(ticket: Ticket, name: PromiseName, running: Running) -> SlaTimer:
    """The timer of a running promise under the present target."""
    terms = ticket.terms
    target = terms.target(name, ticket.priority, ticket.on_call)
    if target is None:
        raise ValueError(f"{name} runs without a target at {ticket.priority}")

    def calendar_in(period: TermsPeriod) -> Calendar:
        held = ticket.terms_in(period)
        then = held.target(name, period.priority, period.on_call)
        return held.calendar(then.calendar) if then else terms.calendar(target.calendar)

    budget = _budget(terms, target, running.begun_at)
    return SlaTimer(name, None, running.begun_at, budget, running.warned, calendar_in, pauses_with_ticket=True)


def _budget(terms: Terms, target: Target, begun_at: datetime) -> timedelta:
    match target:
        case Within():
            return target.budget
        case NextWorkingDay():
            hours = terms.calendar(target.calendar)
            return hours.elapsed(begun_at, hours.working_day_after(begun_at))
        case _:
            assert_never(target)


def escalation_timer(ticket: Ticket, step: Step) -> SlaTimer:
    """The timer of one threshold of the ladder, which counts from the opening."""
    warned = ticket.warned_of_level.get(step.level, 0.0)
    return SlaTimer(
        "escalation",
        step.level,
        ticket.opened_at,
        step.after,
        warned,
        lambda period: ladder_calendar(ticket.terms_in(period)),
        pauses_with_ticket=True,
    )


def answer_timer(ticket: Ticket, level: LevelName, running: Running) -> SlaTimer:
    """The timer of a level's answer, on the level's own hours."""
    within = ticket.terms.level(level).answers
    if within is None:
        raise ValueError(f"{level} has no time to answer")

    def calendar_in(period: TermsPeriod) -> Calendar:
        held = ticket.terms_in(period)
        called = held.renamed(level, ticket.terms)
        then = held.level(called).answers if called else None
        return held.calendar(then.calendar) if then else ticket.terms.calendar(within.calendar)

    return SlaTimer(
        "answer",
        level,
        running.begun_at,
        within.budget,
        running.warned,
        calendar_in,
        pauses_with_ticket=False,
    )


def timers(ticket: Ticket) -> list[SlaTimer]:
    """All that runs: promises, every threshold ahead, awaited answers."""
    return [*promise_timers(ticket), *escalation_timers(ticket), *answer_timers(ticket)]


def promise_timers(ticket: Ticket) -> list[SlaTimer]:
    """Every promise that is still running, in the contract's order."""
    return [
        promise_timer(ticket, name, judged) for name, judged in ticket.promises.items() if isinstance(judged, Running)
    ]


def escalation_timers(ticket: Ticket) -> Iterator[SlaTimer]:
    """Every threshold ahead: those of the present row whose level is above the ticket's."""
    height = ticket.terms.height(ticket.level)
    return (escalation_timer(ticket, step) for step in ticket.row.ladder if ticket.terms.height(step.level) > height)


def answer_timers(ticket: Ticket) -> list[SlaTimer]:
    """Every answer of a level that is still awaited."""
    return [
        answer_timer(ticket, level, answer.judgement)
        for level, answer in ticket.answers.items()
        if isinstance(answer.judgement, Running)
    ]
