"""Levels that nobody stands behind are passed over in telling, not in climbing (semantics 19 and 19a)."""

from domain.ticket.commands import Acknowledge, Escalate
from domain.ticket.events import Escalated, PromiseMissed, WarningGiven
from domain.ticket.recorded import broken_link
from tests.domain.given.story import given
from tests.domain.given.terms import CTO, LEADER, MANAGER, TEAM, gold, imagen
from tests.domain.given.times import mon, tue


def test_a_level_with_somebody_is_told_and_the_event_says_nothing_more() -> None:
    story = given(gold(), "P1", mon("09:00")).time_passes_until(mon("11:01"))
    [escalated] = story.all(Escalated)
    assert escalated.without_contact is None
    assert story.told_of(Escalated) == [LEADER, TEAM]


def test_an_empty_level_is_reached_and_the_next_above_is_told_in_its_place() -> None:
    story = given(gold(), "P1", mon("09:00"), nobody_at=(LEADER,)).time_passes_until(mon("11:01"))
    [escalated] = story.all(Escalated)
    assert (escalated.after, escalated.without_contact) == (LEADER, (LEADER,))
    assert story.ticket.level == LEADER
    assert story.told_of(Escalated) == [MANAGER, TEAM]
    assert broken_link(story.stream) is None


def test_several_empty_levels_are_passed_over_at_once() -> None:
    story = given(gold(), "P1", mon("09:00"), nobody_at=(LEADER, MANAGER)).time_passes_until(mon("11:01"))
    [escalated] = story.all(Escalated)
    assert escalated.without_contact == (LEADER, MANAGER)
    assert story.told_of(Escalated) == [CTO, TEAM]


def test_the_next_escalation_keeps_its_time_though_its_level_was_told_before() -> None:
    story = given(gold(), "P1", mon("09:00"), nobody_at=(LEADER,)).time_passes_until(mon("17:01"))
    first, second = story.all(Escalated)
    assert (first.occurred_at, second.occurred_at) == (mon("11:00"), mon("17:00"))
    assert (second.after, second.without_contact) == (MANAGER, None)


def test_what_an_empty_level_would_hear_later_goes_to_the_next_above_too() -> None:
    story = given(gold(warnings=(0.5,)), "P1", mon("09:00"), nobody_at=(LEADER,)).when(Acknowledge(), mon("09:10"))
    story.time_passes_until(mon("14:01"))
    assert story.all(WarningGiven)[-1].promise == "escalation"
    assert story.told_of(WarningGiven) == [MANAGER]


def test_an_empty_first_level_leaves_no_opening_unheard() -> None:
    story = given(gold(), "P1", mon("09:00"), nobody_at=(TEAM,)).time_passes_until(mon("10:01"))
    assert story.told_of(PromiseMissed) == [LEADER]


def test_where_nobody_is_above_the_level_itself_stays_the_recipient() -> None:
    story = given(gold(), "P1", mon("09:00"), nobody_at=(LEADER, MANAGER, CTO)).time_passes_until(mon("11:01"))
    [escalated] = story.all(Escalated)
    assert escalated.without_contact == (LEADER, MANAGER, CTO)
    assert story.told_of(Escalated) == [LEADER, TEAM]


def test_an_escalation_that_the_customer_asks_for_says_so_as_well() -> None:
    levels = imagen().level_names
    story = given(imagen(), "critical", mon("09:00"), nobody_at=(levels[1],)).when(Escalate(), mon("10:00"))
    [escalated] = story.all(Escalated)
    assert (escalated.after, escalated.without_contact) == (levels[1], (levels[1],))


def test_several_thresholds_at_once_are_one_escalation_past_the_empty_levels() -> None:
    story = given(gold(), "P1", mon("09:00"), nobody_at=(MANAGER,)).the_worker_is_down_until(tue("09:00"))
    [escalated] = story.all(Escalated)
    assert (escalated.after, escalated.skipped, escalated.without_contact) == (MANAGER, (LEADER,), (MANAGER,))
