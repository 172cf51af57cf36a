"""A ticket is moved to other terms (semantics 10, 11a, 11b, 12a, 15, 15a): its promises and its ladder."""

from datetime import datetime

from domain.showing.explain import explain
from domain.terms.terms import Within
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    ConfirmPriority,
    RecordThirdPartyResponse,
    WaitForThirdParty,
)
from domain.ticket.events import (
    Escalated,
    MissWithdrawn,
    PriorityConfirmed,
    PromiseKept,
    PromiseMissed,
    TicketMigrated,
    WaitEnded,
    WarningGiven,
)
from domain.ticket.ticket import Kept, Running
from tests.domain.given.facts import escalated, kept, missed, warned
from tests.domain.given.terms import CTO, LEADER, MANAGER, TEAM, gold
from tests.domain.given.times import hours, minutes, mon, thu, tue, wed
from tests.domain.moving.moving import Moving, afternoons, new_york, opened, other, renamed, with_row


def test_what_was_counted_stays_counted_and_the_new_hours_count_from_then_on() -> None:
    # Nine hours on Monday and one on Tuesday; of the six that are left four on Tuesday and two on Wednesday afternoon.
    story = opened(gold(), "P3", mon("09:00")).is_moved(afternoons(), tue("10:00"))
    story.time_passes_until(thu("09:00"))
    assert story.all(Escalated) == [escalated(TEAM, LEADER, wed("16:00"))]


def test_another_theatre_counts_in_its_own_zone_from_then_on() -> None:
    # Three hours until noon. New York opens at 15:00 in Rome: the fourth hour of the reaction ends at 16:00, and of
    # the thirteen that are left to the team leader eight are that day and five the next.
    story = opened(gold(), "P3", mon("09:00")).is_moved(new_york(), mon("12:00"))
    story.time_passes_until(wed("09:00"))
    assert story.all(PromiseMissed) == [missed("reaction", mon("16:00"))]
    assert story.all(Escalated) == [escalated(TEAM, LEADER, tue("20:00"))]


def test_whoever_is_moved_back_has_counted_on_each_calendar_while_it_held() -> None:
    # Three hours in Rome, four of New York's that Monday afternoon (15:00 to 19:00), then Rome's again from Tuesday:
    # of the nine that are left to the team leader all are on Tuesday.
    story = opened(gold(), "P3", mon("09:00")).is_moved(new_york(), mon("12:00")).is_moved(gold(), mon("19:00"))
    story.time_passes_until(wed("09:00"))
    assert story.all(Escalated) == [escalated(TEAM, LEADER, tue("18:00"))]


def test_a_promise_that_only_the_new_terms_have_begins_at_the_change() -> None:
    terms = with_row("P2", notification=Within(budget=minutes(30)), reaction=Within(budget=hours(2)))
    story = opened(gold(), "P2", mon("09:00")).is_moved(terms, mon("09:40"))
    story.time_passes_until(mon("12:00"))
    assert story.all(PromiseMissed) == [
        missed("priority-notification", mon("10:10")),
        missed("reaction", mon("11:00")),
    ]


def test_a_promise_that_only_the_old_terms_had_ends_unjudged_and_what_was_kept_stays_kept() -> None:
    story = opened(gold(), "P1", mon("09:00"))
    story.when(Acknowledge(), mon("09:10"))
    assert isinstance(story.ticket.promises["priority-notification"], Running)
    story.is_moved(with_row("P1", (LEADER, 2), reaction=Within(budget=minutes(5))), mon("09:20"))
    story.time_passes_until(mon("10:30"))
    assert story.all(PromiseMissed) == []
    assert story.ticket.promises == {"reaction": Kept(at=mon("09:10"))}


def test_what_was_missed_stays_missed_and_is_told_once() -> None:
    story = opened(gold(), "P2", mon("09:00"))
    story.time_passes_until(mon("11:30"))
    story.is_moved(with_row("P2", reaction=Within(budget=hours(8))), mon("11:45"))
    story.time_passes_until(tue("12:00"))
    assert story.all(PromiseMissed) == [missed("reaction", mon("11:00"))]
    assert story.all(MissWithdrawn) == []


def test_a_shorter_budget_comes_due_with_the_migration_which_it_names() -> None:
    terms = with_row("P2", reaction=Within(budget=hours(1)))
    story = opened(gold(), "P2", mon("09:00")).is_moved(terms, mon("10:30"))
    number = story.number_of(TicketMigrated)
    assert story.all(PromiseMissed) == [missed("reaction", mon("10:30"), due_at=mon("10:00"), cause=number)]


def test_a_budget_that_was_reached_before_noon_on_the_old_calendar_was_reached_then() -> None:
    # The six hours were over on Monday at 15:00 in Rome, whatever New York's hours are.
    terms = new_york().model_copy(update={"rows": with_row("P4", reaction=Within(budget=hours(6))).rows})
    story = opened(gold(), "P4", mon("09:00")).is_moved(terms, mon("16:30"))
    number = story.number_of(TicketMigrated)
    assert story.all(PromiseMissed) == [missed("reaction", mon("16:30"), due_at=mon("15:00"), cause=number)]


def test_a_steeper_ladder_moves_it_once_to_the_highest_level_due() -> None:
    terms = with_row("P3", (LEADER, 2), (MANAGER, 8), (CTO, 16), reaction=Within(budget=hours(4)))
    story = opened(gold(), "P3", mon("09:00")).is_moved(terms, tue("12:00"))
    number = story.number_of(TicketMigrated)
    at_once = escalated(TEAM, MANAGER, tue("12:00"), skipped=(LEADER,), due_at=mon("17:00"), cause=number)
    assert story.all(Escalated) == [at_once]
    assert [one.recipient for one in story.told if one.event == number + 1] == [MANAGER, TEAM]
    story.time_passes_until(wed("09:00"))
    assert story.all(Escalated)[1:] == [escalated(MANAGER, CTO, tue("16:00"))]


