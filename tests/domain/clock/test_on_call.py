"""On call: what it covers counts around the clock, from the moment it is engaged (semantics 11a, 14)."""

from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    ConfirmPriority,
    EngageOnCall,
    Resolve,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.ticket.events import (
    Acknowledged,
    Escalated,
    Event,
    OnCallEngaged,
    PriorityChanged,
    PromiseMissed,
    TicketReopened,
    TicketResolved,
    WaitEnded,
)
from tests.domain.given.facts import escalated, kept, missed
from tests.domain.given.story import Story, given
from tests.domain.given.terms import LEADER, TEAM, gold, platinum
from tests.domain.given.times import fri, mon, rome, sat, tue


def misses(story: Story) -> list[Event]:
    return list(story.all(PromiseMissed))


def test_phoned_in_at_night_a_critical_ticket_counts_at_once() -> None:
    story = given(platinum(), "P1", sat("22:00"), channel="phone").time_passes_until(mon("08:00", week=1))
    assert misses(story) == [
        missed("priority-notification", sat("22:30")),
        missed("reaction", sat("23:00")),
    ]


def test_through_any_other_channel_it_waits_for_the_office() -> None:
    story = given(platinum(), "P1", sat("22:00")).time_passes_until(mon("10:01", week=1))
    assert misses(story) == [
        missed("priority-notification", mon("09:30", week=1)),
        missed("reaction", mon("10:00", week=1)),
    ]


def test_the_ladder_stays_on_working_hours() -> None:
    story = given(platinum(), "P1", sat("22:00"), channel="phone").time_passes_until(mon("12:00", week=1))
    assert story.all(Escalated) == [escalated(TEAM, LEADER, mon("11:00", week=1))]


def test_engaged_later_what_was_counted_stays_counted_and_the_rest_runs_around_the_clock() -> None:
    story = given(platinum(), "P1", mon("17:30")).when(ConfirmPriority(), mon("17:30"))
    story.when(EngageOnCall(), mon("20:00")).time_passes_until(tue("08:00"))
    assert misses(story) == [missed("reaction", mon("20:30"))]


def test_engaged_when_nothing_was_counted_yet_the_whole_budget_is_left() -> None:
    story = given(platinum(), "P1", sat("10:00")).when(EngageOnCall(by="Nino"), sat("12:00"))
    story.then(OnCallEngaged(occurred_at=sat("12:00"), by="Nino"))
    assert misses(story.time_passes_until(sat("18:00"))) == [
        missed("priority-notification", sat("12:30")),
        missed("reaction", sat("13:00")),
    ]


def test_a_priority_that_is_not_on_call_counts_office_hours_though_it_was_phoned_in() -> None:
    story = given(platinum(), "P3", sat("22:00"), channel="phone").time_passes_until(tue("09:00", week=1))
    assert misses(story) == [missed("reaction", mon("13:00", week=1))]


def test_raised_to_a_priority_on_call_it_counts_around_the_clock_from_the_raise() -> None:
    story = given(platinum(), "P3", fri("17:30"), channel="phone")
    story.when(ChangePriority(priority="P2"), sat("10:00")).time_passes_until(sat("20:00"))
    assert misses(story) == [missed("reaction", sat("11:30"))]


def test_lowered_from_it_the_office_hours_count_from_then_on_and_what_was_counted_stays() -> None:
    story = given(platinum(), "P2", sat("10:00"), channel="phone")
    story.when(ChangePriority(priority="P3"), sat("11:30")).time_passes_until(mon("18:00", week=1))
    assert misses(story) == [missed("reaction", mon("11:30", week=1))]


def test_a_raise_that_the_night_on_call_has_overtaken_is_missed_at_the_raise() -> None:
    story = given(platinum(), "P2", sat("10:00"), channel="phone").when(ChangePriority(priority="P1"), sat("11:30"))
    story.time_passes_until(sat("11:31"))
    cause = story.number_of(PriorityChanged)
    assert misses(story) == [missed("reaction", sat("11:30"), due_at=sat("11:00"), cause=cause)]


