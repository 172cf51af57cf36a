"""What was promised elsewhere and how far the ladder had come, brought in (semantics 11 to 15a).

Gold counts from 09:00 to 18:00 on working days, in days of nine hours. The import's own event has the number 2.
"""

from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    ConfirmPriority,
    RecordThirdPartyResponse,
    WaitForThirdParty,
)
from domain.ticket.events import (
    Acknowledged,
    PriorityChanged,
    PriorityConfirmed,
    PromiseMissed,
    ThirdPartyResponded,
    TicketImported,
    WaitEnded,
    WaitStarted,
)
from domain.ticket.recorded import broken_link
from domain.ticket.ticket import Missed, Running
from tests.domain.given.facts import escalated, kept, missed, warned
from tests.domain.given.terms import CTO, LEADER, MANAGER, TEAM, gold
from tests.domain.given.times import A_MICROSECOND, fri, mon, tue, wed
from tests.domain.imported import IMPORT, OPENED, WARNINGS, given


def test_a_ticket_with_nothing_behind_it_is_opened_and_imported() -> None:
    story = given(now=mon("09:30")).then()
    opened, imported = (one.event for one in story.stream)
    assert opened.occurred_at == OPENED
    assert imported == TicketImported(occurred_at=mon("09:30"), command="open-1", source="Old desk")
    assert story.next_timer is not None
    assert (story.next_timer.at, story.next_timer.label) == (mon("11:00"), "reaction")


def test_a_reaction_missed_there_stays_missed_though_it_came_later_and_the_priority_was_lowered() -> None:
    now = mon("12:00")
    story = given(
        (mon("09:20"), ConfirmPriority()),
        (mon("10:30"), Acknowledge(by="Ann")),
        (mon("10:45"), ChangePriority(priority="P3")),
        priority="P1",
        now=now,
    )
    story.then(
        PriorityConfirmed(occurred_at=mon("09:20"), priority="P1"),
        kept("priority-notification", mon("09:20")),
        missed("reaction", now, due_at=mon("10:00"), cause=IMPORT),
        Acknowledged(occurred_at=mon("10:30"), by="Ann"),
        PriorityChanged(occurred_at=mon("10:45"), before="P1", after="P3"),
    )
    judged = story.ticket.promises["reaction"]
    assert isinstance(judged, Missed)
    assert judged.at == mon("10:00")


def test_levels_climbed_before_a_wait_are_past_and_the_clock_goes_on_from_what_was_spent() -> None:
    now = tue("12:00")
    story = given((mon("14:00"), WaitForThirdParty(party="Telecom")), now=now)
    story.then(
        missed("reaction", now, due_at=mon("11:00"), cause=IMPORT),
        escalated(TEAM, LEADER, now, due_at=mon("13:00"), cause=IMPORT),
        WaitStarted(occurred_at=mon("14:00"), on="third party Telecom"),
    )
    assert story.next_timer is None
    # 5 of 16 hours are spent: three more on Tuesday, and eight on Wednesday.
    story.when(RecordThirdPartyResponse(party="Telecom"), tue("15:00")).time_passes_until(wed("17:01"))
    story.then(
        ThirdPartyResponded(occurred_at=tue("15:00"), party="Telecom"),
        WaitEnded(occurred_at=tue("15:00"), on="third party Telecom"),
        escalated(LEADER, MANAGER, wed("17:00")),
    )


def test_of_several_levels_reached_since_the_last_fact_the_highest_is_recorded_once() -> None:
    story = given((mon("09:30"), Acknowledge()), now=wed("12:00"))
    story.then(
        Acknowledged(occurred_at=mon("09:30")),
        kept("reaction", mon("09:30")),
        escalated(TEAM, MANAGER, wed("12:00"), skipped=(LEADER,), due_at=tue("16:00"), cause=IMPORT),
    )


def test_nobody_is_told_of_what_is_past_and_everybody_of_what_comes() -> None:
    story = given(now=wed("12:00"))
    assert story.told == []
    # 36 hours by Thursday evening, and 40 on Friday at 13:00.
    story.time_passes_until(fri("13:01"))
    last = story.stream[-1]
    assert last.event == escalated(MANAGER, CTO, fri("13:00"))
    assert [(one.event, one.recipient) for one in story.told] == [(last.number, CTO), (last.number, MANAGER)]


