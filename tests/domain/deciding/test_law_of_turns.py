"""Whatever wakes a ticket, and however it travels, its life is the same (semantics 7a, 8, 9, 22)."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.clock.advance import advance, after
from domain.clock.due import due, due_before
from domain.deciding.turns import take, tick
from domain.showing.sentences import sentence
from domain.showing.snapshot import snapshot
from domain.ticket.events import Event, TicketClosed
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded, broken_link
from domain.ticket.ticket import Closed, Ticket
from tests.domain.given.driving import lived, opened
from tests.domain.given.lives import HORIZON, LAW, Drawn, command_of, lives
from tests.domain.given.story import Story
from tests.domain.given.times import A_MILLISECOND

MOMENTS = st.lists(st.integers(0, HORIZON * 60), max_size=8).map(sorted)


def happened(story: Story) -> list[Event]:
    return [recorded.event for recorded in story.stream]


def woken_at(story: Story, moments: list[datetime], until: datetime) -> None:
    for moment in moments:
        if story.now < moment < until:
            story.time_passes_until(moment).the_worker_is_down_until(moment)


@LAW
@given(lives(), MOMENTS)
def test_a_ticket_that_is_woken_without_need_lives_the_same_life(drawn: Drawn, seconds: list[int]) -> None:
    moments = [drawn.office.start + timedelta(seconds=number) for number in seconds]
    story = opened(drawn)
    for minute, deed in drawn.deeds:
        woken_at(story, moments, drawn.instant(minute))
        story.when(command_of(deed), drawn.instant(minute))
    woken_at(story, moments, drawn.instant(HORIZON))
    assert happened(story.time_passes_until(drawn.instant(HORIZON))) == happened(lived(drawn))


@LAW
@given(lives())
def test_a_command_after_an_outage_meets_what_a_tick_at_that_instant_would_have_told(drawn: Drawn) -> None:
    story = opened(drawn)
    for minute, deed in drawn.deeds:
        now = drawn.instant(minute)
        slept = take(story.ticket, command_of(deed), now, awaited=True)
        woken = tick(story.ticket, now)
        then = take(after(story.ticket, woken.events), command_of(deed), now, awaited=True)
        assert slept.refusal == then.refusal
        if slept.refusal is None:
            assert slept.events == (*woken.events, *then.events)
        story.arrives(command_of(deed), now)


@LAW
@given(lives())
def test_a_life_replays_travels_as_json_and_keeps_its_chain(drawn: Drawn) -> None:
    story = lived(drawn)
    assert replay(story.stream) == story.ticket
    travelled = [Recorded.model_validate_json(one.model_dump_json(exclude_none=True)) for one in story.stream]
    assert [one.stored() for one in travelled] == [one.stored() for one in story.stream]
    assert broken_link(travelled) is None
    assert Ticket.model_validate_json(story.ticket.model_dump_json(exclude_none=True)) == story.ticket


@LAW
@given(lives())
def test_what_is_learned_never_steps_back_and_is_never_learned_before_it_is_true(drawn: Drawn) -> None:
    stream = lived(drawn).stream
    learned = [one.recorded_at for one in stream]
    assert learned == sorted(learned)
    assert [one.number for one in stream if one.event.occurred_at > one.recorded_at] == []
    assert [one.number for one in stream] == list(range(1, len(stream) + 1))


@LAW
@given(lives())
def test_after_its_closing_a_ticket_records_nothing(drawn: Drawn) -> None:
    story = lived(drawn)
    ends = [number for number, one in enumerate(story.stream) if isinstance(one.event, TicketClosed)]
    assert ends in ([], [len(story.stream) - 1])
    assert isinstance(story.ticket.status, Closed) == bool(ends)
    assert not (ends and (due(story.ticket) or story.next_timer))


@LAW
@given(lives())
def test_every_alarm_brings_what_it_names_and_the_next_lies_no_earlier(drawn: Drawn) -> None:
    story = opened(drawn)
    for minute, deed in (*drawn.deeds, (HORIZON, ("note", ""))):
        while (upcoming := due(story.ticket)) is not None and upcoming.at + A_MILLISECOND <= drawn.instant(minute):
            ring = upcoming.at + A_MILLISECOND
            first = due_before(story.ticket, ring)
            assert first is not None
            assert (first.at, first.label, first.events()) == (upcoming.at, upcoming.label, upcoming.events())
            named, progress = upcoming.events(), advance(story.ticket, ring)
            assert [one.event for one in progress[: len(named)]] == named
            story.time_passes_until(ring)
            later = due(story.ticket)
            assert later is None or later.at >= ring
        story.when(command_of(deed), drawn.instant(minute))


@LAW
@given(lives())
def test_every_fact_has_a_sentence_and_every_ticket_a_snapshot_with_its_promises(drawn: Drawn) -> None:
    story = opened(drawn)
    for minute, deed in drawn.deeds:
        story.when(command_of(deed), drawn.instant(minute))
        seen = snapshot(story.ticket, story.next_timer)
        assert seen.standing.next_due == (story.next_timer.at if story.next_timer else None)
        running = {promise.promise for promise in seen.promises if promise.state == "running"}
        assert story.ticket.ledger.runs or running <= {"answer"}
    told = [sentence(one.event, story.ticket.terms.zone) for one in story.stream]
    assert all(told)
