"""Waits: they stop the clock, overlap, and change nothing outside working hours (semantics 11, 12, 14)."""

from datetime import datetime

import pytest

from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    Command,
    RecordCustomerResponse,
    RecordThirdPartyResponse,
    StopWaiting,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.ticket.events import (
    Acknowledged,
    CustomerResponded,
    Event,
    PromiseMissed,
    ThirdPartyResponded,
    WaitEnded,
    WaitStarted,
)
from tests.domain.given.facts import escalated, kept, missed
from tests.domain.given.story import Story, given
from tests.domain.given.terms import LEADER, TEAM, basic, gold
from tests.domain.given.times import A_MICROSECOND, fri, mon, rome, sat, sun, thu, tue, wed


def misses(story: Story) -> list[Event]:
    return [event for event in story.all(PromiseMissed) if "reaction" in event.model_dump().values()]


def test_a_wait_moves_the_deadline_by_the_business_time_that_it_takes() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(question="Which phones?"), mon("10:00"))
    story.when(RecordCustomerResponse(text="All"), mon("14:00")).time_passes_until(mon("15:30"))
    assert misses(story) == [missed("reaction", mon("15:00"))]


def test_a_response_ends_the_wait_by_itself() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("10:00"))
    story.when(RecordCustomerResponse(text="All"), mon("11:00"))
    story.then(
        WaitStarted(occurred_at=mon("10:00"), on="customer"),
        CustomerResponded(occurred_at=mon("11:00"), text="All"),
        WaitEnded(occurred_at=mon("11:00"), on="customer"),
    )


def test_a_response_that_nobody_waited_for_is_recorded_and_ends_nothing() -> None:
    story = given(gold(), "P2", mon("09:00")).when(RecordCustomerResponse(), mon("09:30"))
    story.then(CustomerResponded(occurred_at=mon("09:30")))
    assert misses(story.time_passes_until(mon("12:00"))) == [missed("reaction", mon("11:00"))]


def test_waits_overlap_and_the_clock_runs_when_none_is_left() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("10:00"))
    story.when(WaitForThirdParty(party="Acme"), mon("11:00"))
    story.when(RecordCustomerResponse(), mon("12:00"))
    story.when(RecordThirdPartyResponse(party="Acme"), mon("13:00"))
    assert misses(story.time_passes_until(mon("15:00"))) == [missed("reaction", mon("14:00"))]


def test_a_named_third_party_ends_its_own_wait_and_an_unnamed_one_all_but_the_customers() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("09:10"))
    for party in ("Acme", "Bell", "Cisco"):
        story.when(WaitForThirdParty(party=party), mon("09:10"))
    story.since_last_asked()
    story.when(RecordThirdPartyResponse(party="Bell"), mon("10:00"))
    story.then(
        ThirdPartyResponded(occurred_at=mon("10:00"), party="Bell"),
        WaitEnded(occurred_at=mon("10:00"), on="third party Bell"),
    )
    story.when(RecordThirdPartyResponse(), mon("10:30"))
    story.then(
        ThirdPartyResponded(occurred_at=mon("10:30")),
        WaitEnded(occurred_at=mon("10:30"), on="third party Acme"),
        WaitEnded(occurred_at=mon("10:30"), on="third party Cisco"),
    )
    assert story.ticket.ledger.paused_for == ("customer",)


def test_a_third_party_that_is_called_customer_is_not_the_customer() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForThirdParty(party="customer"), mon("09:10"))
    story.when(RecordCustomerResponse(), mon("09:20"))
    assert not story.ticket.ledger.runs


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (mon("18:00"), tue("09:00")),
        (mon("20:00"), tue("03:00")),
        (mon("18:00"), mon("18:00")),
        (mon("23:59"), tue("09:00")),
    ],
)
def test_a_wait_outside_working_hours_changes_nothing(begins: datetime, ends: datetime) -> None:
    story = given(gold(), "P3", mon("15:00"))
    story.when(WaitForCustomer(), begins).when(RecordCustomerResponse(), ends)
    assert misses(story.time_passes_until(wed("09:00"))) == [missed("reaction", tue("10:00"))]


def test_a_wait_over_a_weekend_counts_for_its_working_hours_only() -> None:
    story = given(gold(), "P3", fri("15:00")).when(WaitForCustomer(), fri("17:00"))
    story.when(RecordCustomerResponse(), mon("10:00", week=1)).time_passes_until(tue("09:00", week=1))
    assert misses(story) == [missed("reaction", mon("12:00", week=1))]


def test_many_waits_each_keep_what_was_counted_before_them() -> None:
    story = given(gold(), "P3", mon("09:00"))
    for hour in (9, 10, 11, 12):
        story.when(WaitForCustomer(), mon(f"{hour:02}:30")).when(RecordCustomerResponse(), mon(f"{hour + 1:02}:00"))
    assert misses(story.time_passes_until(tue("09:00"))) == [missed("reaction", mon("15:00"))]


def test_nothing_is_announced_as_breached_while_the_ticket_waits() -> None:
    story = given(gold(), "P4", thu("09:00")).when(WaitForThirdParty(party="Acme"), thu("16:59"))
    story.since_last_asked()
    story.time_passes_until(mon("09:00", week=3)).then()
    assert story.next_timer is None
    story.when(RecordThirdPartyResponse(), mon("09:00", week=3)).time_passes_until(mon("09:02", week=3))
    assert misses(story) == [missed("reaction", mon("09:01", week=3))]


