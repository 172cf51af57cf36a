"""A level that somebody asks for, and its own time to answer (semantics 14, 17a, 18, 18a)."""

import pytest

from domain.terms.terms import Level, Silence, Terms
from domain.ticket.commands import Acknowledge, Escalate, Resolve, WaitForCustomer, WaitForThirdParty
from domain.ticket.events import (
    Acknowledged,
    CustomerReminded,
    Escalated,
    PromiseKept,
    PromiseMissed,
    TicketReopened,
    WaitEnded,
    WarningGiven,
)
from domain.ticket.ticket import Kept
from tests.domain.given.asking import answers_missed, asked, opened, to_the_maker
from tests.domain.given.facts import kept, missed, warned
from tests.domain.given.story import given
from tests.domain.given.terms import DESK, MAKER, SILENCE, TECHNICAL, imagen
from tests.domain.given.times import A_MICROSECOND, fri, minutes, mon, sat, tue


def test_the_customer_asks_for_the_manager_who_has_thirty_minutes_to_answer() -> None:
    story = opened().when(Escalate(reason="Nobody calls back"), mon("10:00"))
    reached = Escalated(
        occurred_at=mon("10:00"),
        before=DESK,
        after=TECHNICAL,
        requested_by="customer",
        reason="Nobody calls back",
    )
    story.then(reached)
    story.time_passes_until(mon("10:31")).then(missed("answer", mon("10:30"), level=TECHNICAL))
    assert story.ticket.level == TECHNICAL


def test_a_level_that_answers_at_the_very_end_has_answered_in_time() -> None:
    story = opened().when(Escalate(), mon("10:00")).when(Acknowledge(level=TECHNICAL), mon("10:30"))
    story.then(
        asked(TECHNICAL, "customer", mon("10:00")),
        Acknowledged(occurred_at=mon("10:30"), level=TECHNICAL),
        kept("attention", mon("10:30")),
        kept("answer", mon("10:30"), level=TECHNICAL),
    )


def test_the_case_was_taken_in_charge_when_somebody_first_did() -> None:
    story = opened().when(Acknowledge(), mon("09:30")).when(Escalate(), mon("10:00"))
    story.when(Acknowledge(level=TECHNICAL), mon("10:20"))
    assert story.ticket.acknowledged_at == mon("09:30")
    assert story.ticket.answers[TECHNICAL].judgement == Kept(at=mon("10:20"))


def test_a_microsecond_later_it_has_not() -> None:
    late = mon("10:30") + A_MICROSECOND
    story = opened().when(Escalate(), mon("10:00")).when(Acknowledge(level=TECHNICAL), late)
    assert answers_missed(story) == [missed("answer", mon("10:30"), level=TECHNICAL)]


def test_the_desk_that_takes_charge_does_not_answer_for_the_manager() -> None:
    story = opened().when(Escalate(), mon("10:00")).when(Acknowledge(), mon("10:10"))
    story.time_passes_until(mon("10:31"))
    assert story.all(PromiseKept)[1:] == [kept("attention", mon("10:10"))]
    assert answers_missed(story) == [missed("answer", mon("10:30"), level=TECHNICAL)]


def test_the_managers_time_is_the_offices_and_the_manufacturers_that_of_the_clock() -> None:
    manager = opened().when(Escalate(), fri("17:50")).time_passes_until(mon("10:00", week=1))
    assert answers_missed(manager) == [missed("answer", mon("09:20", week=1), level=TECHNICAL)]
    maker = opened().when(Escalate(), fri("16:00")).when(Acknowledge(level=TECHNICAL), fri("16:05"))
    maker.when(Escalate(requested_by=TECHNICAL), fri("17:00")).time_passes_until(mon("08:00", week=1))
    assert answers_missed(maker) == [missed("answer", sat("17:00"), level=MAKER)]


@pytest.mark.parametrize("wait", [WaitForThirdParty(party=MAKER), WaitForCustomer()], ids=lambda one: one.type)
def test_no_wait_stops_the_time_to_answer(wait: WaitForCustomer | WaitForThirdParty) -> None:
    story = to_the_maker().when(wait, mon("10:15")).time_passes_until(tue("10:11"))
    assert answers_missed(story) == [missed("answer", tue("10:10"), level=MAKER)]


def test_a_level_that_was_asked_while_the_ticket_waited_has_its_time_from_the_request() -> None:
    story = opened().when(WaitForThirdParty(party="Acme"), mon("09:30")).when(Escalate(), mon("10:00"))
    story.time_passes_until(mon("10:31"))
    assert answers_missed(story) == [missed("answer", mon("10:30"), level=TECHNICAL)]


