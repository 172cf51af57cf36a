"""Changes learned late: priorities, levels and warnings on the corrected ledger (semantics 15a, 17a, 23a)."""

from datetime import datetime

import pytest

from domain.terms.terms import Terms
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    Close,
    ConfirmPriority,
    RecordCustomerResponse,
    Resolve,
    StopWaiting,
    WaitForCustomer,
)
from domain.ticket.events import (
    Escalated,
    Event,
    MissWithdrawn,
    PriorityChanged,
    PromiseKept,
    PromiseMissed,
    WarningGiven,
)
from domain.ticket.ticket import Kept, Missed
from tests.domain.given.facts import escalated, kept, missed, warned
from tests.domain.given.story import Story, given
from tests.domain.given.terms import LEADER, TEAM, basic, gold, imagen
from tests.domain.given.times import mon, tue, wed


def missed_at_eleven() -> Story:
    story = given(gold(), "P2", mon("09:00")).time_passes_until(mon("12:00"))
    story.then(missed("reaction", mon("11:00")))
    return story


def withdrawn(story: Story, at: datetime, promise: str = "reaction", level: str | None = None) -> MissWithdrawn:
    number = story.number_of(PromiseMissed)
    return MissWithdrawn(occurred_at=at, missed=number, promise=promise, level=level)


def misses(story: Story) -> list[Event]:
    return [one for one in story.all(PromiseMissed) if one.promise == "reaction"]


def test_a_lowering_learned_late_withdraws_the_miss_that_the_larger_budget_does_not_have() -> None:
    story = missed_at_eleven()
    the_miss = withdrawn(story, mon("10:00"))
    story.when(ChangePriority(priority="P3", at=mon("10:00")), mon("12:00"))
    story.then(the_miss, PriorityChanged(occurred_at=mon("10:00"), before="P2", after="P3"))
    story.time_passes_until(mon("13:01")).then(missed("reaction", mon("13:00")))


def test_a_lowering_to_a_priority_without_that_promise_withdraws_the_miss() -> None:
    story = given(basic(), "P2", mon("09:00")).time_passes_until(wed("12:00"))
    assert story.all(PromiseMissed) == [missed("reaction", tue("18:00"))]
    story.when(ChangePriority(priority="P4", at=mon("10:00")), wed("12:00")).time_passes_until(wed("18:00"))
    assert len(story.all(MissWithdrawn)) == 1
    assert "reaction" not in story.ticket.promises


def test_a_lowering_whose_own_deadline_has_passed_too_leaves_the_ticket_missed() -> None:
    story = missed_at_eleven().time_passes_until(mon("17:00"))
    story.when(ChangePriority(priority="P3", at=mon("10:00")), mon("17:00"))
    assert story.ticket.breached


def test_within_the_lowered_priority_a_later_late_fact_still_keeps_the_promise() -> None:
    # With P3 from 10:00 on the deadline was 13:00: the case was taken in charge in time, whenever that is learned.
    story = missed_at_eleven().time_passes_until(mon("17:00"))
    story.when(ChangePriority(priority="P3", at=mon("10:00")), mon("17:00"))
    story.when(Acknowledge(at=mon("12:00")), mon("17:05"))
    assert story.ticket.promises["reaction"] == Kept(at=mon("12:00"))
    assert not story.ticket.breached


def test_a_reception_that_a_late_wait_puts_in_time_was_kept_by_the_recording() -> None:
    # Opened at 9:00, recorded at 11:00; but from 9:10 on the ticket waited, so ten minutes were spent, not thirty.
    story = given(imagen(), "minor", mon("09:00"), known=mon("11:00"))
    story.then(missed("reception", mon("09:30")))
    story.when(WaitForCustomer(at=mon("09:10")), mon("11:05")).when(RecordCustomerResponse(), mon("12:00"))
    story.time_passes_until(mon("18:00"))
    assert story.ticket.promises["reception"] == Kept(at=mon("11:00"))


def test_the_level_stays_and_what_was_told_stays_told() -> None:
    story = given(gold(warnings=(0.5,)), "P1", mon("09:00")).time_passes_until(mon("12:00"))
    before = story.all(Escalated), story.all(WarningGiven)
    story.when(WaitForCustomer(at=mon("09:10")), mon("12:00"))
    assert story.ticket.level == LEADER
    assert (story.all(Escalated), story.all(WarningGiven)) == before
    assert len(story.all(MissWithdrawn)) == 2


def test_no_warning_is_given_twice_though_the_ledger_was_corrected() -> None:
    story = given(gold(warnings=(0.5, 0.75)), "P2", mon("09:00")).time_passes_until(mon("10:15"))
    story.when(WaitForCustomer(at=mon("09:30")), mon("10:15")).when(RecordCustomerResponse(), mon("10:30"))
    story.since_last_asked()
    story.time_passes_until(mon("11:59"))
    first = next(one for one in story.since_last_asked() if isinstance(one, WarningGiven))
    assert first == warned("reaction", 0.75, mon("11:30"), deadline=mon("12:00"))


def test_the_corrected_ledger_moves_the_thresholds_ahead() -> None:
    story = given(gold(), "P2", mon("09:00")).time_passes_until(mon("12:00"))
    story.when(WaitForCustomer(at=mon("10:30")), mon("12:00")).when(RecordCustomerResponse(), mon("12:30"))
    story.time_passes_until(mon("15:01"))
    assert story.all(Escalated) == [escalated(TEAM, LEADER, mon("15:00"))]


