"""Why a deadline is when it is (semantics 11, 12, 21)."""

from datetime import datetime, timedelta

from domain.showing.explain import PromiseExplained, explain
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    EngageOnCall,
    Escalate,
    RecordCustomerResponse,
    Resolve,
    WaitForCustomer,
    WaitForThirdParty,
)
from tests.domain.given.story import Story, given
from tests.domain.given.terms import LEADER, TECHNICAL, gold, imagen, no_guarantee, platinum
from tests.domain.given.times import fri, hours, minutes, mon, rome, sat, tue

Rows = list[tuple[datetime, datetime, str]]


def of(story: Story, promise: str = "reaction", level: str | None = None) -> PromiseExplained:
    story.time_passes_until(story.now)
    explained = explain(story.ticket, story.now).promises
    return next(one for one in explained if (one.promise, one.level) == (promise, level))


def rows(explained: PromiseExplained) -> Rows:
    return [(interval.start, interval.end, interval.why) for interval in explained.intervals]


def counted(explained: PromiseExplained) -> timedelta:
    return sum((interval.end - interval.start for interval in explained.intervals if interval.counts), timedelta())


def test_a_deadline_is_made_of_the_time_counted_and_the_time_to_come() -> None:
    story = given(gold(), "P3", mon("16:00")).time_passes_until(mon("17:00"))
    explained = of(story)
    assert rows(explained) == [
        (mon("16:00"), mon("17:00"), "counted"),
        (mon("17:00"), mon("18:00"), "to come"),
        (mon("18:00"), tue("09:00"), "closed"),
        (tue("09:00"), tue("11:00"), "to come"),
    ]
    assert (explained.budget, explained.spent) == (hours(4), hours(1))
    assert (explained.begun_at, explained.deadline, explained.if_resumed_now) == (mon("16:00"), tue("11:00"), None)


def test_a_wait_stands_there_with_whom_it_was_for() -> None:
    story = given(gold(), "P3", mon("09:00")).when(WaitForCustomer(), mon("10:00"))
    story.when(WaitForThirdParty(party="Acme"), mon("11:00")).when(RecordCustomerResponse(), mon("12:00"))
    story.time_passes_until(mon("13:00"))
    explained = of(story)
    assert explained.deadline is None
    assert explained.if_resumed_now == mon("16:00")
    assert rows(explained) == [
        (mon("09:00"), mon("10:00"), "counted"),
        (mon("10:00"), mon("11:00"), "waiting on customer"),
        (mon("11:00"), mon("12:00"), "waiting on customer and third party Acme"),
        (mon("12:00"), mon("13:00"), "waiting on third party Acme"),
        (mon("13:00"), mon("16:00"), "to come"),
    ]


def test_a_holiday_stands_there_by_its_name() -> None:
    story = given(gold(), "P2", rome("2026-04-03 17:00"))
    assert [why for *_, why in rows(of(story))] == ["to come", "closed", "Easter Monday", "closed", "to come"]


def test_what_was_overtaken_while_waiting_is_due_at_the_resumption() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("10:30"))
    story.when(ChangePriority(priority="P1"), mon("11:00")).time_passes_until(mon("11:30"))
    explained = of(story)
    assert (explained.deadline, explained.if_resumed_now) == (None, mon("11:30"))
    assert counted(explained) == hours(1)


def test_each_calendar_counts_its_own_part() -> None:
    story = given(platinum(), "P2", fri("17:00")).when(EngageOnCall(), sat("10:00"))
    assert rows(of(story)) == [
        (fri("17:00"), fri("18:00"), "counted"),
        (fri("18:00"), sat("10:00"), "closed"),
        (sat("10:00"), sat("11:00"), "to come"),
    ]


def test_a_promise_that_begins_later_is_explained_from_there() -> None:
    story = given(gold(), "P2", mon("09:00")).when(ChangePriority(priority="P1"), mon("09:40"))
    explained = of(story, "priority-notification")
    assert (explained.begun_at, explained.deadline) == (mon("09:40"), mon("10:10"))


def test_the_ladder_and_the_answers_are_explained_too() -> None:
    ladder = of(given(gold(), "P2", mon("09:00")), "escalation", LEADER)
    assert (ladder.budget, ladder.deadline) == (hours(4), mon("13:00"))
    story = given(imagen(), "minor", mon("09:00")).when(Escalate(), mon("10:00"))
    story.when(WaitForCustomer(), mon("10:10")).time_passes_until(mon("10:20"))
    answer = of(story, "answer", TECHNICAL)
    assert (answer.deadline, answer.spent) == (mon("10:30"), minutes(20))
    assert rows(answer) == [(mon("10:00"), mon("10:20"), "counted"), (mon("10:20"), mon("10:30"), "to come")]


def test_what_is_kept_or_over_is_explained_no_more() -> None:
    story = given(gold(), "P4", mon("09:00")).when(Acknowledge(), mon("09:10"))
    assert [one.promise for one in explain(story.ticket, story.now).promises] == ["escalation"]
    story.when(Resolve(), mon("09:20"))
    assert explain(story.ticket, story.now).promises == ()


def test_the_time_resolved_stands_there_as_such() -> None:
    story = given(gold(), "P1", mon("09:00")).when(Resolve(), mon("10:00")).when(RecordCustomerResponse(), mon("15:00"))
    assert rows(of(story, "escalation", LEADER)) == [
        (mon("09:00"), mon("10:00"), "counted"),
        (mon("10:00"), mon("15:00"), "resolved"),
        (mon("15:00"), mon("16:00"), "to come"),
    ]


def test_an_explanation_says_whether_the_sla_is_guaranteed_and_why_not() -> None:
    story = given(no_guarantee(), "P2", mon("09:00"))
    explained = explain(story.ticket, mon("09:00"))
    assert (explained.guaranteed, explained.not_guaranteed_because) == (False, "No SLA is guaranteed by e-mail.")
    assert (explained.zone, explained.standing_for) == ("Europe/Rome", ())
