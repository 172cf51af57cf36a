"""Facts of a history that is brought in: who was asked, what cannot be, and what comes after (semantics 17a, 18a, 23).

Gold counts from 09:00 to 18:00 on working days, in days of nine hours. The import's own event has the number 2.
"""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from domain.deciding.importing import History
from domain.deciding.parsing import read_history
from domain.errors import DomainError
from domain.terms.terms import Within
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    Command,
    EngageOnCall,
    Escalate,
    Migrate,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.ticket.events import Acknowledged, CommandRefused, Escalated, OnCallEngaged
from domain.ticket.ticket import Kept, Missed
from tests.domain.given.facts import escalated, kept, missed
from tests.domain.given.terms import LEADER, MAKER, TEAM, TECHNICAL, gold, imagen, platinum, row
from tests.domain.given.times import hours, mon, rome, sat, sun, tue, wed
from tests.domain.imported import IMPORT, OPENED, brought_in, given, refused


def test_a_reception_is_kept_by_the_recording_there() -> None:
    in_time = given(now=tue("09:00"), received=mon("09:20"), terms=imagen(), priority="minor")
    in_time.then(kept("reception", mon("09:20")))
    at_once = given(now=tue("09:00"), terms=imagen(), priority="minor")
    at_once.then(kept("reception", OPENED))
    too_late = given(now=tue("09:00"), received=mon("09:40"), terms=imagen(), priority="minor")
    too_late.then(missed("reception", tue("09:00"), due_at=mon("09:30"), cause=IMPORT))


def test_the_answers_of_levels_that_were_asked_there_are_judged_there_or_awaited_here() -> None:
    now = mon("12:00")
    story = given(
        (mon("09:10"), Escalate(requested_by="customer")),
        (mon("10:00"), Escalate(requested_by=TECHNICAL)),
        terms=imagen(),
        priority="serious",
        now=now,
    )
    asked = Escalated(occurred_at=mon("09:10"), before="help-desk", after=TECHNICAL, requested_by="customer")
    story.then(
        kept("reception", OPENED),
        asked,
        missed("answer", now, level=TECHNICAL, due_at=mon("09:40"), cause=IMPORT),
        Escalated(occurred_at=mon("10:00"), before=TECHNICAL, after=MAKER, requested_by=TECHNICAL),
    )
    assert story.told == []
    # The maker has 24 hours of the clock; the attention is due after four of the office's.
    story.time_passes_until(tue("10:01")).then(
        missed("attention", mon("13:00")), missed("answer", tue("10:00"), level=MAKER)
    )
    assert [one.recipient for one in story.told] == [TECHNICAL, TECHNICAL]


def test_an_answer_is_due_though_the_ticket_waits() -> None:
    now = mon("12:00")
    story = given(
        (mon("09:10"), Escalate(requested_by="customer")),
        (mon("09:20"), WaitForThirdParty(party="Maker")),
        terms=imagen(),
        priority="minor",
        now=now,
    )
    assert story.stream[-1].event == missed("answer", now, level=TECHNICAL, due_at=mon("09:40"), cause=IMPORT)


def test_what_the_on_call_service_has_counts_around_the_clock_there_too() -> None:
    opened, now = sat("20:00"), sun("10:00")
    story = given((sat("22:00"), EngageOnCall()), terms=platinum(), priority="P1", opened=opened, now=now)
    story.then(
        OnCallEngaged(occurred_at=sat("22:00")),
        missed("priority-notification", now, due_at=sat("22:30"), cause=IMPORT),
        missed("reaction", now, due_at=sat("23:00"), cause=IMPORT),
    )
    assert story.ticket.on_call
    # The ladder stays on office hours: two of them on Monday.
    assert story.next_timer is not None
    assert story.next_timer.at == mon("11:00", week=1)


def test_what_the_history_asks_for_and_cannot_have_becomes_a_fact_with_the_sentence() -> None:
    story = given((mon("09:30"), ChangePriority(priority="P9", id="row-3", by="Ann")), now=mon("10:00"))
    story.then(
        CommandRefused(
            occurred_at=mon("09:30"),
            by="Ann",
            command="row-3",
            asked="change_priority",
            sentence="there is no priority P9 in this contract; it can be P1, P2, P3 or P4",
        )
    )


