"""A workflow of another namespace opens tickets, gives commands and asks how they stand."""

import asyncio
from typing import Any

import pytest

from tests.doors.nexus.given.calling import ODDITIES, Caller, No
from tests.doors.nexus.given.openings import a_ticket, an_opening


async def opened(caller: Caller, **changes: Any) -> str:
    """A ticket that is open."""
    opening = an_opening(**changes)
    answer = await caller.asks("open", opening)
    assert not isinstance(answer, No), answer
    return str(opening["ticket"])


async def test_a_ticket_is_opened_taken_in_charge_and_looked_at(caller: Caller) -> None:
    opening = an_opening()
    first = await caller.asks("open", opening)
    assert (first["standing"]["ticket"], first["standing"]["status"]) == (opening["ticket"], "working")
    [reaction] = [one for one in first["promises"] if one["promise"] == "reaction"]
    assert reaction["state"] == "running"
    taken = await caller.asks("command", {"ticket": opening["ticket"], "command": "acknowledge", "by": "Ann"})
    [reaction] = [one for one in taken["promises"] if one["promise"] == "reaction"]
    assert reaction["state"] == "kept"
    assert await caller.asks("standing", {"ticket": opening["ticket"]}) == taken


async def test_what_a_customer_answers_is_heard_before_the_operation_ends(caller: Caller) -> None:
    ticket = await opened(caller)
    asked = {"ticket": ticket, "command": "wait_for_customer", "question": "Which version?"}
    assert (await caller.asks("command", asked))["standing"]["waiting_on"] == ["customer"]
    answered = {"ticket": ticket, "command": "customer_responded", "text": "Version 5.2"}
    assert (await caller.asks("command", answered))["standing"]["waiting_on"] == []


async def test_a_command_may_be_written_as_the_command_line_writes_it(caller: Caller) -> None:
    ticket = await opened(caller)
    waits = await caller.asks("command", {"ticket": ticket, "command": "wait-for-third-party", "party": "Carrier"})
    assert waits["standing"]["status"] == "waiting"
    noted = await caller.asks("command", {"ticket": ticket, "command": "note", "text": "The router is new"})
    assert noted["standing"]["events"] == waits["standing"]["events"] + 1


async def test_the_fields_of_a_request_may_stand_beside_the_others_as_in_a_file(caller: Caller) -> None:
    opening = an_opening()
    flat = {**opening, **opening["request"]}
    del flat["request"]
    assert await caller.asks("open", flat) == await caller.asks("open", opening)


async def test_a_repeat_changes_nothing_and_answers_how_the_ticket_stands(caller: Caller) -> None:
    opening = an_opening()
    ticket = opening["ticket"]
    first = await caller.asks("open", opening)
    assert await caller.asks("open", opening) == first
    note = {"ticket": ticket, "command": "add_note", "text": "The router is new", "id": "note-1"}
    noted = await caller.asks("command", note)
    assert await caller.asks("command", note) == noted
    answer = {"ticket": ticket, "command": "customer_responded", "text": "Version 5.2", "id": "answer-1"}
    answered = await caller.asks("command", answer)
    assert await caller.asks("command", answer) == answered
    resolved = {"ticket": ticket, "command": "close", "id": "close-1"}
    closed = await caller.asks("command", resolved)
    assert closed["standing"]["status"] == "closed"
    assert await caller.asks("command", resolved) == closed
    assert await caller.asks("standing", {"ticket": ticket}) == closed
    assert await caller.asks("open", opening) == closed


async def test_the_same_opening_many_times_at_once_is_one_ticket(caller: Caller) -> None:
    opening = an_opening()
    answers = await asyncio.gather(*(caller.asks("open", opening) for _ in range(20)))
    assert answers == [answers[0]] * 20
    assert answers[0]["standing"]["events"] == 1


async def test_a_ticket_without_an_id_gets_one_and_a_command_without_one_counts_each_time(caller: Caller) -> None:
    opening = an_opening()
    del opening["ticket"]
    one, another = await caller.asks("open", opening), await caller.asks("open", opening)
    assert one["standing"]["ticket"] != another["standing"]["ticket"]
    note = {"ticket": one["standing"]["ticket"], "command": "add_note", "text": "It rang twice"}
    for events in (2, 3):
        assert (await caller.asks("command", note))["standing"]["events"] == events


