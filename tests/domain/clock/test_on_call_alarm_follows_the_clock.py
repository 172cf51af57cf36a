"""On call follows the clock: it rings at the opening, at the closing of the office, at the end of a wait (19b)."""

from datetime import datetime

from domain.showing.announcements import ON_CALL
from domain.terms.terms import Terms
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    EngageOnCall,
    RecordCustomerResponse,
    RecordThirdPartyResponse,
    Resolve,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.ticket.events import OnCallEngaged, PromiseMissed, TicketMigrated, TicketOpened, TicketReopened, WaitEnded
from tests.domain.given.facts import missed
from tests.domain.given.story import Story, given
from tests.domain.given.terms import CALENDARS, TEAM, platinum
from tests.domain.given.times import fri, mon, thu, tue, wed
from tests.domain.imported import Imported
from tests.domain.imported import given as imported
from tests.domain.moving.moving import office, opened


def calls(story: Story | Imported) -> list[datetime]:
    """When the technician on call was called."""
    return [story.stream[one.event - 1].event.occurred_at for one in story.told if one.recipient == ON_CALL]


def test_a_call_that_nobody_took_in_charge_rings_when_the_office_closes() -> None:
    story = given(platinum(), "P1", mon("17:50"), channel="phone").time_passes_until(mon("18:01"))
    [alarm] = story.all(OnCallEngaged)
    assert alarm == OnCallEngaged(occurred_at=mon("18:00"), due_at=mon("18:00"))
    assert story.told_of(OnCallEngaged) == ["on-call"]


def test_one_that_was_taken_in_charge_by_then_wakes_nobody_at_the_very_closing_too() -> None:
    for taken in (mon("17:55"), mon("18:00")):
        story = given(platinum(), "P1", mon("17:50"), channel="phone").when(Acknowledge(), taken)
        assert calls(story.time_passes_until(wed("09:00"))) == []


def test_it_rings_at_each_closing_until_somebody_takes_charge() -> None:
    story = given(platinum(), "P1", fri("17:00"), channel="phone").time_passes_until(wed("09:00", week=1))
    assert calls(story) == [fri("18:00"), mon("18:00", week=1), tue("18:00", week=1)]
    story.when(Acknowledge(), wed("10:00", week=1)).time_passes_until(wed("10:00", week=2))
    assert calls(story)[3:] == []


def test_a_ticket_that_waits_at_the_closing_rings_when_the_wait_ends() -> None:
    story = given(platinum(), "P1", mon("17:00"), channel="phone").when(WaitForCustomer(), mon("17:30"))
    story.time_passes_until(mon("20:00"))
    assert calls(story) == []
    story.when(RecordCustomerResponse(), mon("20:00"))
    assert story.told_of(WaitEnded) == ["on-call"]
    assert calls(story.time_passes_until(tue("09:00"))) == [mon("20:00")]


def test_of_two_waits_the_end_of_the_last_rings() -> None:
    story = given(platinum(), "P1", mon("17:00"), channel="phone").when(WaitForCustomer(), mon("17:30"))
    story.when(WaitForThirdParty(party="Acme"), mon("17:40")).when(RecordCustomerResponse(), mon("19:00"))
    assert calls(story) == []
    story.when(RecordThirdPartyResponse(), mon("20:00"))
    assert calls(story) == [mon("20:00")]


def test_a_wait_that_ends_in_office_hours_rings_when_the_office_closes() -> None:
    story = given(platinum(), "P1", mon("09:00"), channel="phone").when(WaitForCustomer(), mon("09:10"))
    story.when(RecordCustomerResponse(), tue("10:00")).time_passes_until(tue("20:00"))
    assert calls(story) == [tue("18:00")]