def test_who_is_alarmed_about_a_ticket_that_is_in_charge_already_can_answer_it_once() -> None:
    story = given(platinum(), "P1", mon("09:00")).when(Acknowledge(by="Ann"), mon("09:10"))
    story.when(EngageOnCall(), mon("20:00")).when(Acknowledge(by="Marco"), mon("20:05"))
    story.when(Acknowledge(by="Marco"), mon("20:06"))
    assert [(one.occurred_at, one.by) for one in story.all(Acknowledged)] == [
        (mon("09:10"), "Ann"),
        (mon("20:05"), "Marco"),
    ]
    assert story.ticket.acknowledged_at == mon("09:10")


def test_a_plan_without_the_service_refuses_it_with_the_reason() -> None:
    story = given(gold(), "P1", sat("10:00")).when(EngageOnCall(), sat("11:00"))
    story.then_refused("the on-call service does not cover this ticket: plan gold does not have it")


def test_a_priority_that_it_does_not_cover_is_refused_and_the_call_ends_no_wait() -> None:
    for channel in ("web", "phone"):
        story = given(platinum(), "P3", sat("10:00"), channel=channel).when(WaitForCustomer(), sat("10:10"))
        story.since_last_asked()
        story.when(EngageOnCall(), sat("11:00")).then_refused("for P1 or P2 only", "this is P3")
        assert story.ticket.ledger.paused_for == ("customer",)


def test_phoned_in_twice_changes_nothing() -> None:
    story = given(platinum(), "P1", sat("10:00"), channel="phone").when(EngageOnCall(), sat("10:15")).then()
    assert story.refusal is None


def test_a_call_is_a_response_and_ends_the_wait_on_the_customer() -> None:
    story = given(platinum(), "P1", sat("10:00")).when(WaitForCustomer(), sat("10:10"))
    story.since_last_asked()
    story.when(EngageOnCall(), sat("11:00")).then(
        WaitEnded(occurred_at=sat("11:00"), on="customer"), OnCallEngaged(occurred_at=sat("11:00"))
    )


def test_a_call_about_a_ticket_that_waits_on_a_third_party_starts_no_clock() -> None:
    story = given(platinum(), "P1", sat("10:00")).when(WaitForThirdParty(party="Acme"), sat("10:10"))
    story.when(EngageOnCall(), sat("11:00")).time_passes_until(mon("12:00", week=1))
    assert misses(story) == []


def test_a_call_about_a_resolved_ticket_reopens_it() -> None:
    story = given(platinum(), "P1", sat("10:00"), channel="phone").when(Resolve(), sat("10:10"))
    story.when(EngageOnCall(), sat("11:00"))
    happened = [event.type for event in story.since_last_asked()]
    assert happened == ["TicketResolved", "PromiseKept", "PromiseKept", "TicketReopened"]
    assert story.all(TicketResolved) == [TicketResolved(occurred_at=sat("10:10"))]
    assert len(story.all(TicketReopened)) == 1


def test_an_hour_on_call_is_an_hour_of_real_time_in_both_nights_of_the_switch() -> None:
    spring = given(platinum(), "P1", rome("2026-03-29 01:30"), channel="phone").when(
        ConfirmPriority(), rome("2026-03-29 01:30")
    )
    spring.then_only(PromiseMissed, expected=[])
    assert misses(spring.time_passes_until(rome("2026-03-29 12:00"))) == [missed("reaction", rome("2026-03-29 03:30"))]
    autumn = given(platinum(), "P2", rome("2026-10-25 01:30"), channel="phone")
    assert misses(autumn.time_passes_until(rome("2026-10-25 12:00"))) == [
        missed("reaction", rome("2026-10-25 02:30").replace(hour=1))
    ]


def test_confirmed_on_call_the_notification_is_kept_at_night() -> None:
    story = given(platinum(), "P1", sat("22:00"), channel="phone").when(ConfirmPriority(), sat("22:30"))
    assert kept("priority-notification", sat("22:30")) in story.since_last_asked()
