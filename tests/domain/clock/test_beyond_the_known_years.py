"""A wait can outlast the holidays that a ticket's terms know (semantics 5 and 10)."""

from datetime import timedelta

from domain.ticket.commands import Close, RecordThirdPartyResponse, WaitForThirdParty
from domain.ticket.events import CommandRefused, TicketClosed
from tests.domain.given.story import given
from tests.domain.given.terms import gold
from tests.domain.given.times import mon

A_LONG_WAIT = timedelta(days=365 * 20)


def test_a_response_after_the_last_known_year_is_refused_with_a_sentence_and_the_ticket_can_be_closed() -> None:
    story = given(gold(), "P2", mon("09:00")).when(WaitForThirdParty(party="Acme"), mon("09:10"))
    late = mon("09:10") + A_LONG_WAIT
    story.since_last_asked()
    story.when(RecordThirdPartyResponse(), late).then_refused("The holidays are known for")
    story.when(RecordThirdPartyResponse(), late, signal=True)
    [refused] = story.all(CommandRefused)
    assert "The holidays are known for" in getattr(refused, "sentence", "")
    story.when(Close(), late)
    assert len(story.all(TicketClosed)) == 1
