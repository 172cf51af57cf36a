"""An announcement as there is something to say about it."""

import pytest

from domain.ticket.commands import WaitForThirdParty
from domain.ticket.events import CustomerResponded, MissWithdrawn, TicketReopened, WaitStarted
from domain.ticket.evolve import replay
from domain.ticket.ticket import Working
from people.notices.notice import NoSuchEvent, notice_of
from tests.domain.given.story import given
from tests.domain.given.terms import gold
from tests.domain.given.times import mon
from tests.people.notices.told import lives, told


def test_a_notice_has_the_event_and_the_ticket_after_it_and_nothing_later() -> None:
    stream = lives()[0].life.stream
    notice = notice_of(stream, 5)
    assert notice.event == stream[4].event
    assert notice.ticket == replay(stream[:5])
    assert notice == notice_of(stream[:5], 5)


def test_what_an_answer_brings_in_the_same_breath_belongs_to_it() -> None:
    notice = told(CustomerResponded, to="support-team", ticket="SD-1043").notice
    assert isinstance(notice.ticket.status, Working)
    assert notice.ticket.status.customer is None
    assert isinstance(notice.just_after.status, Working)
    assert notice.just_after.status.customer is not None


def test_the_late_fact_that_withdraws_a_miss_belongs_to_the_withdrawal() -> None:
    notice = told(MissWithdrawn, to="support-team").notice
    assert notice.ticket.acknowledged_at is not None
    assert notice.just_after.acknowledged_at is None


def test_the_question_and_the_summary_are_remembered() -> None:
    assert told(WaitStarted).notice.question == "Which version is installed?\nCan you send us the log?"
    reopened = told(TicketReopened, to="support-regional-manager").notice
    assert reopened.summary == "The trunk was registered again.\nTest calls came in."


def test_a_wait_for_a_third_party_asks_the_customer_nothing() -> None:
    story = given(gold(), "P1", mon("09:00")).when(WaitForThirdParty(party="Bell"), mon("09:10"))
    assert notice_of(story.stream, len(story.stream)).question is None


@pytest.mark.parametrize("number", [0, 999])
def test_an_event_that_the_stream_does_not_have_is_an_error(number: int) -> None:
    with pytest.raises(NoSuchEvent, match=f"not {number}"):
        notice_of(lives()[0].life.stream, number)