def test_a_breach_that_happened_before_the_wait_stays_one() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("11:00") + A_MICROSECOND)
    assert misses(story) == [missed("reaction", mon("11:00"))]
    assert story.time_passes_until(mon("13:00")).ticket.breached


def test_a_wait_that_begins_at_the_deadline_comes_before_the_breach() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("11:00"))
    assert misses(story.time_passes_until(mon("12:00"))) == []


def test_a_raise_while_waiting_brings_nothing_due_until_the_ticket_resumes() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("10:30"))
    story.when(ChangePriority(priority="P1"), mon("11:00"))
    story.since_last_asked()
    story.time_passes_until(mon("12:00")).then()
    story.when(RecordCustomerResponse(), mon("12:00"))
    cause = story.number_of(WaitEnded)
    story.since_last_asked()
    story.time_passes_until(mon("12:31")).then(
        missed("reaction", mon("12:00"), due_at=mon("10:00"), cause=cause),
        missed("priority-notification", mon("12:30")),
        escalated(TEAM, LEADER, mon("12:30")),
    )


def test_taken_in_charge_while_it_waits_a_raised_ticket_keeps_its_reaction() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("10:30"))
    story.when(ChangePriority(priority="P1"), mon("11:00")).when(Acknowledge(), mon("11:30"))
    story.since_last_asked()
    story.when(RecordCustomerResponse(), mon("12:00")).time_passes_until(mon("12:20"))
    assert misses(story) == []


def test_taken_in_charge_at_the_instant_of_the_resumption_comes_before_what_that_brings_due() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("10:30"))
    story.when(ChangePriority(priority="P1"), mon("11:00")).when(RecordCustomerResponse(), mon("12:00"))
    story.since_last_asked()
    story.when(Acknowledge(), mon("12:00"))
    story.then(Acknowledged(occurred_at=mon("12:00")), kept("reaction", mon("12:00")))


@pytest.mark.parametrize(
    "again", [WaitForCustomer(question="And now?"), WaitForThirdParty(party="Acme")], ids=lambda one: one.type
)
def test_to_wait_for_whom_one_waits_already_changes_nothing(again: Command) -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("09:10"))
    story.when(WaitForThirdParty(party="Acme"), mon("09:20"))
    story.since_last_asked()
    story.when(again, mon("10:00")).then()
    assert story.refusal is None


def test_a_question_that_is_taken_back_ends_its_wait_or_every_wait() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("09:10"))
    story.when(WaitForThirdParty(party="Acme"), mon("09:20"))
    story.since_last_asked()
    story.when(StopWaiting(on="Acme"), mon("09:30")).then(WaitEnded(occurred_at=mon("09:30"), on="third party Acme"))
    story.when(StopWaiting(), mon("09:40")).then(WaitEnded(occurred_at=mon("09:40"), on="customer"))
    story.when(StopWaiting(), mon("09:50")).then()


def test_to_stop_waiting_for_somebody_else_is_refused_with_whom_it_waits_for() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForThirdParty(party="Acme"), mon("09:10"))
    story.since_last_asked()
    story.when(StopWaiting(on="Bell"), mon("09:30")).then_refused("does not wait on Bell", "Acme")


def test_a_wait_moves_the_end_of_the_next_working_day_as_it_is_a_budget() -> None:
    story = given(basic(), "P1", mon("10:00")).when(WaitForCustomer(), mon("11:00"))
    story.when(RecordCustomerResponse(), mon("13:00")).time_passes_until(thu("09:00"))
    assert misses(story) == [missed("reaction", wed("11:00"))]


def test_the_clock_of_the_office_follows_the_switch_to_summer_time() -> None:
    story = given(gold(), "P2", rome("2026-03-27 17:00")).time_passes_until(rome("2026-03-30 12:00"))
    assert misses(story) == [missed("reaction", rome("2026-03-30 10:00"))]
    waited = given(gold(), "P2", rome("2026-03-27 17:00")).when(WaitForCustomer(), rome("2026-03-28 12:00"))
    waited.when(RecordCustomerResponse(), rome("2026-03-30 09:30")).time_passes_until(rome("2026-03-30 12:00"))
    assert misses(waited) == [missed("reaction", rome("2026-03-30 10:30"))]


def test_the_clock_of_the_office_follows_the_switch_to_winter_time() -> None:
    story = given(gold(), "P2", rome("2026-10-23 17:00")).time_passes_until(rome("2026-10-26 12:00"))
    assert misses(story) == [missed("reaction", rome("2026-10-26 10:00"))]


def test_a_holiday_within_a_wait_takes_no_business_time() -> None:
    story = given(gold(), "P3", rome("2026-04-03 15:00")).when(WaitForCustomer(), rome("2026-04-03 16:00"))
    story.when(RecordCustomerResponse(), rome("2026-04-07 10:00")).time_passes_until(rome("2026-04-08 09:00"))
    assert misses(story) == [missed("reaction", rome("2026-04-07 13:00"))]


def test_a_wait_begun_and_ended_on_a_sunday_leaves_a_ticket_of_saturday_as_it_was() -> None:
    story = given(gold(), "P2", sat("11:00")).when(WaitForCustomer(), sun("10:00"))
    story.when(RecordCustomerResponse(), sun("20:00")).time_passes_until(mon("12:00", week=1))
    assert misses(story) == [missed("reaction", mon("11:00", week=1))]