def test_after_the_import_no_fact_may_lie_before_it() -> None:
    story = given(now=mon("10:00"))
    story.when(Acknowledge(at=mon("09:59")), mon("10:05"))
    assert story.refusal is not None
    assert "lies before the ticket's last fact; it can be 2026-03-02T09:00:00Z or later" in story.refusal
    story.when(Acknowledge(at=mon("10:00")), mon("10:05"))
    story.then(Acknowledged(occurred_at=mon("10:00")), kept("reaction", mon("10:00")))


def test_a_late_fact_after_the_import_puts_nothing_in_doubt_that_is_past() -> None:
    story = given(now=mon("12:00"))
    story.when(Acknowledge(at=mon("12:00")), mon("12:30"))
    assert story.stream[-1].event == Acknowledged(occurred_at=mon("12:00"))
    assert isinstance(story.ticket.promises["reaction"], Missed)


def test_the_next_change_of_the_ticket_is_the_cause_of_what_it_brings_due() -> None:
    story = given((mon("09:30"), Acknowledge()), now=mon("12:00"))
    story.when(ChangePriority(priority="P1"), mon("12:10")).time_passes_until(mon("12:11"))
    raised = story.stream[-2]
    assert story.stream[-1].event == escalated(TEAM, LEADER, mon("12:10"), due_at=mon("11:00"), cause=raised.number)


def test_a_level_that_nobody_stands_behind_is_named_in_what_is_past_too() -> None:
    alone = brought_in(gold(), "P2", OPENED, now=mon("14:00"), has_contact=lambda _, level: level != LEADER)
    [step] = [one.recorded.event for one in alone.steps if isinstance(one.recorded.event, Escalated)]
    assert (step.after, step.without_contact) == (LEADER, (LEADER,))


@pytest.mark.parametrize(
    ("history", "now", "opened", "words"),
    [
        ([(mon("08:00"), Acknowledge())], mon("12:00"), OPENED, "lies before the ticket's opening; it can be"),
        ([(mon("12:02"), Acknowledge())], mon("12:00"), OPENED, "lies in the future; it can be"),
        ([], mon("08:00"), OPENED, "lies in the future"),
        ([], mon("09:00"), rome("2022-03-02 09:00"), "is too long ago to open a ticket"),
    ],
)
def test_what_cannot_have_been_is_refused(
    history: list[tuple[datetime, Command]], now: datetime, opened: datetime, words: str
) -> None:
    assert words in refused(*history, now=now, opened=opened)


def test_the_other_systems_clock_may_be_a_minute_ahead() -> None:
    story = given((mon("12:00") + timedelta(seconds=60), Acknowledge()), now=mon("12:00"))
    assert story.ticket.acknowledged_at == mon("12:00")


@pytest.mark.parametrize(
    ("commands", "received", "words"),
    [
        ([{"type": "acknowledge"}], None, "each command of a history needs an at"),
        ([("acknowledge", 10), ("resolve", 9)], None, "no instant of a history may lie before the one before it"),
        ([("acknowledge", 10)], 11, "no instant of a history may lie before the one before it"),
        ([{"type": "migrate", "contract": "c", "at": "2026-03-02T10:00:00Z"}], None, "migrate it afterwards"),
        ([{"type": "acknowlege"}], None, "acknowlege"),
    ],
)
def test_a_history_is_in_order_and_complete_or_refused_in_a_sentence(
    commands: list[tuple[str, int] | dict[str, str]], received: int | None, words: str
) -> None:
    told = [
        {"type": one[0], "at": f"2026-03-02T{one[1]:02}:00:00Z"} if isinstance(one, tuple) else one for one in commands
    ]
    message = {"source": "Old desk", "commands": told}
    if received is not None:
        message["received_at"] = f"2026-03-02T{received}:00:00Z"
    with pytest.raises(DomainError, match=words):
        read_history(message)


def test_a_history_travels_as_json() -> None:
    history = History(source="Old desk", received_at=OPENED, commands=(Acknowledge(at=mon("10:00")),))
    assert read_history(history.model_dump(mode="json", exclude_none=True)) == history
    with pytest.raises(ValidationError):
        History(source="Old desk", commands=(Migrate(contract="c", at=OPENED),))


def test_what_a_step_of_silence_there_promised_was_kept_by_what_had_happened_already() -> None:
    rows = {"P1": row(), "P2": row(reaction=Within(budget=hours(2))), "P3": row(), "P4": row()}
    now = wed("09:00")
    story = given(
        (mon("09:05"), Acknowledge()), (mon("09:10"), WaitForCustomer()), terms=gold(rows=rows), priority="P1", now=now
    )
    assert story.ticket.priority == "P2"
    assert story.ticket.promises["reaction"] == Kept(at=now)
