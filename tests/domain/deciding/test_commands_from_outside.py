"""When a command counts, and what is remembered of it (semantics 23, 23b-e)."""

from datetime import datetime

import pytest

from domain.deciding.turns import open_ticket
from domain.errors import OtherContent
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.ticket.commands import (
    Acknowledge,
    AddNote,
    Assign,
    Escalate,
    OpenTicket,
    RecordCustomerResponse,
    WaitForCustomer,
)
from domain.ticket.events import CommandRefused, NoteAdded, TicketAssigned, WaitStarted
from domain.ticket.memory import Memory
from tests.domain.given.story import Story, given
from tests.domain.given.terms import TEAM, gold
from tests.domain.given.times import A_MICROSECOND, fri, minutes, mon, tue


def noted_at_ten() -> Story:
    story = given(gold(), "P4", mon("09:00")).when(AddNote(text="First"), mon("10:00"))
    story.since_last_asked()
    return story


def test_a_fact_names_who_brought_it_and_by_which_command() -> None:
    story = given(gold(), "P4", mon("09:00")).when(AddNote(text="Hi", by="Ada", id="n-1"), mon("10:00"))
    story.then(NoteAdded(occurred_at=mon("10:00"), by="Ada", command="n-1", text="Hi"))


def test_a_command_counts_from_the_instant_at_which_it_was_true() -> None:
    story = given(gold(), "P4", mon("09:00")).when(WaitForCustomer(at=mon("09:30")), mon("10:00"))
    story.then(WaitStarted(occurred_at=mon("09:30"), on="customer"))
    assert story.stream[-1].recorded_at == mon("10:00")


def test_at_the_last_fact_itself_is_early_enough_and_a_microsecond_before_is_not() -> None:
    noted_at_ten().when(AddNote(text="Second", at=mon("10:00")), mon("11:00")).then(
        NoteAdded(occurred_at=mon("10:00"), text="Second")
    )
    too_early = AddNote(text="Second", at=mon("10:00") - A_MICROSECOND)
    noted_at_ten().when(too_early, mon("11:00")).then_refused("before the ticket's last fact", "2026-03-02T09:00:00Z")


def test_a_signal_that_is_too_early_is_taken_at_the_last_fact_and_says_what_was_asked() -> None:
    story = noted_at_ten().when(AddNote(text="Second", at=mon("09:30")), mon("11:00"), signal=True)
    story.then(NoteAdded(occurred_at=mon("10:00"), asked_at=mon("09:30"), text="Second"))


def test_a_minute_ahead_is_now_for_everybody() -> None:
    ahead = AddNote(text="Second", at=mon("11:01"))
    for signal in (True, False):
        story = noted_at_ten().when(ahead, mon("11:00"), signal=signal)
        story.then(NoteAdded(occurred_at=mon("11:00"), text="Second"))


def test_further_ahead_an_update_is_refused_and_a_signal_is_now_and_says_what_was_asked() -> None:
    at = mon("11:01") + A_MICROSECOND
    noted_at_ten().when(AddNote(text="Second", at=at), mon("11:00")).then_refused(
        "in the future", "2026-03-02T10:00:00Z"
    )
    story = noted_at_ten().when(AddNote(text="Second", at=at), mon("11:00"), signal=True)
    story.then(NoteAdded(occurred_at=mon("11:00"), asked_at=at, text="Second"))


@pytest.mark.parametrize(
    ("sent", "counts"),
    [
        (mon("10:30"), mon("10:30")),
        (mon("10:00"), mon("10:00")),
        (mon("09:15"), mon("10:00")),
        (mon("11:00"), mon("11:00")),
        (tue("11:00"), mon("11:00")),
    ],
    ids=["in between", "the last fact", "before it", "now", "ahead"],
)
@pytest.mark.parametrize("signal", [True, False], ids=["signal", "update"])
def test_without_an_instant_it_counts_from_when_it_was_sent_moved_into_the_open_span(
    sent: datetime, counts: datetime, signal: bool
) -> None:
    command = AddNote(text="Second", sent_at=sent)
    story = noted_at_ten().when(command, mon("11:00"), signal=signal)
    story.then(NoteAdded(occurred_at=counts, text="Second"))


def test_an_instant_goes_before_the_senders_stamp() -> None:
    story = noted_at_ten().when(AddNote(text="Second", at=mon("10:10"), sent_at=mon("10:50")), mon("11:00"))
    story.then(NoteAdded(occurred_at=mon("10:10"), text="Second"))


def test_a_command_that_was_sent_before_the_deadline_and_came_after_it_is_in_time() -> None:
    story = given(gold(), "P2", mon("09:00")).arrives(Acknowledge(sent_at=mon("10:59")), mon("11:30"))
    assert not story.ticket.breached


def test_a_refused_update_leaves_nothing_behind() -> None:
    story = noted_at_ten()
    before = story.ticket
    story.when(Escalate(), mon("11:00")).then_refused("cannot escalate")
    assert story.ticket == before


