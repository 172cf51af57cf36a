"""A ticket comes from another system with what had happened there (semantics 15a).

Gold counts from 09:00 to 18:00 on working days, in days of nine hours. The import's own event has the number 2.
"""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from domain.commands import (
    Acknowledge,
    AddNote,
    ChangePriority,
    Close,
    Command,
    ConfirmPriority,
    EngageOnCall,
    Escalate,
    Migrate,
    RecordCustomerResponse,
    RecordThirdPartyResponse,
    Reopen,
    Resolve,
    WaitForCustomer,
    WaitForThirdParty,
)
from domain.decision import Turn
from domain.errors import DomainError
from domain.events import (
    Acknowledged,
    ClosingProposed,
    CommandRefused,
    CustomerReminded,
    CustomerResponded,
    Escalated,
    OnCallEngaged,
    PriorityChanged,
    PriorityConfirmed,
    PromiseMissed,
    ThirdPartyResponded,
    TicketImported,
    TicketReopened,
    WaitEnded,
    WaitStarted,
)
from domain.importing import History
from domain.reading import read_history
from domain.recorded import broken_link
from domain.terms import Terms
from domain.ticket import Missed, Resolved, Running
from tests.domain.imported import IMPORT, Imported, brought_in
from tests.domain.ticket.facts import escalated, kept, missed, warned
from tests.domain.ticket.terms import (
    CTO,
    LEADER,
    MAKER,
    MANAGER,
    TEAM,
    TECHNICAL,
    closing_in_silence,
    gold,
    imagen,
    platinum,
)
from tests.domain.ticket.times import A_MICROSECOND, fri, mon, rome, sat, sun, thu, tue, wed

OPENED = mon("09:00")
WARNINGS = (0.5, 0.75, 0.9)


def given(
    *happened: tuple[datetime, Command],
    now: datetime,
    terms: Terms | None = None,
    priority: str = "P2",
    opened: datetime = OPENED,
    **more: datetime | str,
) -> Imported:
    """A ticket that was opened elsewhere on Monday at 09:00, and brought in at `now`."""
    return Imported(brought_in(terms or gold(), priority, opened, *happened, now=now, **more))  # type: ignore[arg-type]


def refused(
    *happened: tuple[datetime, Command], now: datetime, terms: Terms | None = None, opened: datetime = OPENED
) -> str:
    """The sentence with which such a ticket is refused."""
    turn: Turn = brought_in(terms or gold(), "P2", opened, *happened, now=now)
    assert turn.steps == ()
    assert turn.refusal is not None
    return turn.refusal


def test_a_ticket_with_nothing_behind_it_is_opened_and_imported() -> None:
    story = given(now=mon("09:30")).then()
    opened, imported = (one.event for one in story.stream)
    assert opened.occurred_at == OPENED
    assert imported == TicketImported(occurred_at=mon("09:30"), command="open-1", source="Old desk")
    assert story.alarm is not None
    assert (story.alarm.at, story.alarm.label) == (mon("11:00"), "reaction")


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
    assert story.alarm is None
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


def test_a_ticket_that_is_resolved_comes_as_resolved_with_what_is_left_of_the_time_to_disagree() -> None:
    story = given((mon("10:00"), Acknowledge()), (tue("10:00"), Resolve(summary="A loose cable")), now=wed("12:00"))
    assert story.ticket.status == Resolved(since=tue("10:00"))
    # 40 hours: 8 on Tuesday, 9 on each day to Friday, 5 on Monday.
    assert story.alarm is not None
    assert (story.alarm.at, story.told) == (mon("14:00", week=1), [])
    story.when(Reopen(reason="No"), thu("09:00"))
    # 10 hours were spent, one on Tuesday; the manager has it after 16.
    assert story.alarm is not None
    assert story.alarm.at == thu("15:00")


def test_what_nobody_disagreed_with_for_too_long_is_over() -> None:
    resolved = (tue("10:00"), Resolve())
    assert given(resolved, now=mon("14:00", week=1)).ticket.status == Resolved(since=tue("10:00"))
    assert refused(resolved, now=mon("14:00", week=1) + A_MICROSECOND) == (
        "ticket OLD-7 was over at 2026-03-09T13:00:00Z, as nobody disagreed with the solution in time; "
        "import those that are open"
    )


