"""Warnings: fractions of a budget, walked through business time (semantics 13 and 13a)."""

from domain.ticket.commands import Acknowledge, ChangePriority, RecordCustomerResponse, WaitForCustomer
from domain.ticket.events import PriorityChanged, PromiseMissed, WarningGiven
from tests.domain.given.facts import escalated, missed, warned
from tests.domain.given.story import Story, given
from tests.domain.given.terms import LEADER, TEAM, gold
from tests.domain.given.times import A_MILLISECOND, fri, mon, sat

THE_USUAL = (0.5, 0.75, 0.9)


def opened(priority: str = "P2") -> Story:
    return given(gold(warnings=THE_USUAL), priority, mon("09:00"))


def test_each_promise_and_the_next_escalation_are_warned_of_before_their_deadlines() -> None:
    story = opened().time_passes_until(mon("13:30"))
    story.then(
        warned("reaction", 0.5, mon("10:00"), deadline=mon("11:00")),
        warned("reaction", 0.75, mon("10:30"), deadline=mon("11:00")),
        warned("reaction", 0.9, mon("10:48"), deadline=mon("11:00")),
        warned("escalation", 0.5, mon("11:00"), level=LEADER, deadline=mon("13:00")),
        missed("reaction", mon("11:00")),
        warned("escalation", 0.75, mon("12:00"), level=LEADER, deadline=mon("13:00")),
        warned("escalation", 0.9, mon("12:36"), level=LEADER, deadline=mon("13:00")),
        escalated(TEAM, LEADER, mon("13:00")),
    )


def test_a_contract_says_which_fractions() -> None:
    story = given(gold(warnings=(0.25,)), "P2", mon("09:00")).time_passes_until(mon("11:00"))
    story.then(
        warned("reaction", 0.25, mon("09:30"), deadline=mon("11:00")),
        warned("escalation", 0.25, mon("10:00"), level=LEADER, deadline=mon("13:00")),
    )


def test_a_fraction_that_ends_at_closing_time_is_told_at_closing_time() -> None:
    story = given(gold(warnings=(0.5,)), "P2", fri("17:00")).time_passes_until(sat("09:00"))
    story.then(warned("reaction", 0.5, fri("18:00"), deadline=mon("10:00", week=1)))


def test_of_several_that_passed_at_once_only_the_highest_is_given() -> None:
    story = opened().the_worker_is_down_until(mon("10:40"))
    story.then(warned("reaction", 0.75, mon("10:30"), deadline=mon("11:00")))
    story.time_passes_until(mon("10:59")).then(warned("reaction", 0.9, mon("10:48"), deadline=mon("11:00")))


def test_none_is_given_after_the_deadline() -> None:
    story = opened().the_worker_is_down_until(mon("12:30"))
    story.then(
        missed("reaction", mon("11:00")),
        warned("escalation", 0.75, mon("12:00"), level=LEADER, deadline=mon("13:00")),
    )


def test_a_command_after_an_outage_meets_the_same_warnings() -> None:
    story = opened().arrives(Acknowledge(), mon("10:40"))
    story.then_only(WarningGiven, expected=[warned("reaction", 0.75, mon("10:30"), deadline=mon("11:00"))])


def test_a_promise_that_is_kept_is_warned_of_no_more() -> None:
    story = opened().when(Acknowledge(), mon("10:00"))
    story.time_passes_until(mon("10:59"))
    assert story.all(WarningGiven) == []


def test_no_warning_is_given_twice_when_the_budget_grows() -> None:
    story = opened("P1").when(ChangePriority(priority="P2"), mon("09:40"))
    story.time_passes_until(mon("10:40"))
    of_the_reaction = [one for one in story.all(WarningGiven) if getattr(one, "promise", "") == "reaction"]
    assert of_the_reaction == [
        warned("reaction", 0.5, mon("09:30"), deadline=mon("10:00")),
        warned("reaction", 0.75, mon("10:30"), deadline=mon("11:00")),
    ]


def test_a_raise_gives_the_highest_fraction_that_it_overtakes_and_names_itself() -> None:
    story = opened("P3").when(ChangePriority(priority="P2"), mon("10:36"))
    cause = story.number_of(PriorityChanged)
    story.since_last_asked()
    story.time_passes_until(mon("10:37"))
    overtaken = warned("reaction", 0.75, mon("10:36"), due_at=mon("10:30"), deadline=mon("11:00"), cause=cause)
    story.then(overtaken)


def test_a_raise_past_the_deadline_gives_the_miss_and_no_warning() -> None:
    story = opened("P3").when(ChangePriority(priority="P2"), mon("11:30"))
    story.time_passes_until(mon("11:31"))
    given_of_reaction = [one for one in story.all(WarningGiven) if getattr(one, "deadline", None) == mon("11:00")]
    assert given_of_reaction == []
    assert len(story.all(PromiseMissed)) == 1


def test_nobody_is_warned_while_the_ticket_waits() -> None:
    story = opened().when(WaitForCustomer(), mon("09:30"))
    story.since_last_asked()
    story.time_passes_until(mon("12:59")).then()
    story.when(RecordCustomerResponse(), mon("13:00"))
    story.since_last_asked()
    story.time_passes_until(mon("13:31")).then(warned("reaction", 0.5, mon("13:30"), deadline=mon("14:30")))


def test_the_alarm_names_the_warning_that_will_be_given() -> None:
    story = opened("P3").when(ChangePriority(priority="P2"), mon("10:36"))
    assert story.next_timer is not None
    assert (story.next_timer.at, story.next_timer.label) == (mon("10:36"), "warning at 75% of reaction")


def test_the_alarm_after_a_raise_past_the_deadline_names_what_comes_first_then() -> None:
    story = opened("P3").when(ChangePriority(priority="P2"), mon("11:30"))
    cause = story.number_of(PriorityChanged)
    assert story.next_timer is not None
    assert (story.next_timer.at, story.next_timer.label) == (mon("11:30"), f"warning at 50% of escalation to {LEADER}")
    story.since_last_asked()
    story.time_passes_until(mon("11:30") + A_MILLISECOND).then(
        warned("escalation", 0.5, mon("11:30"), level=LEADER, due_at=mon("11:00"), deadline=mon("13:00"), cause=cause),
        missed("reaction", mon("11:30"), due_at=mon("11:00"), cause=cause),
    )


def test_the_alarm_names_the_miss_where_nothing_is_left_to_warn_of() -> None:
    story = given(gold(warnings=(0.5,)), "P3", mon("09:00")).when(ChangePriority(priority="P2"), mon("11:00"))
    story.time_passes_until(mon("11:01")).when(ChangePriority(priority="P1"), mon("11:30"))
    assert story.next_timer is not None
    assert (story.next_timer.at, story.next_timer.label) == (mon("11:30"), f"escalation to {LEADER}")


def test_the_next_escalation_is_warned_of_once_the_one_before_it_has_come() -> None:
    story = opened("P1").time_passes_until(mon("16:59"))
    of_the_ladder = [
        (one.level, one.fraction, one.occurred_at) for one in story.all(WarningGiven) if one.promise == "escalation"
    ]
    assert of_the_ladder == [
        (LEADER, 0.5, mon("10:00")),
        (LEADER, 0.75, mon("10:30")),
        (LEADER, 0.9, mon("10:48")),
        ("support-manager", 0.5, mon("13:00")),
        ("support-manager", 0.75, mon("15:00")),
        ("support-manager", 0.9, mon("16:12")),
    ]