def test_the_stream_of_an_import_is_sealed_and_all_of_it_is_learned_at_the_import() -> None:
    story = given((mon("09:30"), Acknowledge()), now=wed("12:00"))
    assert broken_link(story.stream) is None
    assert {one.recorded_at for one in story.stream} == {wed("12:00")}


def test_what_falls_due_at_the_very_instant_of_the_import_is_not_past() -> None:
    story = given(now=mon("11:00")).then()
    story.when(Acknowledge(), mon("11:00"))
    story.then(Acknowledged(occurred_at=mon("11:00")), kept("reaction", mon("11:00")))
    late = given(now=mon("11:00") + A_MICROSECOND)
    late.then(missed("reaction", mon("11:00") + A_MICROSECOND, due_at=mon("11:00"), cause=IMPORT))


def test_a_raise_that_brings_something_due_and_a_reaction_of_the_same_instant_keep_it() -> None:
    story = given(
        (mon("10:30"), ChangePriority(priority="P1")),
        (mon("10:30"), Acknowledge()),
        now=mon("10:40"),
    )
    story.then(
        PriorityChanged(occurred_at=mon("10:30"), before="P2", after="P1"),
        Acknowledged(occurred_at=mon("10:30")),
        kept("reaction", mon("10:30")),
    )


def test_a_raise_while_the_clock_stood_brings_nothing_due_before_it_ran_again() -> None:
    # 90 minutes are spent; P1 has 60 for the reaction.
    history = ((mon("10:30"), WaitForThirdParty(party="Telecom")), (mon("11:00"), ChangePriority(priority="P1")))
    paused = given(*history, now=mon("12:00"))
    assert isinstance(paused.ticket.promises["reaction"], Running)
    resumed = given(*history, (mon("13:00"), RecordThirdPartyResponse()), now=mon("13:30"))
    assert [one.event for one in resumed.stream if isinstance(one.event, PromiseMissed)] == [
        missed("reaction", mon("13:30"), due_at=mon("10:00"), cause=IMPORT)
    ]
    assert isinstance(resumed.ticket.promises["priority-notification"], Running)


def test_of_a_promise_that_runs_only_the_highest_warning_is_recorded_and_its_deadline_told() -> None:
    story = given(now=mon("10:50"), terms=gold(warnings=WARNINGS))
    story.then(
        warned("reaction", 0.9, mon("10:50"), deadline=mon("11:00"), due_at=mon("10:48"), cause=IMPORT),
    )
    story.time_passes_until(mon("11:01")).then(
        warned("escalation", 0.5, mon("11:00"), level=LEADER, deadline=mon("13:00")),
        missed("reaction", mon("11:00")),
    )
    assert [one.event for one in story.told] == [4, 5]


def test_what_was_judged_there_has_no_warning_and_one_given_before_a_wait_is_not_given_again() -> None:
    now = mon("14:00")
    story = given(
        (mon("10:40"), Acknowledge()),
        (mon("12:10"), WaitForThirdParty(party="Telecom")),
        now=now,
        terms=gold(warnings=WARNINGS),
    )
    # 3 h 10 min of 4 h are more than 75 %; the reaction, warned of at 50 and 75 %, is kept.
    story.then(
        Acknowledged(occurred_at=mon("10:40")),
        kept("reaction", mon("10:40")),
        warned("escalation", 0.75, now, level=LEADER, deadline=mon("13:00"), due_at=mon("12:00"), cause=IMPORT),
        WaitStarted(occurred_at=mon("12:10"), on="third party Telecom"),
    )
    story.when(RecordThirdPartyResponse(), mon("15:00")).time_passes_until(mon("15:27"))
    assert story.stream[-1].event == warned("escalation", 0.9, mon("15:26"), level=LEADER, deadline=mon("15:50"))


def test_a_warning_given_there_is_not_given_again_for_a_lowered_priority() -> None:
    story = given(
        (mon("09:50"), ChangePriority(priority="P2")),
        now=mon("09:55"),
        priority="P1",
        terms=gold(warnings=WARNINGS),
    )
    story.time_passes_until(mon("10:47"))
    reaction = story.ticket.promises["reaction"]
    assert isinstance(reaction, Running)
    assert reaction.warned == 0.75
    assert story.told == []
