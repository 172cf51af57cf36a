"""Resolved, reopened, closed (semantics 21, 21a, 21b, 22, 23e)."""

import pytest

from domain.clock.due import due
from domain.ticket.commands import (
    Acknowledge,
    AddNote,
    Close,
    Command,
    RecordCustomerResponse,
    RecordThirdPartyResponse,
    Reopen,
    Resolve,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.ticket.events import (
    CommandRefused,
    CustomerResponded,
    Escalated,
    PromiseMissed,
    ThirdPartyResponded,
    TicketClosed,
    TicketReopened,
    TicketResolved,
    WarningGiven,
)
from domain.ticket.ticket import Closed, Kept, Missed, Resolved
from tests.domain.given.facts import escalated, kept, missed
from tests.domain.given.story import Story, given
from tests.domain.given.terms import LEADER, TEAM, gold, imagen
from tests.domain.given.times import A_MICROSECOND, A_MILLISECOND, fri, mon, sat, thu, tue, wed
from tests.domain.imported import given as imported


def resolved_at_ten() -> Story:
    story = given(gold(), "P4", mon("09:00")).when(Resolve(summary="A cable"), mon("10:00"))
    story.since_last_asked()
    return story


UNDISPUTED = TicketClosed(occurred_at=fri("14:00"), because="undisputed", due_at=fri("14:00"))


def test_a_resolved_ticket_closes_by_itself_when_nobody_disagrees_in_time() -> None:
    story = resolved_at_ten().time_passes_until(fri("14:00")).then()
    story.time_passes_until(fri("14:00") + A_MILLISECOND).then(UNDISPUTED)


def test_a_closed_ticket_has_no_alarm() -> None:
    story = resolved_at_ten().time_passes_until(sat("09:00"))
    assert story.ticket.status == Closed(at=fri("14:00"))
    assert due(story.ticket) is None
    assert story.next_timer is None


def test_the_customer_may_disagree_until_the_very_end() -> None:
    story = resolved_at_ten().when(Reopen(reason="Dead again"), fri("14:00"))
    story.then(TicketReopened(occurred_at=fri("14:00"), reason="Dead again"))


def test_a_microsecond_later_a_new_problem_is_a_new_ticket() -> None:
    story = resolved_at_ten().arrives(Reopen(), fri("14:00") + A_MICROSECOND)
    assert story.refusal is not None
    assert "new ticket" in story.refusal


def test_a_response_that_was_sent_in_time_reopens_though_it_came_after_an_outage() -> None:
    story = resolved_at_ten().arrives(RecordCustomerResponse(sent_at=fri("13:59")), sat("09:00"))
    assert [event.type for event in story.since_last_asked()] == ["CustomerResponded", "TicketReopened"]
    assert story.time_passes_until(wed("09:00", week=1)).all(TicketClosed) == []


def test_reopened_the_clock_goes_on_from_what_was_spent() -> None:
    story = given(gold(), "P1", mon("09:00")).when(Resolve(), mon("10:00")).when(Reopen(), mon("15:00"))
    story.time_passes_until(mon("17:00"))
    assert story.all(Escalated) == [escalated(TEAM, LEADER, mon("16:00"))]


def test_a_threshold_that_the_resolution_forestalled_comes_due_at_the_reopening() -> None:
    story = given(gold(), "P1", mon("09:00")).when(Resolve(), mon("11:00")).when(Reopen(), mon("15:00"))
    story.time_passes_until(mon("16:00"))
    cause = story.number_of(TicketReopened)
    assert story.all(Escalated) == [escalated(TEAM, LEADER, mon("15:00"), due_at=mon("11:00"), cause=cause)]


def test_resolved_every_clock_stands() -> None:
    story = given(gold(), "P1", mon("09:00")).when(Resolve(), mon("09:20"))
    story.since_last_asked()
    story.time_passes_until(fri("13:00")).then()


def test_a_response_reopens_a_resolved_ticket() -> None:
    story = resolved_at_ten().when(RecordCustomerResponse(text="Still dead"), tue("10:00"))
    heard, reopened = story.since_last_asked()
    assert heard == CustomerResponded(occurred_at=tue("10:00"), text="Still dead")
    assert isinstance(reopened, TicketReopened)
    assert reopened.occurred_at == tue("10:00")


def test_a_response_that_accepts_the_solution_closes_it() -> None:
    story = resolved_at_ten().when(RecordCustomerResponse(accepts_solution=True), tue("10:00"))
    story.then(
        CustomerResponded(occurred_at=tue("10:00"), accepts_solution=True),
        TicketClosed(occurred_at=tue("10:00"), because="accepted"),
    )
    assert story.next_timer is None


def test_a_third_partys_response_reopens_nothing() -> None:
    story = resolved_at_ten().when(RecordThirdPartyResponse(party="Acme"), tue("10:00"))
    story.then(ThirdPartyResponded(occurred_at=tue("10:00"), party="Acme"))
    assert isinstance(story.ticket.status, Resolved)


def test_resolving_ends_every_wait_and_reopening_revives_none() -> None:
    story = given(gold(), "P1", mon("09:00")).when(WaitForCustomer(), mon("09:10"))
    story.when(WaitForThirdParty(party="Acme"), mon("09:15")).when(Resolve(), mon("10:00"))
    assert story.ticket.ledger.paused_for == ("resolved",)
    story.when(Reopen(), mon("11:00"))
    assert story.ticket.ledger.runs
    story.time_passes_until(mon("13:00"))
    assert story.all(Escalated) == [escalated(TEAM, LEADER, mon("12:50"))]


def test_reopening_revives_no_warning_already_given_and_no_promise_already_judged() -> None:
    story = given(gold(warnings=(0.5, 0.75)), "P1", mon("09:00")).when(Acknowledge(), mon("09:05"))
    story.when(Resolve(), mon("10:15")).when(Reopen(), mon("12:15")).time_passes_until(mon("12:45"))
    warned = [(one.promise, one.fraction, one.occurred_at) for one in story.all(WarningGiven)]
    assert warned == [
        ("priority-notification", 0.5, mon("09:15")),
        ("priority-notification", 0.75, mon("09:22:30")),
        ("escalation", 0.5, mon("10:00")),
        ("escalation", 0.75, mon("12:30")),
    ]
    assert story.ticket.promises["reaction"] == Kept(at=mon("09:05"))
    assert isinstance(story.ticket.promises["priority-notification"], Missed)


def test_a_second_resolution_gives_the_whole_time_to_disagree_again() -> None:
    story = resolved_at_ten().when(Reopen(), fri("10:00")).when(Resolve(), fri("12:00"))
    story.time_passes_until(mon("09:00", week=2))
    assert [one.occurred_at for one in story.all(TicketClosed)] == [thu("16:00", week=1)]


@pytest.mark.parametrize("again", [Resolve(summary="Twice")], ids=["resolve"])
def test_to_resolve_what_is_resolved_changes_nothing(again: Command) -> None:
    story = resolved_at_ten().when(again, tue("10:00")).then()
    assert story.refusal is None
    assert story.ticket.status == Resolved(since=mon("10:00"))


def test_to_reopen_what_is_open_changes_nothing() -> None:
    story = given(gold(), "P4", mon("09:00")).when(Reopen(), mon("10:00")).then()
    assert story.refusal is None


@pytest.mark.parametrize(
    "command", [WaitForCustomer(), WaitForThirdParty(party="Acme")], ids=lambda command: command.type
)
def test_a_resolved_ticket_waits_on_nobody(command: Command) -> None:
    resolved_at_ten().when(command, tue("10:00")).then_refused("resolved", "reopen it first")


def test_a_note_on_a_resolved_ticket_leaves_it_resolved() -> None:
    story = resolved_at_ten().when(AddNote(text="Thanks"), tue("10:00")).time_passes_until(sat("09:00"))
    assert story.all(TicketClosed) == [UNDISPUTED]


def test_a_resolved_ticket_can_be_closed_at_once() -> None:
    story = resolved_at_ten().when(Close(reason="By phone"), tue("10:00"))
    story.then(TicketClosed(occurred_at=tue("10:00"), because="asked", reason="By phone"))


def test_a_ticket_resolved_before_its_deadline_by_a_late_fact_closes_from_that_instant() -> None:
    story = given(gold(), "P2", mon("09:00")).when(Resolve(at=mon("10:00")), wed("09:00"))
    assert story.all(TicketResolved) == [TicketResolved(occurred_at=mon("10:00"))]
    assert story.time_passes_until(sat("09:00")).all(TicketClosed) == [UNDISPUTED]


EVERY_COMMAND: list[Command] = [Acknowledge(), AddNote(text="Hello?"), Close(), Reopen(), RecordCustomerResponse()]


@pytest.mark.parametrize("command", EVERY_COMMAND, ids=lambda command: command.type)
@pytest.mark.parametrize("signal", [True, False], ids=["signal", "update"])
def test_a_closed_ticket_takes_no_command(command: Command, signal: bool) -> None:
    story = resolved_at_ten().when(Close(), tue("09:00"))
    story.since_last_asked()
    story.when(command, tue("10:00"), signal=signal).then_refused("closed", "a new problem is a new ticket")


def test_a_signal_after_the_closing_fell_due_finds_it_closed_and_adds_nothing() -> None:
    story = resolved_at_ten().arrives(AddNote(text="Thanks"), sat("09:00"), signal=True)
    assert story.all(CommandRefused) == []
    assert story.since_last_asked() in ([], [UNDISPUTED])
    story.time_passes_until(sat("10:00"))
    assert story.stream[-1].event == UNDISPUTED


def test_whatever_was_missed_before_stays_missed_after_the_end() -> None:
    story = given(gold(), "P2", mon("09:00")).time_passes_until(mon("12:00")).when(Close(), mon("12:00"))
    story.then(missed("reaction", mon("11:00")), TicketClosed(occurred_at=mon("12:00"), because="asked"))
    assert story.all(PromiseMissed) == [missed("reaction", mon("11:00"))]


def test_the_closing_is_the_last_of_what_a_ticket_records() -> None:
    story = given(gold(), "P1", mon("09:00")).when(Close(), mon("09:10"))
    at = mon("09:10")
    story.then(kept("priority-notification", at), kept("reaction", at), TicketClosed(occurred_at=at, because="asked"))
    story.time_passes_until(wed("09:00")).then()


def test_where_the_contract_asks_for_a_summary_nobody_resolves_without_one() -> None:
    asking = imagen(resolution_needs_summary=True)
    story = given(asking, "minor", mon("09:00"))
    story.since_last_asked()
    story.when(Resolve(), mon("10:00")).then_refused("needs a summary of what was done", "give it with the resolution")
    story.when(Resolve(summary="A cable"), mon("10:05"))
    assert isinstance(story.ticket.status, Resolved)
    # What holds already is accepted, and a closing is no resolution.
    assert story.when(Resolve(), mon("10:10")).refusal is None
    assert given(asking, "minor", mon("09:00")).when(Close(), mon("10:00")).refusal is None


def test_a_signal_and_a_history_are_not_asked_for_it() -> None:
    asking = imagen(resolution_needs_summary=True)
    signalled = given(asking, "minor", mon("09:00")).when(Resolve(), mon("10:00"), signal=True)
    brought_in = imported((mon("10:00"), Resolve()), terms=asking, priority="minor", now=mon("12:00"))
    for ticket in (signalled.ticket, brought_in.ticket):
        assert isinstance(ticket.status, Resolved)
