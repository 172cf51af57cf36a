"""A ticket is moved to other terms: silence, the time to disagree, answers, the on-call service, names."""

import pytest

from domain.deciding.migrating import MOST_TERMS
from domain.terms.terms import Level, OnCall, Terms, Within
from domain.ticket.commands import (
    Acknowledge,
    Close,
    Escalate,
    RecordCustomerResponse,
    Reopen,
    Resolve,
    WaitForCustomer,
)
from domain.ticket.events import (
    ClosingProposed,
    CustomerReminded,
    Escalated,
    PriorityChanged,
    PromiseKept,
    PromiseMissed,
    TicketClosed,
    TicketMigrated,
)
from domain.ticket.recorded import Recorded, broken_link
from domain.ticket.ticket import Closed, Kept, Running, Ticket
from runtime.temporal.converting import data_converter
from tests.domain.given.facts import escalated, missed
from tests.domain.given.terms import LEADER, MAKER, MANAGER, TEAM, TECHNICAL, gold, imagen, platinum, row
from tests.domain.given.times import fri, hours, minutes, mon, sat, thu, tue, wed
from tests.domain.moving.moving import Moving, afternoons, opened, other, renamed, with_row, with_silence

RULE = (CustomerReminded, PriorityChanged, ClosingProposed, TicketClosed)


def test_a_shorter_period_of_silence_comes_due_with_the_migration_and_the_next_one_period_later() -> None:
    # Ten hours of silence by Tuesday at 10:00: the first period of eight ended on Monday at 17:00.
    story = opened(gold(), "P1", mon("09:00"))
    story.when(WaitForCustomer(), mon("09:00"))
    story.is_moved(with_silence(step_down=hours(8)), tue("10:00"))
    number = story.number_of(TicketMigrated)
    story.time_passes_until(tue("17:00"))
    steps = [(one.occurred_at, one.after, one.due_at, one.cause) for one in story.all(PriorityChanged)]
    assert steps == [(tue("10:00"), "P2", mon("17:00"), number), (tue("16:00"), "P3", tue("16:00"), None)]
    assert [one.nth for one in story.all(CustomerReminded)] == [1, 2]


def test_a_step_that_was_taken_is_not_taken_again_under_a_shorter_period() -> None:
    # Lowered after 16 hours, on Tuesday at 16:00. Of the periods of eight the third is the first to end after that.
    story = opened(gold(), "P1", mon("09:00"))
    story.when(WaitForCustomer(), mon("09:00"))
    story.is_moved(with_silence(step_down=hours(8)), tue("17:00"))
    story.time_passes_until(wed("16:00"))
    steps = [(one.occurred_at, one.after, one.silent_periods) for one in story.all(PriorityChanged)]
    assert steps == [(tue("16:00"), "P2", 1), (wed("15:00"), "P3", 3)]


def test_a_step_that_was_taken_is_not_taken_again_on_other_hours() -> None:
    # Lowered after 16 hours, on Tuesday at 16:00. Of the 32 to the next step 19 are over when it is moved; of the 13
    # that are left there are four on each afternoon until Friday, and the last on Monday.
    story = opened(gold(), "P1", mon("09:00"))
    story.when(WaitForCustomer(), mon("09:00"))
    story.is_moved(afternoons(), wed("10:00"))
    story.time_passes_until(tue("09:00", week=1))
    steps = [(one.occurred_at, one.after, one.silent_periods) for one in story.all(PriorityChanged)]
    assert steps == [(tue("16:00"), "P2", 1), (mon("15:00", week=1), "P3", 2)]


def test_silence_on_the_old_hours_stays_counted() -> None:
    # Ten hours by Tuesday at 10:00; of the six to the first step four are on Tuesday, two on Wednesday afternoon.
    story = opened(gold(), "P4", mon("08:00"))
    story.when(WaitForCustomer(), mon("09:00"))
    story.is_moved(
        afternoons().model_copy(update={"silence": with_silence(propose_closing=hours(16)).silence}), tue("10:00")
    )
    story.time_passes_until(thu("09:00"))
    assert [one.occurred_at for one in story.all(ClosingProposed)] == [wed("16:00")]


def test_a_proposal_that_stands_closes_at_once_where_the_new_terms_close_sooner() -> None:
    # Forty hours end on Friday at 13:00; the closing after two more, at 15:00.
    story = opened(gold(), "P4", mon("09:00"))
    story.when(WaitForCustomer(), mon("09:00"))
    story.is_moved(with_silence(close=hours(2)), fri("17:00"))
    closed = TicketClosed(
        occurred_at=fri("17:00"), because="silence", due_at=fri("15:00"), cause=story.number_of(TicketMigrated)
    )
    assert story.all(TicketClosed) == [closed]
    assert story.next_timer is None


def test_a_shorter_time_to_disagree_closes_at_once() -> None:
    # Six hours on Monday; the ten are over on Tuesday at 13:00.
    story = opened(gold(), "P2", mon("09:00"))
    story.when(Resolve(), mon("12:00"))
    story.is_moved(other(time_to_disagree=hours(10)), wed("12:00"))
    closed = TicketClosed(
        occurred_at=wed("12:00"), because="undisputed", due_at=tue("13:00"), cause=story.number_of(TicketMigrated)
    )
    assert story.all(TicketClosed) == [closed]