def test_a_missed_answer_is_told_to_whoever_asked_and_to_the_level_above() -> None:
    story = opened().when(Escalate(), mon("10:00")).time_passes_until(mon("10:31"))
    assert story.told_of(PromiseMissed) == ["customer"]
    directed = given(with_directors(), "minor", mon("09:00")).when(Escalate(), mon("10:00"))
    assert directed.time_passes_until(mon("10:31")).told_of(PromiseMissed) == ["customer", "director"]


def with_directors() -> Terms:
    terms = imagen()
    return terms.model_copy(update={"levels": (*terms.levels, Level(name="director"), Level(name="president"))})


def test_the_last_level_has_nobody_above_to_tell() -> None:
    story = to_the_maker().time_passes_until(tue("10:11"))
    assert story.told_of(PromiseMissed) == [TECHNICAL]
    assert story.ticket.level == MAKER


def test_who_is_asked_is_warned_of_its_answer_whatever_is_waited_for() -> None:
    story = given(imagen(warnings=(0.5,)), "minor", mon("09:00")).when(Escalate(), mon("10:00"))
    story.when(WaitForCustomer(), mon("10:05")).time_passes_until(mon("10:20"))
    expected = warned("answer", 0.5, mon("10:15"), level=TECHNICAL, deadline=mon("10:30"))
    assert story.all(WarningGiven) == [expected]
    assert story.told_of(WarningGiven) == [TECHNICAL]


def test_an_escalation_that_the_customer_asks_for_is_a_response() -> None:
    story = opened().when(WaitForCustomer(), mon("09:30"))
    story.since_last_asked()
    story.when(Escalate(), mon("10:00"))
    story.then(WaitEnded(occurred_at=mon("10:00"), on="customer"), asked(TECHNICAL, "customer", mon("10:00")))


def test_one_that_a_level_asks_for_is_not() -> None:
    story = opened().when(Escalate(), mon("10:00")).when(WaitForCustomer(), mon("10:05"))
    story.since_last_asked()
    story.when(Escalate(requested_by=TECHNICAL), mon("10:10"))
    story.then(asked(MAKER, TECHNICAL, mon("10:10"), before=TECHNICAL))
    assert story.ticket.ledger.paused_for == ("customer",)


def test_only_who_the_contract_names_may_ask() -> None:
    story = opened()
    story.when(Escalate(to=MAKER), mon("10:00")).then_refused("customer cannot", "only technical-manager may")
    story.when(Escalate(requested_by=DESK), mon("10:00")).then_refused("help-desk cannot", "only customer may")
    story.when(Escalate(to=MAKER, requested_by=TECHNICAL), mon("10:00")).then_refused("does not have the ticket")
    story.when(Escalate(to="the-president"), mon("10:00")).then_refused("no level the-president", MAKER)


def test_there_is_nothing_above_the_last_level() -> None:
    to_the_maker().when(Escalate(requested_by=TECHNICAL), mon("11:00")).then_refused("nothing above")


def test_the_customer_who_escalates_a_resolved_ticket_reopens_it_and_a_level_cannot() -> None:
    story = opened().when(Resolve(), mon("10:00"))
    story.since_last_asked()
    story.when(Escalate(requested_by=TECHNICAL, to=MAKER), mon("10:30")).then_refused("resolved")
    story.when(Escalate(), mon("11:00"))
    reopened, reached = story.since_last_asked()
    assert isinstance(reopened, TicketReopened)
    assert reached == asked(TECHNICAL, "customer", mon("11:00"))


def test_resolving_keeps_an_answer_that_is_still_awaited() -> None:
    story = to_the_maker().when(Resolve(), mon("11:00"))
    assert kept("answer", mon("11:00"), level=MAKER) in story.since_last_asked()
    assert answers_missed(story.time_passes_until(tue("12:00"))) == []


def test_a_missed_attention_is_told_to_the_team_and_to_the_level_that_the_contract_names() -> None:
    story = given(imagen(), "critical", mon("09:00")).time_passes_until(mon("11:01"))
    story.then(kept("reception", mon("09:00")), missed("attention", mon("11:00")))
    assert story.told_of(PromiseMissed) == [DESK, TECHNICAL]
    assert story.ticket.level == DESK


def test_an_unknown_level_cannot_answer() -> None:
    opened().when(Acknowledge(level="the-president"), mon("10:00")).then_refused("no level the-president")


def test_due_at_one_instant_an_answer_comes_before_silence() -> None:
    at_once = Silence(**{**SILENCE.model_dump(), "reminders": (minutes(30),)})
    story = given(imagen(silence=at_once), "minor", mon("09:00")).when(Escalate(), mon("10:00"))
    story.when(WaitForCustomer(), mon("10:00"))
    story.since_last_asked()
    story.time_passes_until(mon("10:31")).then(
        missed("answer", mon("10:30"), level=TECHNICAL),
        CustomerReminded(occurred_at=mon("10:30"), nth=1, due_at=mon("10:30")),
    )