def test_what_was_disputed_there_is_open_however_late_that_was() -> None:
    disputed = (mon("10:00", week=4), RecordCustomerResponse())
    story = given((tue("10:00"), Resolve()), disputed, now=mon("12:00", week=4))
    assert [type(one.event) for one in story.stream][-2:] == [CustomerResponded, TicketReopened]


@pytest.mark.parametrize(
    ("history", "why"),
    [
        ([(mon("10:00"), Close()), (mon("11:00"), AddNote(text="Too late"))], "where it was closed"),
        (
            [(mon("09:30"), Resolve()), (mon("10:00"), RecordCustomerResponse(accepts_solution=True))],
            "as the customer accepted the solution",
        ),
    ],
)
def test_a_ticket_that_was_closed_there_is_not_imported(history: list[tuple[datetime, Command]], why: str) -> None:
    sentence = refused(*history, now=mon("12:00"))
    assert sentence == f"ticket OLD-7 was over at 2026-03-02T09:00:00Z, {why}; import those that are open"


def reminded(nth: int, at: datetime, now: datetime) -> CustomerReminded:
    return CustomerReminded(occurred_at=now, nth=nth, due_at=at, cause=IMPORT)


def test_the_silence_that_runs_has_its_steps_behind_it_and_the_next_where_it_would_have_been() -> None:
    now = wed("12:00")
    story = given((mon("09:00"), WaitForCustomer(question="Which version?")), priority="P1", now=now)
    stepped = PriorityChanged(
        occurred_at=now, before="P1", after="P2", silent_periods=1, due_at=tue("16:00"), cause=IMPORT
    )
    story.then(
        WaitStarted(occurred_at=mon("09:00"), on="customer", question="Which version?"),
        reminded(1, mon("13:00"), now),
        reminded(2, mon("17:00"), now),
        stepped,
    )
    assert story.told == []
    story.time_passes_until(thu("14:01"))
    story.then(
        PriorityChanged(occurred_at=thu("14:00"), before="P2", after="P3", silent_periods=2, due_at=thu("14:00"))
    )
    assert [one.recipient for one in story.told] == ["customer", TEAM]


def test_a_fact_in_the_midst_of_a_silence_stands_where_it_happened() -> None:
    story = given(
        (mon("09:00"), WaitForCustomer()),
        (wed("10:00"), ChangePriority(priority="P1", reason="It is urgent")),
        priority="P1",
        now=wed("12:00"),
    )
    changes = [one.event for one in story.stream if isinstance(one.event, PriorityChanged)]
    assert [(one.after, one.due_at or one.occurred_at) for one in changes] == [
        ("P2", tue("16:00")),
        ("P1", wed("10:00")),
    ]
    assert story.alarm is not None
    assert (story.alarm.at, story.alarm.label) == (thu("14:00"), "step down to P2, as the customer is silent")


def test_a_silence_that_was_broken_is_what_the_other_system_made_of_it() -> None:
    story = given(
        (mon("09:00"), WaitForCustomer()), (fri("12:00"), RecordCustomerResponse()), priority="P1", now=fri("12:30")
    )
    story.then(
        WaitStarted(occurred_at=mon("09:00"), on="customer"),
        CustomerResponded(occurred_at=fri("12:00")),
        WaitEnded(occurred_at=fri("12:00"), on="customer"),
    )
    assert story.ticket.priority == "P1"


def test_a_proposal_to_close_that_is_past_was_made_when_it_was_due() -> None:
    waits, now = (mon("09:00"), WaitForCustomer()), mon("09:00", week=2)
    story = given(waits, terms=closing_in_silence(), priority="P1", now=now)
    proposed = ClosingProposed(occurred_at=now, due_at=fri("16:00", week=1), cause=IMPORT)
    assert story.stream[-1].event == proposed
    # Ten hours after the proposal: two on Friday, eight on Monday.
    assert story.alarm is not None
    assert (story.alarm.at, story.alarm.label) == (mon("17:00", week=2), "closing, as the customer is silent")
    over = brought_in(closing_in_silence(), "P1", OPENED, waits, now=mon("18:00", week=2))
    assert over.refusal is not None
    assert "was over at 2026-03-16T16:00:00Z, as the customer did not answer in time" in over.refusal


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
    assert [one.recipient for one in story.told] == [MAKER, TECHNICAL, TECHNICAL]


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
    assert story.alarm is not None
    assert story.alarm.at == mon("11:00", week=1)


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
