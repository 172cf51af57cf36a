"""The ladder: levels that time reaches, once each, and never gives back (semantics 12, 15-17, 7a)."""

from domain.terms.terms import Within
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    Escalate,
    RecordCustomerResponse,
    Resolve,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.ticket.events import Escalated, PriorityChanged, PromiseMissed, WaitEnded, WaitStarted
from tests.domain.given.facts import escalated, missed, warned
from tests.domain.given.story import Story, given
from tests.domain.given.terms import CTO, LEADER, MANAGER, TEAM, gold, row
from tests.domain.given.times import A_MICROSECOND, hours, mon, tue, wed


def climbs(story: Story) -> list[object]:
    return list(story.all(Escalated))


def test_a_critical_ticket_climbs_at_two_eight_and_sixteen_working_hours() -> None:
    story = given(gold(), "P1", mon("09:00")).time_passes_until(wed("18:00"))
    assert climbs(story) == [
        escalated(TEAM, LEADER, mon("11:00")),
        escalated(LEADER, MANAGER, mon("17:00")),
        escalated(MANAGER, CTO, tue("16:00")),
    ]
    assert story.ticket.level == CTO
    assert story.next_timer is None


def test_every_ticket_starts_at_the_first_level() -> None:
    assert given(gold(), "P1", mon("09:00")).ticket.level == TEAM


def test_taking_charge_does_not_stop_the_ladder() -> None:
    story = given(gold(), "P1", mon("09:00")).when(Acknowledge(), mon("09:05")).time_passes_until(mon("12:00"))
    assert climbs(story) == [escalated(TEAM, LEADER, mon("11:00"))]


def test_waiting_and_resolving_stop_the_ladder() -> None:
    waiting = given(gold(), "P1", mon("09:00")).when(WaitForThirdParty(party="Acme"), mon("10:59"))
    assert climbs(waiting.time_passes_until(wed("18:00"))) == []
    resolved = given(gold(), "P1", mon("09:00")).when(Resolve(), mon("10:59"))
    assert climbs(resolved.time_passes_until(wed("18:00"))) == []


def test_after_an_outage_the_ticket_moves_once_to_the_highest_level_and_names_what_it_skipped() -> None:
    story = given(gold(), "P1", mon("09:00")).the_worker_is_down_until(tue("09:00"))
    assert climbs(story) == [escalated(TEAM, MANAGER, mon("17:00"), skipped=(LEADER,))]
    assert story.stream[-1].recorded_at == tue("09:00")
    assert climbs(story.time_passes_until(wed("09:00")))[1:] == [escalated(MANAGER, CTO, tue("16:00"))]


def test_a_back_dated_opening_moves_the_ticket_once() -> None:
    story = given(gold(), "P1", mon("09:00"), known=wed("09:00"))
    assert climbs(story) == [escalated(TEAM, CTO, tue("16:00"), skipped=(LEADER, MANAGER))]
    assert {recorded.recorded_at for recorded in story.stream} == {wed("09:00")}


def test_a_raise_moves_the_ticket_once_from_the_instant_of_the_raise() -> None:
    story = given(gold(), "P3", mon("09:00")).when(ChangePriority(priority="P1"), tue("10:00"))
    cause = story.number_of(PriorityChanged)
    assert climbs(story.time_passes_until(tue("12:00"))) == [
        escalated(TEAM, MANAGER, tue("10:00"), due_at=mon("17:00"), skipped=(LEADER,), cause=cause)
    ]


def test_the_alarm_after_a_raise_names_the_level_that_the_ticket_will_reach() -> None:
    story = given(gold(), "P3", mon("09:00")).when(Acknowledge(), mon("09:00"))
    story.when(ChangePriority(priority="P1"), tue("10:00"))
    assert story.next_timer is not None
    assert (story.next_timer.at, story.next_timer.label) == (tue("10:00"), f"escalation to {MANAGER}")


def test_a_threshold_that_the_raise_meets_at_its_very_instant_is_due_then_and_names_no_change() -> None:
    story = given(gold(), "P2", mon("09:00")).when(ChangePriority(priority="P1"), mon("11:00"))
    assert climbs(story.time_passes_until(mon("12:00"))) == [escalated(TEAM, LEADER, mon("11:00"))]


def test_a_lowered_priority_keeps_the_level_and_takes_the_thresholds_of_the_new_row() -> None:
    story = given(gold(), "P1", mon("09:00")).when(ChangePriority(priority="P2"), mon("12:00"))
    story.time_passes_until(wed("09:00"))
    assert climbs(story) == [
        escalated(TEAM, LEADER, mon("11:00")),
        escalated(LEADER, MANAGER, tue("16:00")),
    ]


def test_a_threshold_whose_level_is_reached_already_passes_silently() -> None:
    story = given(gold(), "P1", mon("09:00")).when(ChangePriority(priority="P4"), mon("12:00"))
    story.time_passes_until(mon("09:00", week=3))
    assert climbs(story) == [escalated(TEAM, LEADER, mon("11:00"))]
    assert story.next_timer is None


def test_a_wait_that_begins_at_the_threshold_comes_before_it() -> None:
    story = given(gold(), "P1", mon("09:00")).when(WaitForCustomer(), mon("11:00"))
    story.time_passes_until(mon("12:00"))
    assert climbs(story) == []
    story.when(RecordCustomerResponse(), mon("12:00")).time_passes_until(mon("12:01"))
    cause = story.number_of(WaitEnded)
    assert climbs(story) == [escalated(TEAM, LEADER, mon("12:00"), due_at=mon("11:00"), cause=cause)]


def test_a_wait_that_begins_a_microsecond_after_the_threshold_comes_after_it() -> None:
    late = mon("11:00") + A_MICROSECOND
    story = given(gold(), "P1", mon("09:00")).when(WaitForCustomer(), late)
    happened = story.since_last_asked()[-2:]
    assert happened == [escalated(TEAM, LEADER, mon("11:00")), WaitStarted(occurred_at=late, on="customer")]


def test_the_contract_that_escalates_by_time_alone_takes_no_request() -> None:
    story = given(gold(), "P1", mon("09:00"))
    story.when(Escalate(), mon("09:05")).then_refused("customer cannot escalate to team-leader", "clock alone")


def test_due_at_one_instant_are_warning_then_promise_then_escalation() -> None:
    terms = gold(warnings=(0.5,))
    at_ten = row((LEADER, 1), notification=Within(budget=hours(1)), reaction=Within(budget=hours(2)))
    story = given(terms.model_copy(update={"rows": {**terms.rows, "P1": at_ten}}), "P1", mon("09:00"))
    story.time_passes_until(mon("09:59"))
    story.since_last_asked()
    story.time_passes_until(mon("10:01")).then(
        warned("reaction", 0.5, mon("10:00"), deadline=mon("11:00")),
        missed("priority-notification", mon("10:00")),
        escalated(TEAM, LEADER, mon("10:00")),
    )


def test_the_ladder_counts_from_the_opening_and_not_from_the_last_step() -> None:
    story = given(gold(), "P2", mon("09:00")).when(ChangePriority(priority="P1"), mon("12:00"))
    story.time_passes_until(mon("17:01"))
    cause = story.number_of(PriorityChanged)
    assert climbs(story) == [
        escalated(TEAM, LEADER, mon("12:00"), due_at=mon("11:00"), cause=cause),
        escalated(LEADER, MANAGER, mon("17:00")),
    ]
    assert missed("reaction", mon("11:00")) in story.all(PromiseMissed)