UNKNOWN = f"there is no ticket {(NOBODY := 'NO-1')}; `sundial list` shows the tickets that there are"
REQUEST = {"contract": "imagen", "priority": "minor"}
REFUSED: dict[str, tuple[str, Any, No]] = {
    "a ticket that there is not": ("standing", {"ticket": NOBODY}, No("NOT_FOUND", UNKNOWN)),
    "a command to it": ("command", {"ticket": NOBODY, "command": "acknowledge"}, No("NOT_FOUND", UNKNOWN)),
    "a customer's answer to it": (
        "command",
        {"ticket": NOBODY, "command": "customer_responded"},
        No("NOT_FOUND", UNKNOWN),
    ),
    "no ticket": ("standing", {}, No("BAD_REQUEST", "ticket is missing")),
    "a ticket that is a number": (
        "standing",
        {"ticket": 7},
        No("BAD_REQUEST", "ticket is a number; it must be a text"),
    ),
    "nothing": (
        "command",
        None,
        No("BAD_REQUEST", "the operation's input is nothing; it must be one JSON object"),
    ),
    "a list": ("open", [1], No("BAD_REQUEST", "the operation's input is a list; it must be one JSON object")),
    "no command": ("command", {"ticket": NOBODY}, No("BAD_REQUEST", "command is missing")),
    "a command that is nearly one": (
        "command",
        {"ticket": NOBODY, "command": "acknowlege"},
        No("BAD_REQUEST", "there is no command acknowlege; did you mean acknowledge?"),
    ),
    "a field that no command has": (
        "command",
        {"ticket": NOBODY, "command": "assign", "too": "Ann"},
        No("BAD_REQUEST", "assign: to is missing; there is no field too; did you mean to"),
    ),
    "a field too many": (
        "standing",
        {"ticket": NOBODY, "at": "2026-12-24"},
        No("BAD_REQUEST", "there is no field at; it can have ticket alone"),
    ),
    "an opening without a customer": (
        "open",
        {"ticket": NOBODY, "request": REQUEST},
        No("BAD_REQUEST", "open: customer is missing"),
    ),
    "a contract that there is not": (
        "open",
        an_opening(NOBODY, request=REQUEST),
        No("CONFLICT", "There is no contract 'imagen': did you mean imagen-ti?"),
    ),
}


@pytest.mark.parametrize("refused", REFUSED)
async def test_what_cannot_be_is_refused_for_good_with_a_sentence(caller: Caller, refused: str) -> None:
    operation, sent, no = REFUSED[refused]
    assert await caller.refused(operation, sent) == no


async def test_another_problem_under_the_same_id_is_refused(caller: Caller) -> None:
    ticket = await opened(caller)
    assert await caller.refused("open", an_opening(ticket, subject="No hold music")) == No(
        "CONFLICT",
        f"ticket {ticket} is open already, for Grand Hotel Aurora: No call reaches the front desk; a new problem needs "
        "an id of its own",
    )


async def test_what_the_ticket_refuses_is_refused_with_its_own_sentence(caller: Caller) -> None:
    ticket = await opened(caller)
    no = await caller.refused("command", {"ticket": ticket, "command": "change_priority", "priority": "P9"})
    assert no == No("CONFLICT", "there is no priority P9 in this contract; it can be P1, P2, P3 or P4")
    await caller.asks("command", {"ticket": ticket, "command": "close"})
    no = await caller.refused("command", {"ticket": ticket, "command": "acknowledge"})
    assert no == No("CONFLICT", f"ticket {ticket} is closed and takes no command; a new problem is a new ticket")


async def test_an_operation_that_there_is_not_is_refused(caller: Caller) -> None:
    assert (await caller.asks("close", {"ticket": a_ticket()})).kind == "NOT_FOUND"


@pytest.mark.parametrize("operation", ["open", "command", "standing"])
async def test_whatever_comes_is_refused_in_a_short_sentence_and_stops_nobody(caller: Caller, operation: str) -> None:
    refusals = await asyncio.gather(*(caller.refused(operation, odd=odd) for odd in ODDITIES))
    assert {refused.kind for refused in refusals} == {"BAD_REQUEST"}
    assert [refused for refused in refusals if not 0 < len(refused.sentence) <= 1000] == []
    assert await caller.asks("standing", {"ticket": await opened(caller)})
