"""Tickets that wait, or are solved, brought in: silence, the time to disagree, the end (semantics 15a, 20, 21).

Gold counts from 09:00 to 18:00 on working days, in days of nine hours. The import's own event has the number 2.
"""

from datetime import datetime

import pytest

from domain.ticket.commands import (
    Acknowledge,
    AddNote,
    ChangePriority,
    Close,
    Command,
    RecordCustomerResponse,
    Reopen,
    Resolve,
    WaitForCustomer,
)
from domain.ticket.events import (
    ClosingProposed,
    CustomerReminded,
    CustomerResponded,
    PriorityChanged,
    TicketReopened,
    WaitEnded,
    WaitStarted,
)
from domain.ticket.ticket import Resolved
from tests.domain.given.terms import TEAM, closing_in_silence
from tests.domain.given.times import A_MICROSECOND, fri, mon, thu, tue, wed
from tests.domain.imported import IMPORT, OPENED, brought_in, given, refused


def test_a_ticket_that_is_resolved_comes_as_resolved_with_what_is_left_of_the_time_to_disagree() -> None:
    story = given((mon("10:00"), Acknowledge()), (tue("10:00"), Resolve(summary="A loose cable")), now=wed("12:00"))
    assert story.ticket.status == Resolved(since=tue("10:00"))
    # 40 hours: 8 on Tuesday, 9 on each day to Friday, 5 on Monday.
    assert story.next_timer is not None
    assert (story.next_timer.at, story.told) == (mon("14:00", week=1), [])
    story.when(Reopen(reason="No"), thu("09:00"))
    # 10 hours were spent, one on Tuesday; the manager has it after 16.
    assert story.next_timer is not None
    assert story.next_timer.at == thu("15:00")


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
    assert story.next_timer is not None
    assert (story.next_timer.at, story.next_timer.label) == (thu("14:00"), "step down to P2, as the customer is silent")


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
    assert story.next_timer is not None
    assert (story.next_timer.at, story.next_timer.label) == (mon("17:00", week=2), "closing, as the customer is silent")
    over = brought_in(closing_in_silence(), "P1", OPENED, waits, now=mon("18:00", week=2))
    assert over.refusal is not None
    assert "was over at 2026-03-16T16:00:00Z, as the customer did not answer in time" in over.refusal
