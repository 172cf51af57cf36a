"""Why what was judged was judged so, and the ticket as it was known at an instant of the past."""

from datetime import datetime

import pytest

from domain.showing.explain import PromiseExplained, explain
from domain.showing.judged import NotThereThen, explain_life, known_at
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    Escalate,
    RecordCustomerResponse,
    Resolve,
    WaitForCustomer,
)
from domain.ticket.evolve import replay
from tests.domain.given.story import Story, given
from tests.domain.given.terms import LEADER, TECHNICAL, gold, imagen, no_guarantee
from tests.domain.given.times import hours, minutes, mon, tue


def judged(story: Story, promise: str = "reaction", level: str | None = None) -> PromiseExplained:
    found = explain_life(story.stream, max(story.now, story.ticket.recorded_at)).promises
    return next(one for one in found if (one.promise, one.level, one.judged_at is None) == (promise, level, False))


def rows(explained: PromiseExplained) -> list[tuple[datetime, datetime, str]]:
    return [(interval.start, interval.end, interval.why) for interval in explained.intervals]


def test_a_kept_promise_is_told_with_what_counted_and_when_it_was_due() -> None:
    story = given(gold(), "P3", mon("09:00")).when(WaitForCustomer(), mon("10:00"))
    story.when(RecordCustomerResponse(), mon("11:00")).when(Acknowledge(), mon("12:30"))
    kept = judged(story)
    assert (kept.state, kept.judged_at, kept.deadline) == ("kept", mon("12:30"), mon("14:00"))
    assert (kept.budget, kept.spent) == (hours(4), hours(2) + minutes(30))
    assert rows(kept) == [
        (mon("09:00"), mon("10:00"), "counted"),
        (mon("10:00"), mon("11:00"), "waiting on customer"),
        (mon("11:00"), mon("12:30"), "counted"),
    ]


def test_what_was_kept_while_waiting_was_due_as_if_the_clock_had_run_on() -> None:
    story = given(gold(), "P3", mon("09:00")).when(WaitForCustomer(), mon("10:00")).when(Acknowledge(), mon("11:00"))
    kept = judged(story)
    assert (kept.deadline, kept.spent) == (mon("14:00"), hours(1))
    assert rows(kept)[-1] == (mon("10:00"), mon("11:00"), "waiting on customer")


def test_a_missed_promise_is_told_with_its_timer_and_whether_it_is_a_breach() -> None:
    missed = judged(given(gold(), "P2", mon("17:00")).time_passes_until(tue("13:00")))
    assert (missed.state, missed.breach, missed.deadline) == ("missed", True, tue("10:00"))
    assert missed.spent == missed.budget == hours(2)
    assert rows(missed) == [
        (mon("17:00"), mon("18:00"), "counted"),
        (mon("18:00"), tue("09:00"), "closed"),
        (tue("09:00"), tue("10:00"), "counted"),
    ]
    assert judged(given(no_guarantee(), "P2", mon("09:00")).time_passes_until(mon("12:00"))).breach is False


def test_a_threshold_that_moved_the_ticket_is_told_and_one_that_was_asked_for_is_not() -> None:
    story = given(gold(), "P2", mon("09:00")).time_passes_until(mon("14:00"))
    reached = judged(story, "escalation", LEADER)
    assert (reached.state, reached.deadline, reached.spent) == ("reached", mon("13:00"), hours(4))
    asked = given(imagen(), "minor", mon("09:00")).when(Escalate(), mon("10:00"))
    found = explain_life(asked.stream, mon("10:10")).promises
    assert [(one.promise, one.state) for one in found if one.level == TECHNICAL] == [("answer", "running")]


def test_an_answer_in_time_is_told_with_its_timer() -> None:
    story = given(imagen(), "minor", mon("09:00")).when(Escalate(), mon("10:00"))
    story.when(Acknowledge(level=TECHNICAL), mon("10:20"))
    answer = judged(story, "answer", TECHNICAL)
    assert (answer.state, answer.deadline, answer.spent) == ("kept", mon("10:30"), minutes(20))


def test_a_miss_that_was_withdrawn_runs_again() -> None:
    story = given(gold(), "P2", mon("09:00")).time_passes_until(mon("11:30"))
    assert judged(story).state == "missed"
    story.when(Acknowledge(at=mon("10:30")), mon("11:40"))
    kept = judged(story)
    assert (kept.state, kept.judged_at, kept.spent) == ("kept", mon("10:30"), hours(1) + minutes(30))


def test_resolving_keeps_what_is_open_and_it_stays_explained() -> None:
    story = given(gold(), "P2", mon("09:00")).when(Resolve(), mon("10:00"))
    explained = explain_life(story.stream, mon("10:00"))
    assert [(one.promise, one.state, one.deadline) for one in explained.promises] == [
        ("reaction", "kept", mon("11:00"))
    ]


def test_what_runs_is_explained_as_ever_and_comes_first() -> None:
    story = given(gold(), "P2", mon("09:00")).when(ChangePriority(priority="P1"), mon("09:10"))
    story.when(Acknowledge(), mon("09:20"))
    running = explain(story.ticket, mon("09:20")).promises
    whole = explain_life(story.stream, mon("09:20")).promises
    assert whole[: len(running)] == running
    assert {one.state for one in whole[len(running) :]} == {"kept"}


def test_the_past_is_as_it_was_known_then() -> None:
    story = given(gold(), "P2", mon("09:00")).when(Acknowledge(at=mon("09:30")), mon("10:30"))
    at_ten = known_at(story.stream, mon("10:00"))
    assert [recorded.event.type for recorded in at_ten] == ["TicketOpened"]
    explained = explain_life(at_ten, mon("10:00"))
    assert [(one.promise, one.state, one.spent) for one in explained.promises][:1] == [
        ("reaction", "running", hours(1))
    ]
    assert known_at(story.stream, mon("10:30")) == story.stream


def test_before_anybody_here_knew_of_it_the_past_is_as_it_is_known_by_now() -> None:
    story = given(gold(), "P2", mon("09:00"), known=mon("12:00"))
    then = known_at(story.stream, mon("09:30"))
    assert replay(then).opened_at == mon("09:00")
    assert [one.spent for one in explain_life(then, mon("09:30")).promises][:1] == [minutes(30)]
    with pytest.raises(NotThereThen, match=r"was opened at 2026-.*Z; ask for that instant or a later one"):
        known_at(story.stream, mon("08:59"))
