"""Levels that are asked again, and another company, which hears only what it is asked (semantics 18, 18a)."""

from domain.terms.terms import Step
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    Escalate,
    RecordCustomerResponse,
    Reopen,
    Resolve,
    WaitForCustomer,
)
from domain.ticket.events import Escalated, PromiseKept, PromiseMissed, WaitEnded
from tests.domain.given.asking import answers_missed, asked, opened, to_the_maker
from tests.domain.given.facts import kept, missed
from tests.domain.given.story import given
from tests.domain.given.terms import DESK, MAKER, TECHNICAL, imagen
from tests.domain.given.times import hours, mon, tue

ROWS = imagen().rows.items()


def test_a_manufacturer_hears_what_it_is_asked_and_nothing_else() -> None:
    story = given(imagen(warnings=(0.5,)), "minor", mon("09:00")).when(Escalate(), mon("10:00"))
    story.time_passes_until(mon("10:31")).when(Escalate(requested_by=TECHNICAL), mon("11:00"))
    assert story.told_of(Escalated) == [MAKER, TECHNICAL]
    story.when(WaitForCustomer(), mon("11:05")).when(RecordCustomerResponse(), mon("11:10"))
    story.when(ChangePriority(priority="critical"), mon("11:20")).when(Resolve(), mon("11:30"))
    story.when(Reopen(), mon("11:40")).time_passes_until(tue("11:01"))
    told = {story.stream[one.event - 1].event.type for one in story.told if one.recipient == MAKER}
    assert told == {"Escalated"}
    instead = {story.stream[one.event - 1].event.type for one in story.told if one.recipient == TECHNICAL}
    assert instead == {
        "Escalated",
        "CustomerResponded",
        "PriorityChanged",
        "TicketReopened",
        "WarningGiven",
        "PromiseMissed",
    }


def test_a_manufacturer_is_not_told_in_the_place_of_a_manager_whom_nobody_can_reach() -> None:
    story = given(imagen(), "critical", mon("09:00"), nobody_at=(TECHNICAL,)).when(Escalate(), mon("10:00"))
    assert story.told_of(Escalated) == [TECHNICAL, DESK]
    assert story.all(Escalated)[0].without_contact == (TECHNICAL,)


def test_a_level_that_owes_an_answer_already_is_not_asked_again_but_the_customer_is_heard() -> None:
    story = opened().when(Escalate(), mon("10:00")).when(WaitForCustomer(), mon("10:10"))
    story.since_last_asked()
    story.when(Escalate(to=TECHNICAL), mon("10:20")).then(WaitEnded(occurred_at=mon("10:20"), on="customer"))
    story.when(Escalate(to=TECHNICAL), mon("10:25")).then()
    assert answers_missed(story.time_passes_until(mon("10:31"))) == [missed("answer", mon("10:30"), level=TECHNICAL)]


def test_a_level_that_has_answered_is_asked_again_and_has_its_time_anew() -> None:
    story = opened().when(Escalate(), mon("10:00")).when(Acknowledge(level=TECHNICAL), mon("10:10"))
    story.when(WaitForCustomer(), mon("10:20"))
    story.since_last_asked()
    story.when(Escalate(to=TECHNICAL), mon("11:00"))
    story.then(
        WaitEnded(occurred_at=mon("11:00"), on="customer"),
        asked(TECHNICAL, "customer", mon("11:00"), before=TECHNICAL),
    )
    assert story.told_of(Escalated) == [TECHNICAL]
    story.time_passes_until(mon("11:31")).then(missed("answer", mon("11:30"), level=TECHNICAL))
    assert story.told_of(PromiseMissed) == ["customer"]


def test_a_level_that_is_late_is_asked_again_and_its_miss_stays_one() -> None:
    story = opened().when(Acknowledge(), mon("09:30")).when(Escalate(), mon("10:00"))
    story.time_passes_until(mon("10:45")).when(Escalate(to=TECHNICAL), mon("10:45"))
    story.when(Acknowledge(level=TECHNICAL), mon("11:00")).time_passes_until(mon("12:00"))
    assert story.all(PromiseKept)[-1] == kept("answer", mon("11:00"), level=TECHNICAL)
    assert answers_missed(story) == [missed("answer", mon("10:30"), level=TECHNICAL)]
    assert story.ticket.breached
    story.when(Escalate(to=TECHNICAL), mon("13:00")).when(Acknowledge(level=TECHNICAL), mon("13:10"))
    assert story.ticket.breached


def test_asking_a_level_below_again_gives_no_level_back() -> None:
    story = to_the_maker()
    story.when(Escalate(to=TECHNICAL), mon("11:00"))
    story.then(asked(TECHNICAL, "customer", mon("11:00"), before=TECHNICAL))
    assert story.ticket.level == MAKER
    story.time_passes_until(mon("11:31")).then(missed("answer", mon("11:30"), level=TECHNICAL))


def test_a_manufacturer_is_asked_again_by_whoever_may_ask_it() -> None:
    story = to_the_maker().time_passes_until(tue("10:11"))
    story.since_last_asked()
    story.when(Escalate(to=MAKER, requested_by=TECHNICAL), tue("10:30"))
    story.then(asked(MAKER, TECHNICAL, tue("10:30"), before=MAKER))
    assert story.told_of(Escalated) == [MAKER]
    story.when(Escalate(to=MAKER), tue("11:00")).then_refused("customer cannot", "only technical-manager may")


def test_a_level_that_was_reached_and_never_asked_has_what_is_asked_of_it_already() -> None:
    timed = {name: one.model_copy(update={"ladder": (Step(level=TECHNICAL, after=hours(1)),)}) for name, one in ROWS}
    story = given(imagen(rows=timed), "minor", mon("09:00")).time_passes_until(mon("10:01"))
    story.since_last_asked()
    story.when(Escalate(to=TECHNICAL), mon("10:30")).then()
    assert story.ticket.answers == {}