def test_a_raise_learned_late_brings_due_what_it_would_have_brought() -> None:
    story = given(gold(), "P3", mon("09:00"))
    story.when(ChangePriority(priority="P2", at=mon("11:30")), mon("12:50"))
    cause = story.number_of(PriorityChanged)
    story.then(
        PriorityChanged(occurred_at=mon("11:30"), before="P3", after="P2"),
        missed("reaction", mon("11:30"), due_at=mon("11:00"), cause=cause),
    )
    assert {one.recorded_at for one in story.stream[1:]} == {mon("12:50")}


def test_a_raise_learned_late_leaves_no_room_until_the_deadline_that_was_told() -> None:
    # Told as missed at 13:00; with P2 from 12:00 on it was missed at 12:00 already, before anybody took charge.
    story = given(gold(), "P3", mon("09:00")).time_passes_until(mon("15:00"))
    story.when(ChangePriority(priority="P2", at=mon("12:00")), mon("15:00"))
    story.when(Acknowledge(at=mon("12:30")), mon("15:05"))
    assert isinstance(story.ticket.promises["reaction"], Missed)
    assert story.ticket.breached


def test_what_the_engine_recorded_bars_no_earlier_fact_but_a_step_down_does() -> None:
    story = given(gold(), "P1", mon("09:00")).when(WaitForCustomer(), mon("09:00")).time_passes_until(wed("09:00"))
    story.since_last_asked()
    story.when(RecordCustomerResponse(at=tue("15:59")), wed("09:00")).then_refused("2026-03-03T15:00:00Z")
    story.when(RecordCustomerResponse(at=tue("16:00")), wed("09:00"))
    assert story.refusal is None
    assert story.ticket.priority == "P2"


def test_a_miss_that_a_raise_brought_is_withdrawn_when_the_raise_was_taken_back_at_its_instant() -> None:
    story = given(gold(), "P3", mon("09:00")).when(ChangePriority(priority="P2"), mon("12:00"))
    story.time_passes_until(mon("12:10"))
    assert story.ticket.breached
    story.when(ChangePriority(priority="P3", at=mon("12:00")), mon("12:10"))
    assert not story.ticket.breached
    assert misses(story.time_passes_until(mon("13:01")))[1:] == [missed("reaction", mon("13:00"))]


def test_a_question_taken_back_late_brings_the_deadline_back() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("10:30"))
    story.when(StopWaiting(at=mon("10:30")), mon("15:00"))
    assert misses(story) == [missed("reaction", mon("11:00"))]


def test_the_priority_that_was_confirmed_in_time_is_notified_though_told_as_missed() -> None:
    story = given(gold(), "P1", mon("09:00")).time_passes_until(mon("09:45"))
    story.when(ConfirmPriority(at=mon("09:30")), mon("09:45"))
    assert story.ticket.promises["priority-notification"] == Kept(at=mon("09:30"))


def opened_at_three_and_recorded_at_five(terms: Terms) -> Story:
    story = given(terms, "minor", mon("15:00"), known=mon("17:00"))
    story.then(missed("reception", mon("15:30")))
    return story


@pytest.mark.parametrize("ending", [Resolve, Close])
def test_a_reception_that_a_late_ending_kept_is_not_kept_again_by_the_recording(ending: type[Resolve | Close]) -> None:
    story = opened_at_three_and_recorded_at_five(imagen()).when(ending(at=mon("15:10")), mon("17:05"))
    receptions = [one for one in story.all(PromiseKept) if one.promise == "reception"]
    assert receptions == [kept("reception", mon("15:10"))]
    assert not story.ticket.breached
    assert isinstance(story.since_last_asked()[0], MissWithdrawn)


def without_reception(priority: str) -> Terms:
    terms = imagen()
    attention = {name: one for name, one in terms.rows[priority].promises.items() if name == "attention"}
    return imagen(rows={**terms.rows, priority: terms.rows[priority].model_copy(update={"promises": attention})})


def test_a_late_change_to_a_priority_without_reception_keeps_none() -> None:
    story = opened_at_three_and_recorded_at_five(without_reception("serious"))
    story.when(ChangePriority(priority="serious", at=mon("15:10")), mon("17:05"))
    assert story.all(PromiseKept) == []
    assert "reception" not in story.ticket.promises
    assert not story.ticket.breached


def test_a_reception_that_begins_with_a_late_change_is_kept_by_the_recording_where_that_was_in_time() -> None:
    in_time = given(without_reception("minor"), "minor", mon("15:00"), known=mon("17:00")).then()
    in_time.when(ChangePriority(priority="serious", at=mon("16:40")), mon("17:05"))
    assert in_time.ticket.promises["reception"] == Kept(at=mon("17:00"))
    too_late = given(without_reception("minor"), "minor", mon("15:00"), known=mon("17:00"))
    too_late.when(ChangePriority(priority="serious", at=mon("16:20")), mon("17:05"))
    assert isinstance(too_late.ticket.promises["reception"], Missed)


def test_a_late_fact_from_before_the_recording_leaves_a_reception_in_time_alone() -> None:
    story = given(imagen(), "minor", mon("15:00"), known=mon("15:20"))
    story.when(ChangePriority(priority="serious", at=mon("15:10")), mon("15:25"))
    assert story.all(PromiseKept) == [kept("reception", mon("15:20"))]
