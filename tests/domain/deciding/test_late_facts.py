"""Facts learned late: the ledger is corrected, what was told stays told, misses are withdrawn (semantics 23a, 15a)."""

from datetime import datetime

from domain.ticket.commands import Acknowledge, AddNote, Escalate, RecordCustomerResponse, Resolve, WaitForCustomer
from domain.ticket.events import (
    Acknowledged,
    Event,
    MissWithdrawn,
    NoteAdded,
    PromiseMissed,
    TicketResolved,
    WaitStarted,
)
from domain.ticket.ticket import Kept, Missed
from tests.domain.given.facts import escalated, kept, missed
from tests.domain.given.story import Story, given
from tests.domain.given.terms import DESK, LEADER, TEAM, TECHNICAL, gold, imagen
from tests.domain.given.times import A_MICROSECOND, mon


def missed_at_eleven() -> Story:
    story = given(gold(), "P2", mon("09:00")).time_passes_until(mon("12:00"))
    story.then(missed("reaction", mon("11:00")))
    return story


def withdrawn(story: Story, at: datetime, promise: str = "reaction", level: str | None = None) -> MissWithdrawn:
    number = story.number_of(PromiseMissed)
    return MissWithdrawn(occurred_at=at, missed=number, promise=promise, level=level)


def misses(story: Story) -> list[Event]:
    return [one for one in story.all(PromiseMissed) if one.promise == "reaction"]


def test_a_wait_learned_late_withdraws_the_miss_that_it_overtakes_and_names_it() -> None:
    story = missed_at_eleven()
    the_miss = withdrawn(story, mon("10:30"))
    story.when(WaitForCustomer(at=mon("10:30")), mon("12:00"))
    story.then(the_miss, WaitStarted(occurred_at=mon("10:30"), on="customer"))
    assert not story.ticket.breached


def test_after_it_the_promise_runs_on_with_what_is_left() -> None:
    story = missed_at_eleven().when(WaitForCustomer(at=mon("10:30")), mon("12:00"))
    story.when(RecordCustomerResponse(), mon("12:30")).time_passes_until(mon("13:01"))
    assert misses(story)[1:] == [missed("reaction", mon("13:00"))]
    assert story.ticket.breached


def test_a_response_learned_late_too_brings_the_miss_again() -> None:
    story = missed_at_eleven().when(WaitForCustomer(at=mon("10:30")), mon("12:00"))
    story.when(RecordCustomerResponse(at=mon("10:45")), mon("12:05"))
    assert misses(story)[1:] == [missed("reaction", mon("11:15"))]
    assert story.stream[-1].recorded_at == mon("12:05")


def test_a_response_that_leaves_enough_of_the_budget_brings_nothing_yet() -> None:
    story = missed_at_eleven().when(WaitForCustomer(at=mon("10:00")), mon("12:00"))
    story.when(RecordCustomerResponse(at=mon("11:30")), mon("12:05"))
    story.when(Acknowledge(), mon("12:30"))
    assert len(misses(story)) == 1
    assert story.ticket.promises["reaction"] == Kept(at=mon("12:30"))


def test_a_case_that_was_taken_in_charge_in_time_is_kept_though_it_was_told_as_missed() -> None:
    story = missed_at_eleven()
    the_miss = withdrawn(story, mon("10:40"))
    story.when(Acknowledge(at=mon("10:40")), mon("12:00"))
    story.then(the_miss, Acknowledged(occurred_at=mon("10:40")), kept("reaction", mon("10:40")))


def test_at_the_very_deadline_too_and_a_microsecond_later_not() -> None:
    in_time = missed_at_eleven().when(Acknowledge(at=mon("11:00")), mon("12:00"))
    assert in_time.ticket.promises["reaction"] == Kept(at=mon("11:00"))
    late = missed_at_eleven().when(Acknowledge(at=mon("11:00") + A_MICROSECOND), mon("12:00"))
    late.then(Acknowledged(occurred_at=mon("11:00") + A_MICROSECOND))
    assert isinstance(late.ticket.promises["reaction"], Missed)