def test_a_solution_that_is_disputed_at_night_rings_where_nobody_ever_took_charge() -> None:
    story = given(platinum(), "P1", mon("17:00"), channel="phone").when(Resolve(), mon("17:30"))
    story.when(RecordCustomerResponse(), mon("21:00"))
    assert ON_CALL in story.told_of(TicketReopened)
    taken = given(platinum(), "P1", mon("17:00"), channel="phone").when(Acknowledge(), mon("17:10"))
    taken.when(Resolve(), mon("17:30")).when(RecordCustomerResponse(), mon("21:00"))
    assert calls(taken) == []


def whatever_the_channel() -> Terms:
    service = platinum().on_call
    assert service is not None
    return platinum(on_call=service.model_copy(update={"alarm_on_any_channel": True}))


def test_where_the_contract_says_so_it_rings_whatever_channel_they_came_by_and_their_clock_stays_the_offices() -> None:
    story = given(whatever_the_channel(), "P2", mon("20:00"))
    assert story.told_of(TicketOpened) == ["customer", TEAM, "on-call"]
    story.time_passes_until(tue("11:01"))
    assert story.all(PromiseMissed) == [missed("reaction", tue("11:00"))]
    evening = given(whatever_the_channel(), "P1", mon("17:50")).time_passes_until(mon("19:00"))
    assert calls(evening) == [mon("18:00")]
    assert not evening.ticket.on_call
    assert calls(given(whatever_the_channel(), "P3", mon("20:00"))) == []


def test_what_rings_already_does_not_ring_again_for_a_call_or_a_raise() -> None:
    story = given(whatever_the_channel(), "P2", mon("20:00")).when(ChangePriority(priority="P1"), mon("20:10"))
    story.when(EngageOnCall(), mon("20:20"))
    assert calls(story) == [mon("20:00")]


def test_a_case_in_charge_is_not_called_about_for_being_raised_but_a_call_is() -> None:
    story = given(whatever_the_channel(), "P3", mon("17:00")).when(Acknowledge(), mon("17:10"))
    story.when(ChangePriority(priority="P1"), mon("20:00"))
    assert calls(story) == []
    story.when(EngageOnCall(), mon("20:30"))
    assert calls(story) == [mon("20:30")]


def test_after_an_outage_of_days_it_rings_once() -> None:
    story = given(platinum(), "P1", mon("17:00"), channel="phone").the_worker_is_down_until(fri("09:00"))
    assert calls(story) == [thu("18:00")]
    assert calls(story.time_passes_until(fri("19:00"))) == [thu("18:00"), fri("18:00")]


def test_taken_in_charge_before_the_closing_and_told_late_what_rang_has_rung_and_no_more_rings() -> None:
    story = given(platinum(), "P1", mon("17:50"), channel="phone").time_passes_until(mon("18:05"))
    story.when(Acknowledge(at=mon("17:55")), mon("18:05"))
    assert story.refusal is None
    assert calls(story.time_passes_until(wed("09:00"))) == [mon("18:00")]


def test_an_office_that_never_closes_never_rings_by_itself() -> None:
    always = platinum(calendars={**CALENDARS, "office": CALENDARS["24x7"]})
    assert calls(given(always, "P1", mon("17:50"), channel="phone").time_passes_until(fri("09:00"))) == []


def test_moved_to_a_theatre_whose_office_is_closed_by_then_it_rings() -> None:
    story = opened(platinum(), "P1", mon("15:30"), channel="phone")
    morning = platinum(contract="europe-2", calendars={**CALENDARS, "office": office("08:00-14:00")})
    story.is_moved(morning, mon("16:00"))
    assert ON_CALL in story.told_of(TicketMigrated)
    story.is_moved(platinum(contract="europe-3"), mon("16:30"))
    assert calls(story.time_passes_until(mon("19:00"))) == [mon("16:00"), mon("18:00")]


def test_an_imported_ticket_rings_when_the_office_next_closes() -> None:
    story = imported(now=wed("20:00"), terms=platinum(), priority="P1", channel="phone")
    assert calls(story) == []
    assert calls(story.time_passes_until(fri("09:00"))) == [thu("18:00")]
