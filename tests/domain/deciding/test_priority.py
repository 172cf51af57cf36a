"""A priority that changes: every pause stays granted, promises begin and end (semantics 11, 11b, 12a, 16)."""

from domain.terms.terms import Terms, Within
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    ConfirmPriority,
    RecordCustomerResponse,
    Resolve,
    WaitForCustomer,
)
from domain.ticket.events import Acknowledged, Event, PriorityChanged, PriorityConfirmed, PromiseMissed
from domain.ticket.ticket import Kept, Missed, Running
from tests.domain.given.facts import kept, missed
from tests.domain.given.story import Story, given
from tests.domain.given.terms import basic, gold, imagen, row
from tests.domain.given.times import A_MICROSECOND, hours, mon, tue, wed


def misses(story: Story) -> list[Event]:
    return list(story.all(PromiseMissed))


def lowered(to: str) -> ChangePriority:
    return ChangePriority(priority=to)


raised = lowered


def test_a_lowered_priority_gives_the_larger_budget_from_the_opening() -> None:
    story = given(gold(), "P2", mon("09:00")).when(lowered("P3"), mon("10:59"))
    assert misses(story.time_passes_until(mon("14:00"))) == [missed("reaction", mon("13:00"))]


def test_a_raised_priority_gives_the_smaller_budget_from_the_opening() -> None:
    story = given(gold(), "P3", mon("09:00")).when(raised("P2"), mon("10:00"))
    assert misses(story.time_passes_until(mon("12:00"))) == [missed("reaction", mon("11:00"))]


def test_a_raise_after_the_smaller_budget_is_spent_is_missed_at_the_raise() -> None:
    story = given(gold(), "P3", mon("09:00")).when(raised("P2"), mon("12:00"))
    story.time_passes_until(mon("12:01"))
    cause = story.number_of(PriorityChanged)
    assert misses(story) == [missed("reaction", mon("12:00"), due_at=mon("11:00"), cause=cause)]


def test_a_case_taken_in_charge_at_the_instant_of_the_raise_keeps_its_reaction() -> None:
    story = given(gold(), "P3", mon("09:00")).when(raised("P2"), mon("12:00")).when(Acknowledge(), mon("12:00"))
    assert story.ticket.promises["reaction"] == Kept(at=mon("12:00"))
    late = given(gold(), "P3", mon("09:00")).when(raised("P2"), mon("12:00"))
    late.when(Acknowledge(), mon("12:00") + A_MICROSECOND)
    assert isinstance(late.ticket.promises["reaction"], Missed)


def test_a_change_in_either_direction_keeps_every_pause_already_granted() -> None:
    down = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("10:00"))
    down.when(RecordCustomerResponse(), mon("11:00")).when(lowered("P3"), mon("11:30"))
    assert misses(down.time_passes_until(tue("09:00"))) == [missed("reaction", mon("14:00"))]
    up = given(gold(), "P3", mon("09:00")).when(WaitForCustomer(), mon("09:30"))
    up.when(RecordCustomerResponse(), mon("10:30")).when(raised("P2"), mon("11:00"))
    assert misses(up.time_passes_until(tue("09:00"))) == [missed("reaction", mon("12:00"))]


def test_a_change_while_waiting_keeps_the_pause_too() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForCustomer(), mon("10:00"))
    story.when(lowered("P3"), mon("10:30")).when(RecordCustomerResponse(), mon("11:00"))
    assert misses(story.time_passes_until(tue("09:00"))) == [missed("reaction", mon("14:00"))]


def test_there_and_back_again_at_one_instant_changes_no_deadline() -> None:
    story = given(gold(), "P2", mon("09:00")).when(lowered("P4"), mon("10:00")).when(raised("P2"), mon("10:00"))
    assert misses(story.time_passes_until(mon("12:00"))) == [missed("reaction", mon("11:00"))]


def test_a_promise_that_only_the_new_priority_has_begins_at_the_change() -> None:
    story = given(gold(), "P2", mon("09:00")).when(raised("P1"), mon("09:40"))
    story.time_passes_until(mon("10:30"))
    assert misses(story) == [
        missed("reaction", mon("10:00")),
        missed("priority-notification", mon("10:10")),
    ]


def test_a_promise_that_only_the_old_priority_had_ends_unjudged() -> None:
    story = given(gold(), "P1", mon("09:00")).when(lowered("P2"), mon("09:20"))
    assert "priority-notification" not in story.ticket.promises
    assert misses(story.time_passes_until(mon("10:59"))) == []


def test_a_promise_that_ended_begins_anew_when_the_priority_is_raised_again() -> None:
    story = given(gold(), "P1", mon("09:00")).when(lowered("P2"), mon("09:20")).when(raised("P1"), mon("09:25"))
    story.time_passes_until(mon("09:56"))
    assert misses(story) == [missed("priority-notification", mon("09:55"))]