def test_a_refused_signal_becomes_a_fact_with_the_sentence_and_is_told_to_the_level() -> None:
    story = noted_at_ten().when(Escalate(id="e-1"), mon("11:00"), signal=True)
    (refused,) = story.since_last_asked()
    assert isinstance(refused, CommandRefused)
    assert (refused.asked, refused.occurred_at, refused.command) == ("escalate", mon("11:00"), "e-1")
    assert "customer cannot escalate" in refused.sentence
    assert story.told_of(CommandRefused) == [TEAM]
    assert story.refusal is None


def test_what_was_due_before_a_refused_signal_is_told_before_it() -> None:
    story = given(gold(), "P2", mon("09:00")).arrives(Escalate(), mon("11:30"), signal=True)
    assert [event.type for event in story.since_last_asked()] == ["PromiseMissed", "CommandRefused"]


def test_a_clock_that_steps_back_never_moves_what_was_recorded() -> None:
    story = noted_at_ten().arrives(AddNote(text="Second"), mon("09:30"))
    story.then(NoteAdded(occurred_at=mon("10:00"), text="Second"))
    assert [one.recorded_at for one in story.stream] == [mon("09:00"), mon("10:00"), mon("10:00")]


def test_an_assignment_is_a_fact_once() -> None:
    story = noted_at_ten().when(Assign(to="Ada"), mon("11:00")).when(Assign(to="Ada"), mon("11:30"))
    story.then(TicketAssigned(occurred_at=mon("11:00"), to="Ada"))
    assert story.ticket.owner == "Ada"


def opening(at: datetime | None = None, sent_at: datetime | None = None) -> OpenTicket:
    return OpenTicket(
        ticket="SD-7",
        customer="Bar Sport",
        subject="Silence",
        request=Request(contract="europe-1", priority="P4"),
        at=at,
        sent_at=sent_at,
    )


def test_an_opening_in_the_future_is_refused_and_a_minute_ahead_it_is_now() -> None:
    refused = open_ticket(opening(at=mon("09:02")), lambda _: gold(), mon("09:00"))
    assert refused.refusal is not None
    assert "in the future" in refused.refusal
    assert (refused.events, refused.next_timer, refused.announcements) == ((), None, ())
    opened = open_ticket(opening(at=mon("09:01")), lambda _: gold(), mon("09:00"))
    assert opened.events[0].event.occurred_at == mon("09:00")


def test_an_opening_counts_from_when_it_was_true_and_takes_the_terms_of_then() -> None:
    asked: list[datetime] = []

    def terms_at(instant: datetime) -> Terms:
        asked.append(instant)
        return gold()

    decision = open_ticket(opening(at=fri("10:00")), terms_at, mon("09:00", week=1))
    assert asked == [fri("10:00")]
    assert decision.events[0].event.occurred_at == fri("10:00")
    assert decision.events[0].recorded_at == mon("09:00", week=1)


def test_a_repeat_of_an_id_is_known_whenever_it_is_sent() -> None:
    memory = Memory().with_commands([AddNote(id="n-1", text="Hi", sent_at=mon("09:00"))])
    assert memory.knows(AddNote(id="n-1", text="Hi", sent_at=mon("09:05")))
    assert not memory.knows(AddNote(id="n-2", text="Hi"))
    assert not memory.knows(AddNote(text="Hi"))


@pytest.mark.parametrize(
    "other",
    [
        AddNote(id="n-1", text="Bye"),
        AddNote(id="n-1", text="Hi", at=mon("09:00")),
        RecordCustomerResponse(id="n-1", text="Hi"),
    ],
    ids=["text", "at", "type"],
)
def test_an_id_that_comes_back_with_other_content_is_refused(other: AddNote | RecordCustomerResponse) -> None:
    memory = Memory().with_commands([AddNote(id="n-1", text="Hi")])
    with pytest.raises(OtherContent, match="n-1 was already used"):
        memory.knows(other)


def test_the_last_thousand_ids_are_remembered() -> None:
    memory = Memory()
    for number in range(1001):
        memory = memory.with_commands([AddNote(id=f"n-{number}", text="Hi")])
    assert not memory.knows(AddNote(id="n-0", text="Hi"))
    assert memory.knows(AddNote(id="n-1", text="Hi"))
    assert memory.knows(AddNote(id="n-1000", text="Hi"))


def test_an_opening_that_is_four_years_old_is_taken_and_an_older_one_is_refused() -> None:
    now = mon("09:00")
    old = open_ticket(opening(at=now - minutes(4 * 365 * 24 * 60)), lambda _: gold(), now)
    assert old.refusal is None
    older = open_ticket(opening(at=now - minutes(4 * 365 * 24 * 60 + 1)), lambda _: gold(), now)
    assert older.refusal is not None
    assert "too long ago" in older.refusal
