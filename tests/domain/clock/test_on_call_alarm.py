"""The alarm on the pager: the on-call service gets what it covers while the office is closed (Platinum)."""

from domain.ticket.commands import ChangePriority, EngageOnCall
from domain.ticket.events import OnCallEngaged, PriorityChanged, TicketOpened
from tests.domain.given.story import given
from tests.domain.given.terms import TEAM, gold, platinum
from tests.domain.given.times import mon, sat


def test_a_critical_call_at_night_raises_the_alarm() -> None:
    assert given(platinum(), "P1", sat("22:00"), channel="phone").told_of(TicketOpened) == ["customer", TEAM, "on-call"]


def test_the_same_call_in_office_hours_does_not() -> None:
    assert given(platinum(), "P1", mon("10:00"), channel="phone").told_of(TicketOpened) == ["customer", TEAM]


def test_the_alarm_is_raised_from_the_very_closing_on() -> None:
    assert "on-call" not in given(platinum(), "P1", mon("17:59"), channel="phone").told_of(TicketOpened)
    assert "on-call" in given(platinum(), "P1", mon("18:00"), channel="phone").told_of(TicketOpened)


def test_a_priority_that_the_service_does_not_cover_wakes_nobody() -> None:
    assert "on-call" not in given(platinum(), "P3", sat("22:00"), channel="phone").told_of(TicketOpened)


def test_the_web_portal_wakes_nobody() -> None:
    assert "on-call" not in given(platinum(), "P1", sat("22:00")).told_of(TicketOpened)


def test_a_plan_without_the_service_wakes_nobody() -> None:
    assert "on-call" not in given(gold(), "P1", sat("22:00"), channel="phone").told_of(TicketOpened)


def test_phoned_in_later_the_alarm_is_raised_then() -> None:
    story = given(platinum(), "P1", mon("17:30")).when(EngageOnCall(), mon("20:00"))
    assert story.told_of(OnCallEngaged) == [TEAM, "on-call"]


def test_a_raise_at_night_into_what_the_service_covers_raises_the_alarm() -> None:
    story = given(platinum(), "P3", mon("17:30"), channel="phone").when(ChangePriority(priority="P1"), mon("20:00"))
    assert "on-call" in story.told_of(PriorityChanged)


def test_a_raise_within_what_it_covers_does_not_call_again() -> None:
    story = given(platinum(), "P2", mon("17:30"), channel="phone").when(ChangePriority(priority="P1"), mon("20:00"))
    assert "on-call" not in story.told_of(PriorityChanged)
