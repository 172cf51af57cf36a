"""Events are numbered, dated and chained; a ticket is what its events make of it (semantics 8, 9, 9a)."""

import pytest
from pydantic import ValidationError

from domain.clock.advance import advance, after
from domain.ticket.commands import Acknowledge, AddNote, ChangePriority, RecordCustomerResponse, WaitForCustomer
from domain.ticket.events import TicketOpened
from domain.ticket.evolve import evolve, replay
from domain.ticket.recorded import GENESIS, Recorded, broken_link
from domain.ticket.ticket import Ticket
from tests.domain.given.story import Story, given
from tests.domain.given.terms import platinum
from tests.domain.given.times import A_MILLISECOND, mon, tue, wed


def a_life() -> Story:
    story = given(platinum(warnings=(0.5, 0.9)), "P2", mon("09:00"), channel="phone")
    story.when(AddNote(text="Zwölf Anrufe, naïve Leitung ☎", by="Ada"), mon("09:30"))
    story.when(WaitForCustomer(question="Welche?"), mon("10:00")).when(RecordCustomerResponse(), tue("10:00"))
    story.when(ChangePriority(priority="P1"), tue("11:00")).when(Acknowledge(id="a-1"), tue("12:00"))
    return story.time_passes_until(wed("18:00"))


def test_events_are_numbered_from_one_and_learned_in_order() -> None:
    stream = a_life().stream
    assert [recorded.number for recorded in stream] == list(range(1, len(stream) + 1))
    learned = [recorded.recorded_at for recorded in stream]
    assert learned == sorted(learned)


def test_a_sound_stream_has_no_broken_link() -> None:
    assert broken_link(a_life().stream) is None


@pytest.mark.parametrize("number", [1, 2, 7])
def test_a_changed_event_breaks_the_chain_at_its_number(number: int) -> None:
    stream = a_life().stream
    changed = stream[number - 1]
    later = changed.event.model_copy(update={"occurred_at": changed.event.occurred_at + A_MILLISECOND})
    stream[number - 1] = changed.model_copy(update={"event": later})
    assert broken_link(stream) == number


def test_an_event_that_is_left_out_moved_or_dated_anew_breaks_the_chain() -> None:
    stream = a_life().stream
    assert broken_link([*stream[:3], *stream[4:]]) == 4
    assert broken_link([stream[0], stream[2], stream[1], *stream[3:]]) == 2
    redated = stream[4].model_copy(update={"recorded_at": stream[4].recorded_at + A_MILLISECOND})
    assert broken_link([*stream[:4], redated, *stream[5:]]) == 5


def test_a_digest_that_is_made_anew_breaks_the_chain_at_the_next_event() -> None:
    stream = a_life().stream
    forged = stream[2].model_copy(update={"recorded_at": stream[2].recorded_at + A_MILLISECOND})
    forged = forged.model_copy(update={"digest": forged.digest_after(stream[1].digest)})
    assert broken_link([*stream[:2], forged, *stream[3:]]) == 4


def test_a_part_of_a_stream_can_be_checked_by_itself() -> None:
    stream = a_life().stream
    assert broken_link(stream[5:], before=stream[4].digest, first=6) is None
    assert broken_link(stream[5:], before=GENESIS, first=6) == 6


def test_a_ticket_is_what_its_events_make_of_it_whole_or_in_parts() -> None:
    story = a_life()
    assert replay(story.stream) == story.ticket
    assert after(replay(story.stream[:4]), story.stream[4:]) == story.ticket


def test_a_stream_and_its_ticket_are_the_same_after_a_journey_as_json() -> None:
    story = a_life()
    travelled = [Recorded.model_validate_json(recorded.model_dump_json()) for recorded in story.stream]
    assert travelled == story.stream
    assert broken_link(travelled) is None
    stored = [recorded.model_dump_json(exclude_none=True) for recorded in story.stream]
    assert [Recorded.model_validate_json(text) for text in stored] == story.stream
    assert Ticket.model_validate_json(story.ticket.model_dump_json()) == story.ticket
    assert Ticket.model_validate_json(story.ticket.model_dump_json(exclude_none=True)) == story.ticket


def test_a_field_that_is_not_set_is_not_stored() -> None:
    note = a_life().stream[1]
    assert b"null" not in note.stored()
    assert b'"by":"Ada"' in note.stored()


def test_events_and_tickets_cannot_be_changed() -> None:
    story = a_life()
    with pytest.raises(ValidationError):
        setattr(story.stream[1].event, "occurred_at", mon("09:00"))  # noqa: B010
    with pytest.raises(ValidationError):
        setattr(story.ticket, "number", 1)  # noqa: B010


def test_a_stream_begins_with_its_opening_and_has_only_one() -> None:
    story = a_life()
    with pytest.raises(ValueError, match="begins with TicketOpened"):
        evolve(None, story.stream[1])
    with pytest.raises(ValueError, match="TicketOpened"):
        replay([])
    assert isinstance(story.stream[0].event, TicketOpened)


def test_what_is_due_is_learned_now_and_in_the_order_in_which_it_came_due() -> None:
    ticket = given(platinum(), "P1", mon("09:00")).ticket
    passed = advance(ticket, wed("09:00"))
    assert [recorded.event.type for recorded in passed] == ["PromiseMissed", "PromiseMissed", "Escalated"]
    occurred = [recorded.event.occurred_at for recorded in passed]
    assert occurred == sorted(occurred)
    assert {recorded.recorded_at for recorded in passed} == {wed("09:00")}