def test_the_time_to_disagree_on_the_old_hours_stays_counted() -> None:
    # Six hours on Monday and one on Tuesday; four on Tuesday afternoon and the last on Wednesday.
    story = opened(gold(time_to_disagree=hours(12)), "P2", mon("09:00"))
    story.when(Resolve(), mon("12:00"))
    story.is_moved(afternoons().model_copy(update={"time_to_disagree": hours(12)}), tue("10:00"))
    story.time_passes_until(thu("12:00"))
    assert [one.occurred_at for one in story.all(TicketClosed)] == [wed("15:00")]


def test_a_resolved_ticket_that_is_reopened_goes_on_under_the_new_terms() -> None:
    story = opened(gold(), "P3", mon("09:00"))
    story.when(Resolve(), mon("12:00"))
    story.is_moved(with_row("P3", (LEADER, 5), reaction=Within(budget=hours(4))), mon("13:00"))
    story.when(Reopen(), mon("14:00")).time_passes_until(mon("17:00"))
    assert story.all(Escalated) == [escalated(TEAM, LEADER, mon("16:00"))]


def test_an_answer_that_is_owed_sooner_is_missed_with_the_migration() -> None:
    manager = Level(name=TECHNICAL, requested_by=("customer",), answers=Within(budget=minutes(10)))
    levels = (imagen().levels[0], manager, imagen().levels[2])
    story = opened(imagen(), "minor", mon("09:00"))
    story.when(Escalate(), mon("10:00"))
    story.is_moved(imagen(contract="imagen-2", levels=levels), mon("10:20"))
    number = story.number_of(TicketMigrated)
    at_once = missed("answer", mon("10:20"), level=TECHNICAL, due_at=mon("10:10"), cause=number)
    assert story.all(PromiseMissed) == [at_once]
    assert story.told_of(PromiseMissed) == ["customer"]


def test_an_answer_is_owed_by_the_same_level_and_to_the_same_whatever_they_are_called_there() -> None:
    # Twenty minutes until the change, the other forty from two o'clock on.
    story = opened(imagen(), "minor", mon("09:00"))
    story.when(Escalate(), mon("13:30")).when(Acknowledge(level=TECHNICAL), mon("13:40"))
    story.when(Escalate(requested_by=TECHNICAL), mon("13:45"))
    story.is_moved(with_a_chief(), mon("13:50"))
    story.time_passes_until(tue("14:00"))
    assert story.all(PromiseMissed) == [missed("answer", tue("13:45"), level=MAKER)]
    assert story.told_of(PromiseMissed) == ["chief"]
    other_story = opened(imagen(), "minor", mon("09:00"))
    other_story.when(Escalate(), mon("13:30"))
    other_story.is_moved(with_a_chief(), mon("13:50"))
    other_story.time_passes_until(mon("15:30"))
    assert other_story.all(PromiseMissed) == [missed("answer", mon("14:40"), level="chief")]


def with_a_chief() -> Terms:
    """Imagen in the afternoon, where the technical manager is called chief and has an hour to answer."""
    desk, manager, maker = imagen().levels
    chief = manager.model_copy(update={"name": "chief", "answers": Within(budget=hours(1))})
    levels = (desk, chief, maker.model_copy(update={"requested_by": ("chief",)}))
    return imagen(contract="imagen-2", levels=levels, missed_tells={}, calendars=afternoons().calendars)


def test_an_answer_that_the_new_terms_do_not_ask_for_ends_unjudged() -> None:
    story = opened(imagen(), "minor", mon("09:00"))
    story.when(Escalate(), mon("10:00"))
    story.is_moved(gold(), mon("10:20"), priority="P4")
    story.time_passes_until(tue("12:00"))
    assert (story.ticket.level, story.ticket.answers) == (LEADER, {})
    assert [one for one in story.all(PromiseMissed) if one.promise == "answer"] == []


def test_a_ticket_on_call_is_served_at_the_office_where_the_new_plan_has_no_such_service() -> None:
    # An hour and a half around the clock on Friday evening; the rest on Monday morning.
    story = opened(platinum(), "P2", fri("17:00"), channel="phone").is_moved(gold(), fri("18:30"))
    story.time_passes_until(mon("12:00", week=1))
    assert story.all(PromiseMissed) == [missed("reaction", mon("09:30", week=1))]
    assert not story.ticket.on_call


def test_a_ticket_on_call_stays_so_and_the_technician_is_called_where_it_is_covered_from_then_on() -> None:
    critical_alone = platinum(on_call=OnCall(priorities=("P1",), promises=("reaction",)))
    story = opened(critical_alone, "P2", fri("17:00"), channel="phone")
    story.is_moved(platinum(contract="europe-2"), sat("10:00"))
    assert "on-call" in story.told_of(TicketMigrated)
    # One hour on Friday at the office, the other around the clock.
    story.time_passes_until(sat("12:00"))
    assert story.all(PromiseMissed) == [missed("reaction", sat("11:00"))]
    story.is_moved(platinum(contract="europe-3"), sat("13:00"))
    assert "on-call" not in story.told_of(TicketMigrated)