def test_while_paused_it_brings_nothing_due_until_the_resumption() -> None:
    terms = with_row("P2", (LEADER, 1), reaction=Within(budget=hours(1)))
    story = opened(gold(), "P2", mon("09:00"))
    story.when(WaitForThirdParty(party="Cisco"), mon("10:30"))
    story.is_moved(terms, mon("11:00"))
    story.time_passes_until(mon("14:00"))
    assert (story.all(PromiseMissed), story.all(Escalated)) == ([], [])
    story.when(RecordThirdPartyResponse(), mon("14:00")).time_passes_until(mon("14:01"))
    number = story.number_of(WaitEnded)
    assert story.all(PromiseMissed) == [missed("reaction", mon("14:00"), due_at=mon("10:00"), cause=number)]
    assert story.all(Escalated) == [escalated(TEAM, LEADER, mon("14:00"), due_at=mon("10:00"), cause=number)]


def test_a_pause_that_was_granted_stays_granted() -> None:
    # One hour before the wait; of the three that are left one on Monday, then two of Tuesday afternoon.
    story = opened(gold(), "P3", mon("09:00"))
    story.when(WaitForThirdParty(party="Cisco"), mon("10:00")).when(RecordThirdPartyResponse(), mon("15:00"))
    story.is_moved(afternoons().model_copy(update={"warnings": ()}), mon("17:00"))
    story.time_passes_until(tue("17:00"))
    assert story.all(PromiseMissed) == [missed("reaction", mon("18:00"))]


def test_a_late_fact_after_the_migration_withdraws_what_it_disproves() -> None:
    terms = with_row("P2", reaction=Within(budget=hours(1)))
    story = opened(gold(), "P2", mon("09:00")).is_moved(terms, mon("09:30"))
    story.time_passes_until(mon("10:30"))
    number = story.number_of(PromiseMissed)
    story.arrives(Acknowledge(at=mon("09:50")), mon("10:30"))
    assert [one.missed for one in story.all(MissWithdrawn)] == [number]
    assert story.ticket.promises["reaction"] == Kept(at=mon("09:50"))


def test_no_fact_may_be_true_before_the_migration() -> None:
    story = opened(gold(), "P2", mon("09:00")).is_moved(other(), mon("09:30"))
    story.then(story.all(TicketMigrated)[0])
    story.arrives(Acknowledge(at=mon("09:20")), mon("10:00"))
    story.then_refused("lies before the ticket's last fact")


def test_warnings_are_not_given_twice_though_the_level_is_called_otherwise_there() -> None:
    story = opened(gold(warnings=(0.5,)), "P2", mon("09:00"))
    story.time_passes_until(mon("12:00"))
    story.is_moved(renamed(warnings=(0.5, 0.75)), mon("12:15"))
    of_the_ladder = [one for one in story.all(WarningGiven) if one.promise == "escalation"]
    number = story.number_of(TicketMigrated)
    assert of_the_ladder == [
        warned("escalation", 0.5, mon("11:00"), deadline=mon("13:00"), level=LEADER),
        warned(
            "escalation",
            0.75,
            mon("12:15"),
            deadline=mon("13:00"),
            level="regional-manager",
            due_at=mon("12:00"),
            cause=number,
        ),
    ]
    story.time_passes_until(mon("13:30"))
    assert story.all(Escalated) == [escalated(TEAM, "regional-manager", mon("13:00"))]


def test_a_promise_that_begins_here_and_has_nothing_left_to_wait_for_is_kept_at_once() -> None:
    story = opened(with_row("P1"), "P1", mon("09:00"))
    story.when(ConfirmPriority(), mon("09:05")).when(Acknowledge(), mon("09:07"))
    story.is_moved(gold(), mon("09:10"))
    assert story.all(PromiseKept) == [kept("priority-notification", mon("09:10")), kept("reaction", mon("09:10"))]
    story.when(ConfirmPriority(), mon("09:20")).time_passes_until(mon("12:00"))
    assert story.all(PromiseMissed) == []
    assert len(story.all(PriorityConfirmed)) == 1


def test_a_customer_who_was_told_another_priority_or_another_name_of_it_is_to_be_told_this_one() -> None:
    story = opened(with_row("P1"), "P1", mon("09:00"))
    story.when(ConfirmPriority(), mon("09:05"))
    story.is_moved(with_row("P2", notification=Within(budget=minutes(30))), mon("09:10"), priority="P2")
    assert story.all(PromiseKept) == []
    story.when(ConfirmPriority(), mon("09:20"))
    assert story.all(PromiseKept) == [kept("priority-notification", mon("09:20"))]
    assert [one.priority for one in story.all(PriorityConfirmed)] == ["P1", "P2"]


def test_each_explanation_sums_up_to_the_budget_before_and_after() -> None:
    story = opened(gold(), "P3", mon("10:00"))
    story.when(ChangePriority(priority="P4"), mon("11:00"))
    _check_sums(story, mon("12:30"))
    story.is_moved(new_york(), mon("12:30"))
    _check_sums(story, mon("12:30"))
    story.is_moved(afternoons(), mon("16:15"))
    _check_sums(story, mon("16:15"))


def _check_sums(story: Moving, at: datetime) -> None:
    explained = explain(story.ticket, at).promises
    assert [one.promise for one in explained] == ["reaction", "escalation"]
    for promise in explained:
        counted = [one.end - one.start for one in promise.intervals if one.counts]
        assert sum(counted, minutes(0)) == promise.budget
        assert promise.intervals[-1].end == promise.deadline