def test_what_is_kept_or_missed_stays_so_whatever_the_priority_becomes() -> None:
    story = given(gold(), "P1", mon("09:00")).when(Acknowledge(), mon("09:10"))
    story.time_passes_until(mon("09:31")).when(lowered("P2"), mon("09:40")).when(raised("P1"), mon("09:50"))
    story.time_passes_until(mon("10:59"))
    assert story.ticket.promises["reaction"] == Kept(at=mon("09:10"))
    assert misses(story) == [missed("priority-notification", mon("09:30"))]


def test_best_effort_becomes_a_promise_at_the_raise_and_counts_from_there() -> None:
    story = given(basic(), "P3", mon("09:00")).when(raised("P2"), mon("12:00"))
    story.time_passes_until(wed("13:00"))
    assert misses(story) == [missed("reaction", wed("12:00"))]


def test_the_next_working_day_of_a_promise_that_begins_at_the_raise_follows_the_raise() -> None:
    story = given(basic(), "P3", mon("09:00")).when(raised("P1"), tue("12:00")).when(ConfirmPriority(), tue("12:00"))
    story.time_passes_until(wed("19:00"))
    assert misses(story) == [missed("reaction", wed("18:00"))]


def test_a_confirmed_priority_is_confirmed_again_once_it_is_another() -> None:
    story = given(gold(), "P2", mon("09:00")).when(ConfirmPriority(), mon("09:10"))
    story.when(ConfirmPriority(), mon("09:15"))
    story.then(PriorityConfirmed(occurred_at=mon("09:10"), priority="P2"))
    story.when(raised("P1"), mon("09:20")).when(ConfirmPriority(), mon("09:50"))
    story.then(
        PriorityChanged(occurred_at=mon("09:20"), before="P2", after="P1"),
        PriorityConfirmed(occurred_at=mon("09:50"), priority="P1"),
        kept("priority-notification", mon("09:50")),
    )


def test_the_priority_that_it_has_already_is_accepted_and_changes_nothing() -> None:
    story = given(gold(), "P2", mon("09:00")).when(raised("P2"), mon("09:10")).then()
    assert story.refusal is None


def test_a_priority_that_the_contract_does_not_have_is_refused_with_those_that_it_has() -> None:
    story = given(gold(), "P2", mon("09:00")).when(raised("P9"), mon("09:10"))
    story.then_refused("no priority P9", "P1, P2, P3 or P4")


def test_a_resolved_ticket_changes_no_priority() -> None:
    story = given(gold(), "P2", mon("09:00")).when(Resolve(), mon("09:10"))
    story.since_last_asked()
    story.when(raised("P1"), mon("09:20")).then_refused("resolved", "reopen")


def test_a_case_in_charge_that_is_raised_to_a_priority_with_a_reaction_has_kept_it() -> None:
    story = given(basic(), "P3", mon("09:00")).when(Acknowledge(), mon("09:00")).when(raised("P1"), mon("10:00"))
    story.then(
        Acknowledged(occurred_at=mon("09:00")),
        PriorityChanged(occurred_at=mon("10:00"), before="P3", after="P1"),
        kept("reaction", mon("10:00")),
    )
    story.when(ConfirmPriority(), mon("10:01")).time_passes_until(wed("19:00"))
    assert misses(story) == []


def test_one_that_nobody_has_in_charge_has_not() -> None:
    story = given(basic(), "P3", mon("09:00")).when(raised("P1"), mon("10:00"))
    assert isinstance(story.ticket.promises["reaction"], Running)


def test_a_promise_that_ended_with_a_lowering_is_kept_at_once_when_it_comes_back_to_a_case_in_charge() -> None:
    story = given(basic(), "P1", mon("09:00")).when(lowered("P4"), mon("09:20")).when(Acknowledge(), mon("09:30"))
    assert "reaction" not in story.ticket.promises
    story.when(raised("P2"), mon("10:00"))
    assert story.ticket.promises["reaction"] == Kept(at=mon("10:00"))


def only_critical_reports_are_received() -> Terms:
    terms = imagen()
    attention = {name: one for name, one in terms.rows["minor"].promises.items() if name == "attention"}
    minor = terms.rows["minor"].model_copy(update={"promises": attention})
    return imagen(rows={**terms.rows, "minor": minor})


def test_a_reception_that_begins_with_a_raise_was_kept_by_the_recording_long_ago() -> None:
    story = given(only_critical_reports_are_received(), "minor", mon("09:00"))
    story.when(raised("critical"), mon("10:00"))
    assert story.ticket.promises["reception"] == Kept(at=mon("10:00"))


def test_what_silence_lowers_a_case_in_charge_to_is_kept_at_once_too() -> None:
    rows = {"P1": row(), "P2": row(reaction=Within(budget=hours(2))), "P3": row(), "P4": row()}
    story = given(gold(rows=rows), "P1", mon("09:00")).when(Acknowledge(), mon("09:05"))
    story.when(WaitForCustomer(), mon("09:10")).time_passes_until(wed("09:00"))
    assert story.ticket.priority == "P2"
    assert isinstance(story.ticket.promises["reaction"], Kept)