def test_a_priority_and_a_level_are_what_they_are_called_there_and_the_report_was_received() -> None:
    story = opened(gold(), "P1", mon("09:00"))
    story.time_passes_until(mon("11:30"))
    story.is_moved(imagen(), mon("12:00"), priority="critical")
    [moved] = story.all(TicketMigrated)
    assert (moved.priority, moved.level) == ("critical", TECHNICAL)
    assert story.all(PromiseKept) == [PromiseKept(occurred_at=mon("12:00"), promise="reception")]
    story.time_passes_until(mon("15:00"))
    assert story.all(PromiseMissed)[-1] == missed("attention", mon("14:00"))
    assert story.told_of(PromiseMissed) == [TECHNICAL]


def test_a_level_above_the_last_of_the_new_ladder_is_its_last() -> None:
    story = opened(gold(), "P1", mon("09:00"))
    story.time_passes_until(wed("09:00"))
    story.is_moved(imagen(), wed("09:00"), priority="critical")
    assert story.ticket.level == MAKER


def test_moving_to_what_it_has_already_changes_nothing_and_a_closed_ticket_is_refused() -> None:
    story = opened(gold(), "P2", mon("09:00")).is_moved(gold(), mon("09:10"))
    assert (story.refusal, len(story.stream)) == (None, 1)
    story.when(Close(), mon("09:20"))
    story.is_moved(other(), mon("09:30"))
    assert story.refusal == "ticket SD-7 is closed and takes no command; a new problem is a new ticket"


def test_whoever_is_moved_to_and_fro_carries_each_of_the_terms_once() -> None:
    story = opened(gold(), "P4", mon("09:00"))
    for minute in range(1, 21):
        story.is_moved(renamed() if minute % 2 else gold(), mon("09:00") + minutes(minute))
    assert len(story.all(TicketMigrated)) == 20
    assert story.ticket.former_terms == (gold(), renamed())
    story.time_passes_until(fri("15:00"))
    assert story.all(PromiseMissed) == [missed("reaction", mon("17:00"))]
    assert story.all(Escalated) == [escalated(TEAM, LEADER, fri("13:00"))]


def test_a_ticket_can_have_so_many_different_terms_and_no_more() -> None:
    story = opened(gold(), "P4", mon("09:00"))
    for number in range(1, MOST_TERMS + 1):
        story.is_moved(other(plan=f"gold-{number}"), mon("09:00") + minutes(number))
    assert (story.refusal, len(story.ticket.former_terms)) == (None, MOST_TERMS)
    story.is_moved(other(plan="gold-again"), mon("10:00"))
    assert story.refusal is not None
    assert story.refusal.startswith(f"ticket SD-7 has had {MOST_TERMS} different terms and can carry no more")
    story.is_moved(gold(), mon("10:10"))
    assert story.refusal is None
    assert story.ticket.terms == gold()


@pytest.mark.parametrize("theatre", [None, "americas"])
async def test_a_moved_ticket_and_its_events_travel_as_they_are(theatre: str | None) -> None:
    story = opened(gold(), "P1", mon("09:00"))
    story.when(Acknowledge(), mon("09:10"))
    story.is_moved(renamed(), mon("10:00"), **({"theatre": theatre} if theatre else {}))
    story.time_passes_until(mon("18:00"))
    assert broken_link(story.stream) is None
    assert (story.ticket.level, story.ticket.asked_theatre) == (MANAGER, theatre)
    for value, kind in ((story.stream, list[Recorded]), (story.ticket, Ticket)):
        assert await data_converter.decode(await data_converter.encode([value]), [kind]) == [value]


def resolved_and_moved_to_a_reaction() -> Moving:
    """Best effort was promised until it was resolved; then it is moved to terms with a reaction."""
    story = opened(gold(rows={**gold().rows, "P4": row()}), "P4", mon("09:00"))
    story.when(Resolve(), mon("10:00"))
    story.is_moved(other(), tue("09:00"))
    assert isinstance(story.ticket.promises["reaction"], Running)
    return story


def test_a_promise_that_began_while_resolved_is_kept_by_whatever_closes_the_ticket() -> None:
    accepted = resolved_and_moved_to_a_reaction()
    accepted.when(RecordCustomerResponse(accepts_solution=True), tue("10:00"))
    assert accepted.ticket.promises["reaction"] == Kept(at=tue("10:00"))
    undisputed = resolved_and_moved_to_a_reaction()
    undisputed.time_passes_until(mon("09:00", week=1))
    assert isinstance(undisputed.ticket.status, Closed)
    assert undisputed.ticket.promises["reaction"] == Kept(at=undisputed.ticket.status.at)
    asked = resolved_and_moved_to_a_reaction()
    asked.when(Close(), tue("10:00"))
    assert asked.ticket.promises["reaction"] == Kept(at=tue("10:00"))
    for story in (accepted, undisputed, asked):
        assert isinstance(story.stream[-1].event, TicketClosed)
