"""Who is told of what (semantics 18a, 19)."""

import pytest

from domain.ticket.commands import (
    Acknowledge,
    AddNote,
    Assign,
    ChangePriority,
    Close,
    Command,
    ConfirmPriority,
    EngageOnCall,
    RecordCustomerResponse,
    RecordThirdPartyResponse,
    Reopen,
    Resolve,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.ticket.events import (
    Acknowledged,
    CustomerResponded,
    Escalated,
    NoteAdded,
    OnCallEngaged,
    PriorityChanged,
    PriorityConfirmed,
    PromiseKept,
    PromiseMissed,
    ThirdPartyResponded,
    TicketAssigned,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    WaitEnded,
    WaitStarted,
    WarningGiven,
)
from tests.domain.given.story import given
from tests.domain.given.terms import CTO, LEADER, MANAGER, TEAM, gold, platinum
from tests.domain.given.times import mon, tue, wed


def test_an_opening_is_told_to_the_customer_and_to_the_first_level() -> None:
    assert given(gold(), "P2", mon("09:00")).told_of(TicketOpened) == ["customer", TEAM]


@pytest.mark.parametrize(
    ("command", "event", "told"),
    [
        (ConfirmPriority(), PriorityConfirmed, ["customer"]),
        (WaitForCustomer(), WaitStarted, ["customer"]),
        (WaitForThirdParty(party="Acme"), WaitStarted, []),
        (RecordCustomerResponse(), CustomerResponded, [TEAM]),
        (RecordThirdPartyResponse(), ThirdPartyResponded, [TEAM]),
        (EngageOnCall(), OnCallEngaged, [TEAM]),
        (ChangePriority(priority="P3"), PriorityChanged, ["customer", TEAM]),
        (Acknowledge(), Acknowledged, []),
        (Acknowledge(), PromiseKept, []),
        (Assign(to="Ada"), TicketAssigned, []),
        (AddNote(text="Hi"), NoteAdded, []),
        (Resolve(), TicketResolved, ["customer"]),
        (Close(), TicketClosed, ["customer"]),
    ],
    ids=lambda one: getattr(one, "type", None) or getattr(one, "__name__", None) or "told",
)
def test_each_fact_is_told_to_those_whom_it_concerns(command: Command, event: type, told: list[str]) -> None:
    assert given(platinum(), "P2", mon("09:00")).when(command, mon("09:10")).told_of(event) == told


def test_the_end_of_a_wait_is_nobodys_news_and_a_reopening_the_customers_and_the_levels() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("09:10"))
    story.when(RecordCustomerResponse(), mon("09:20")).when(Resolve(), mon("09:30")).when(Reopen(), mon("09:40"))
    assert story.told_of(WaitEnded) == []
    assert story.told_of(TicketReopened) == ["customer", TEAM]


def test_an_escalation_is_told_to_the_level_it_reaches_and_to_the_one_it_leaves() -> None:
    story = given(gold(), "P1", mon("09:00")).time_passes_until(mon("12:00"))
    assert story.told_of(Escalated) == [LEADER, TEAM]


def test_a_level_that_was_skipped_is_not_told() -> None:
    story = given(gold(), "P1", mon("09:00")).the_worker_is_down_until(wed("09:00"))
    assert story.told_of(Escalated) == [CTO, TEAM]


def test_warnings_and_misses_are_told_to_the_level_that_has_the_ticket() -> None:
    story = given(gold(warnings=(0.5,)), "P1", mon("09:00")).time_passes_until(mon("13:01"))
    assert story.told_of(PromiseMissed) == [TEAM]
    assert story.told_of(WarningGiven) == [LEADER]


def test_after_an_escalation_news_goes_to_the_level_reached() -> None:
    story = given(gold(), "P1", mon("09:00")).time_passes_until(tue("09:00"))
    story.when(RecordCustomerResponse(), tue("09:10"))
    assert story.told_of(CustomerResponded) == [MANAGER]


def test_no_two_announcements_have_the_same_key() -> None:
    story = given(platinum(warnings=(0.5, 0.75, 0.9)), "P1", mon("09:00")).when(WaitForCustomer(), mon("12:00"))
    story.when(RecordCustomerResponse(), wed("12:00")).time_passes_until(mon("09:00", week=2))
    keys = [(one.event, one.recipient, one.channel) for one in story.told]
    assert len(keys) > 10
    assert len(set(keys)) == len(keys)
    assert {event for event, *_ in keys} <= {recorded.number for recorded in story.stream}