def test_a_wait_from_the_very_deadline_on_withdraws_the_miss() -> None:
    story = missed_at_eleven().when(WaitForCustomer(at=mon("11:00")), mon("12:00"))
    assert story.all(MissWithdrawn) == [withdrawn(story, mon("11:00"))]


def test_a_wait_that_began_after_the_deadline_withdraws_nothing() -> None:
    story = missed_at_eleven().when(WaitForCustomer(at=mon("11:00") + A_MICROSECOND), mon("12:00"))
    assert story.all(MissWithdrawn) == []


def test_a_note_of_before_the_deadline_withdraws_nothing() -> None:
    story = missed_at_eleven().when(AddNote(text="He called", at=mon("10:00")), mon("12:00"))
    story.then(NoteAdded(occurred_at=mon("10:00"), text="He called"))


def test_nor_does_it_when_the_ticket_escalated_meanwhile() -> None:
    story = missed_at_eleven().time_passes_until(mon("14:00"))
    story.then(escalated(TEAM, LEADER, mon("13:00")))
    story.when(AddNote(text="He called", at=mon("10:00")), mon("14:00"))
    story.then(NoteAdded(occurred_at=mon("10:00"), text="He called"))


def test_a_wait_that_began_after_the_deadline_withdraws_nothing_whatever_was_noted_before() -> None:
    story = missed_at_eleven().time_passes_until(mon("14:00")).when(AddNote(text="Hm", at=mon("11:00")), mon("14:00"))
    story.when(WaitForCustomer(at=mon("11:30")), mon("14:01"))
    assert story.all(MissWithdrawn) == []
    assert story.ticket.breached


def test_a_resolution_learned_late_keeps_what_was_told_as_missed() -> None:
    story = missed_at_eleven()
    the_miss = withdrawn(story, mon("10:40"))
    story.when(Resolve(at=mon("10:40")), mon("12:00"))
    story.then(the_miss, TicketResolved(occurred_at=mon("10:40")), kept("reaction", mon("10:40")))


def test_a_missed_answer_is_withdrawn_when_the_level_answered_in_time() -> None:
    story = given(imagen(), "minor", mon("09:00")).when(Escalate(), mon("10:00")).time_passes_until(mon("11:00"))
    story.since_last_asked()
    the_miss = withdrawn(story, mon("10:20"), "answer", TECHNICAL)
    story.when(Acknowledge(level=TECHNICAL, at=mon("10:20")), mon("11:00"))
    assert story.since_last_asked()[0] == the_miss
    assert story.ticket.answers[TECHNICAL].judgement == Kept(at=mon("10:20"))
    assert story.told_of(MissWithdrawn) == story.told_of(PromiseMissed)


def test_a_late_wait_does_not_excuse_an_answer() -> None:
    story = given(imagen(), "minor", mon("09:00")).when(Escalate(), mon("10:00")).time_passes_until(mon("11:00"))
    story.when(WaitForCustomer(at=mon("10:10")), mon("11:00"))
    assert story.all(MissWithdrawn) == []
    assert isinstance(story.ticket.answers[TECHNICAL].judgement, Missed)


def test_two_misses_are_withdrawn_by_one_late_fact_and_only_those_that_it_overtakes() -> None:
    story = given(gold(), "P1", mon("09:00")).time_passes_until(mon("10:30"))
    story.when(WaitForCustomer(at=mon("09:45")), mon("10:30"))
    assert [one.promise for one in story.all(MissWithdrawn)] == ["reaction"]
    both = given(gold(), "P1", mon("09:00")).time_passes_until(mon("10:30"))
    both.when(WaitForCustomer(at=mon("09:15")), mon("10:30"))
    assert len(both.all(MissWithdrawn)) == 2


def test_an_attention_that_is_withdrawn_is_told_to_whoever_was_told_of_the_miss() -> None:
    story = given(imagen(), "critical", mon("09:00")).time_passes_until(mon("12:00"))
    story.when(Acknowledge(at=mon("10:00")), mon("12:00"))
    assert story.told_of(MissWithdrawn) == [DESK, TECHNICAL]
