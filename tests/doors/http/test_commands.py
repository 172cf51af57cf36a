"""Commands through the API: each by the command line's name, decided once."""

from uuid import uuid4

import httpx
import pytest

from doors.application.calling import spoken
from doors.http.operations.examples import COMMANDS
from tests.doors.http.test_tickets import an_opening

FIRST = {
    "customer_responded": "wait_for_customer",
    "third_party_responded": "wait_for_third_party",
    "stop_waiting": "wait_for_customer",
    "reopen": "resolve",
}
"""What has to be before a command makes sense."""
WHERE_CUSTOMERS_ESCALATE = {"contract": "imagen-ti", "plan": "standard", "theatre": "mexico", "priority": "critical"}


async def opened(desk: httpx.AsyncClient, **changes: object) -> str:
    opening = an_opening(**changes)
    assert (await desk.post("/v1/tickets", json=opening)).status_code == 201
    return f"/v1/tickets/{opening['ticket']}"


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_is_taken_and_a_repeat_changes_nothing(desk: httpx.AsyncClient, command: str) -> None:
    ticket = await opened(desk, request=WHERE_CUSTOMERS_ESCALATE if command == "escalate" else {"priority": "P1"})
    if command in FIRST:
        assert (await desk.post(f"{ticket}/{spoken(FIRST[command])}", json=COMMANDS[FIRST[command]])).status_code == 200
    place, key = f"{ticket}/{spoken(command)}", {"Idempotency-Key": uuid4().hex}
    taken = await desk.post(place, json=COMMANDS[command], headers=key)
    if command == "engage_on_call":
        # It is for when the office is closed, which depends on when this runs.
        assert taken.status_code in (200, 409)
        return
    assert taken.status_code == 200, taken.text
    again = await desk.post(place, json=COMMANDS[command], headers=key)
    assert (again.status_code, again.json()) == (200, taken.json())


async def test_a_repeat_is_answered_with_how_the_ticket_stands_now(desk: httpx.AsyncClient) -> None:
    ticket = await opened(desk)
    key = {"Idempotency-Key": uuid4().hex}
    await desk.post(f"{ticket}/note", json={"text": "first"}, headers=key)
    await desk.post(f"{ticket}/assign", json={"to": "Anna Rossi"})
    events = (await desk.get(f"{ticket}/events")).json()["events"]
    again = await desk.post(f"{ticket}/note", json={"text": "first"}, headers=key)
    assert again.json()["standing"]["owner"] == "Anna Rossi"
    assert (await desk.get(f"{ticket}/events")).json()["events"] == events


async def test_an_id_is_not_used_for_two_commands(desk: httpx.AsyncClient) -> None:
    ticket = await opened(desk)
    key = {"Idempotency-Key": uuid4().hex}
    await desk.post(f"{ticket}/note", json={"text": "first"}, headers=key)
    other = await desk.post(f"{ticket}/note", json={"text": "second"}, headers=key)
    assert other.status_code == 409


async def test_a_closed_ticket_takes_no_new_command_and_knows_the_old_ones(desk: httpx.AsyncClient) -> None:
    ticket = await opened(desk)
    asked, answered = {"Idempotency-Key": uuid4().hex}, {"Idempotency-Key": uuid4().hex}
    await desk.post(f"{ticket}/wait-for-customer", json={"question": "Which?"}, headers=asked)
    await desk.post(f"{ticket}/customer-responded", json={"text": "That."}, headers=answered)
    await desk.post(f"{ticket}/close", json={})
    new = await desk.post(f"{ticket}/note", json={"text": "too late"})
    assert (new.status_code, new.json()["type"]) == (410, "/docs/problems#ticket-is-closed")
    for place, body, key in (
        ("wait-for-customer", {"question": "Which?"}, asked),
        ("customer-responded", {"text": "That."}, answered),
    ):
        again = await desk.post(f"{ticket}/{place}", json=body, headers=key)
        assert (again.status_code, again.json()["standing"]["status"]) == (200, "closed")


async def test_a_closed_ticket_takes_no_other_command_under_an_old_id(desk: httpx.AsyncClient) -> None:
    ticket = await opened(desk)
    asked, ended = {"Idempotency-Key": uuid4().hex}, {"Idempotency-Key": uuid4().hex}
    await desk.post(f"{ticket}/wait-for-customer", json={"question": "Which?"}, headers=asked)
    await desk.post(f"{ticket}/close", json={}, headers=ended)
    for place, body, key in (
        ("wait-for-customer", {"question": "Another question?"}, asked),
        ("wait-for-customer", {}, asked),
        ("wait-for-third-party", {"party": "Carrier One"}, asked),
        ("resolve", {"summary": "Something else"}, asked),
        ("note", {"text": "Something else"}, ended),
        ("close", {"reason": "Another reason"}, ended),
    ):
        other = await desk.post(f"{ticket}/{place}", json=body, headers=key)
        assert other.status_code == 409, place


async def test_what_a_rule_refuses_is_a_conflict_with_its_sentence(desk: httpx.AsyncClient) -> None:
    ticket = await opened(desk)
    await desk.post(f"{ticket}/wait-for-customer", json={})
    refused = await desk.post(f"{ticket}/stop-waiting", json={"on": "Carrier One"})
    assert refused.status_code == 409
    assert "Carrier One" in refused.json()["detail"]
    refused = await desk.post(f"{ticket}/change-priority", json={"priority": "P9"})
    assert refused.status_code == 409
    assert "P9" in refused.json()["detail"]


async def test_a_command_has_one_id(desk: httpx.AsyncClient) -> None:
    ticket = await opened(desk)
    two = await desk.post(f"{ticket}/note", json={"text": "x", "id": "one"}, headers={"Idempotency-Key": "another"})
    assert (two.status_code, two.json()["type"]) == (409, "/docs/problems#two-ids")
    same = await desk.post(f"{ticket}/note", json={"text": "x", "id": "one"}, headers={"Idempotency-Key": "one"})
    assert same.status_code == 200


async def test_a_command_to_nobodys_ticket_is_told(desk: httpx.AsyncClient) -> None:
    for command in ("note", "customer-responded"):
        answer = await desk.post(f"/v1/tickets/T-nobody/{command}", json={"text": "x"})
        assert answer.status_code == 404
