"""Who may come in, and what each may do: every role tried at every operation."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import structlog

from doors.access.rights import RIGHTS, ROLES, Operation, Role, of_command
from doors.access.tokens import EndsBefore, NoSuchToken
from doors.application.calling import spoken
from doors.application.reading import now
from doors.http.app import create_app
from doors.http.frame.callers import Limits
from doors.http.frame.problems import AsProblem
from doors.http.operations.examples import COMMANDS, REQUEST
from tests.doors.http.conftest import Api
from tests.doors.http.test_commands import opened
from tests.doors.http.test_tickets import an_opening

NEEDS: dict[tuple[str, str], Operation] = {
    ("post", "/v1/tickets"): "open",
    ("post", "/v1/tickets:batch"): "open",
    ("get", "/v1/tickets"): "read-all",
    ("get", "/v1/tickets/{ticket}"): "read",
    ("get", "/v1/tickets/{ticket}/clock"): "read",
    ("get", "/v1/tickets/{ticket}/events"): "read",
    ("get", "/v1/tickets/{ticket}/announcements"): "read",
    ("post", "/v1/preview"): "preview",
    ("get", "/v1/contracts"): "preview",
    ("get", "/v1/oncall"): "oncall",
    ("get", "/v1/events"): "follow",
    ("post", "/v1/webhooks"): "webhooks",
    ("get", "/v1/webhooks"): "webhooks",
    ("get", "/v1/webhooks/{webhook}"): "webhooks",
    ("get", "/v1/webhooks/{webhook}/deliveries"): "webhooks",
    ("post", "/v1/webhooks/{webhook}/rotate"): "webhooks",
    ("post", "/v1/webhooks/{webhook}/resend"): "webhooks",
    ("post", "/v1/webhooks/{webhook}/end"): "webhooks",
    ("delete", "/v1/webhooks/{webhook}"): "webhooks",
    **{("post", f"/v1/tickets/{{ticket}}/{spoken(command)}"): of_command(command) for command in COMMANDS},
}
"""What each operation needs; a new one is written down here first."""
OPEN_TO_ALL = {("get", "/healthz"), ("get", "/readyz"), ("post", "/v1/hooks/{system}")}
NOWHERE = {"url": "http://127.0.0.1:9/", "kinds": ["TicketClosed"], "customer": "Nobody"}
BODIES: dict[str, Any] = {
    "/v1/tickets": an_opening(),
    "/v1/tickets:batch": {"tickets": [an_opening()]},
    "/v1/preview": REQUEST,
    "/v1/webhooks": NOWHERE,
    **{f"/v1/tickets/{{ticket}}/{spoken(command)}": COMMANDS[command] for command in COMMANDS},
}


def operations(api: Api) -> Iterator[tuple[str, str]]:
    for path, item in create_app(api.within).openapi()["paths"].items():
        for method in item:
            yield method, path


async def test_every_operation_says_what_it_needs(api: Api) -> None:
    assert set(operations(api)) == {*NEEDS, *OPEN_TO_ALL}


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_reaches_what_is_its_own_and_nothing_else(api: Api, desk: httpx.AsyncClient, role: Role) -> None:
    async with await api.as_(role) as client:
        for (method, path), operation in NEEDS.items():
            ticket = await opened(desk) if "{ticket}" in path else ""
            address = path.replace("/v1/tickets/{ticket}", ticket)
            if "{webhook}" in path:
                made = (await desk.post("/v1/webhooks", json=NOWHERE)).json()
                address = path.replace("{webhook}", made["webhook"]["id"])
            answer = await client.request(method, address, json=BODIES.get(path) if method == "post" else None)
            allowed = answer.status_code not in (401, 403)
            assert allowed == (operation in RIGHTS[role]), (role, method, path, answer.text)


async def test_a_stranger_is_told_the_same_whatever_is_wrong(api: Api, desk: httpx.AsyncClient) -> None:
    known = await opened(desk)
    told = set()
    token = await api.token("viewer")
    headers: list[dict[str, str]] = [
        {},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": f"Bearer {token[:-1]}x"},
        {"Authorization": "Basic eDp5"},
        {"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."},
    ]
    async with httpx.AsyncClient(base_url=api.url) as stranger:
        for header in headers:
            for path in (known, "/v1/tickets/T-nobody", "/v1/tickets/!", "/v1/tickets?limit=x"):
                answer = await stranger.get(path, headers=header)
                told.add((answer.status_code, answer.text, answer.headers.get("WWW-Authenticate")))
            answer = await stranger.post("/v1/tickets", headers=header, content=b"not JSON")
            told.add((answer.status_code, answer.text, answer.headers.get("WWW-Authenticate")))
    assert len(told) == 1
    assert told.pop()[0] == 401


async def test_a_token_that_is_bound_to_a_customer_sees_that_customer_alone(api: Api, desk: httpx.AsyncClient) -> None:
    theirs, others = await opened(desk, customer="Börse AG"), await opened(desk, customer="Acme Ltd")
    async with await api.as_("operator", customer="BÖRSE ag ") as bound:
        assert (await bound.get(theirs)).status_code == 200
        for path in ("", "/clock", "/events", "/announcements"):
            answer = await bound.get(f"{others}{path}")
            nobodys = await bound.get(f"/v1/tickets/T-nobody{path}")
            assert (answer.status_code, nobodys.status_code) == (404, 404)
        assert (await bound.post(f"{others}/note", json={"text": "x"})).status_code == 404
        assert (await bound.post(f"{theirs}/note", json={"text": "x"})).status_code == 200
        assert (await bound.post("/v1/tickets", json=an_opening(customer="Acme Ltd"))).status_code == 403
        assert (await bound.post("/v1/tickets", json=an_opening(customer="Börse AG"))).status_code == 201
        assert (await bound.get("/v1/oncall")).status_code == 403
        while True:
            page = (await bound.get("/v1/tickets")).json()
            if page["tickets"]:
                break
            await asyncio.sleep(0.05)
        assert {one["customer"] for one in page["tickets"]} == {"Börse AG"}
        assert (await bound.get("/v1/tickets", params={"customer": "Acme Ltd"})).json()["total"] == 0


@pytest.mark.parametrize("closed", [False, True])
async def test_who_is_bound_to_a_customer_learns_nothing_of_whose_an_id_is(
    api: Api, desk: httpx.AsyncClient, closed: bool
) -> None:
    opening = an_opening(customer="Acme Ltd", subject="A secret subject")
    await desk.post("/v1/tickets", json=opening)
    if closed:
        await desk.post(f"/v1/tickets/{opening['ticket']}/close", json={})
    mine = {**opening, "customer": "Grand Hotel Aurora"}
    async with await api.as_("intake", customer="Grand Hotel Aurora") as bound:
        alone = await bound.post("/v1/tickets", json=mine)
        among = await bound.post("/v1/tickets:batch", json={"tickets": [mine]})
    assert alone.status_code == 409
    for told in (alone.text, among.text):
        assert "Acme" not in told
        assert "secret" not in told


async def test_an_event_has_the_name_of_whoever_caused_it(api: Api, desk: httpx.AsyncClient) -> None:
    ticket = await opened(desk)
    async with await api.as_("operator") as plain, await api.as_("operator", for_others=True) as trusted:
        await plain.post(f"{ticket}/note", json={"text": "mine"})
        refused = await plain.post(f"{ticket}/note", json={"text": "not mine", "by": "Anna Rossi"})
        await trusted.post(f"{ticket}/note", json={"text": "hers", "by": "Anna Rossi"})
        opening = an_opening(by="Anna Rossi")
        assert (await plain.post("/v1/tickets", json=opening)).status_code == 403
    events = (await desk.get(f"{ticket}/events")).json()["events"]
    assert refused.status_code == 403
    assert [one["event"]["by"] for one in events] == ["admin", "operator", "Anna Rossi (operator)"]


async def test_a_token_that_was_revoked_or_has_ended_lets_nobody_in(api: Api) -> None:
    tokens = api.within.tokens
    revoked, text = await tokens.create("Old", ["viewer"], at=now(), by="tests")
    ended, gone = await tokens.create(
        "Gone", ["viewer"], at=now() - timedelta(days=2), by="tests", ends_at=now() - timedelta(days=1)
    )
    async with httpx.AsyncClient(base_url=api.url) as client:
        assert (await client.get("/v1/contracts", headers={"Authorization": f"Bearer {text}"})).status_code == 200
        await tokens.revoke(revoked.id, at=now())
        assert (await client.get("/v1/contracts", headers={"Authorization": f"Bearer {text}"})).status_code == 401
        assert (await client.get("/v1/contracts", headers={"Authorization": f"Bearer {gone}"})).status_code == 401
    found = {one.id: one for one in await tokens.every()}
    assert found[revoked.id].last_used_at is not None
    assert found[ended.id].last_used_at is None
    with pytest.raises(NoSuchToken):
        await tokens.revoke("nobody", at=now())
    with pytest.raises(EndsBefore):
        await tokens.create("Never", ["viewer"], at=now(), by="tests", ends_at=now() - timedelta(seconds=1))


async def test_who_asks_too_often_is_told_when_to_ask_again(api: Api) -> None:
    few, token = Limits(3), (await api.within.tokens.create("Eager", ["viewer"], at=now(), by="tests"))[0]
    for _ in range(3):
        await few.count(token.caller, now().timestamp())
    with pytest.raises(AsProblem) as told:
        await few.count(token.caller, now().timestamp())
    assert told.value.status == 429
    assert 1 <= int((told.value.headers or {})["Retry-After"]) <= 60


async def test_a_look_at_another_customers_ticket_is_logged(api: Api, desk: httpx.AsyncClient) -> None:
    ticket = await opened(desk, customer="Acme Ltd")
    async with await api.as_("viewer", customer="Another") as bound:
        with structlog.testing.capture_logs() as logged:
            await bound.get(ticket)
    assert [one["why"] for one in logged if one["event"] == "denied"] == ["another customer's ticket"]


async def test_every_denial_is_logged_and_no_token_is(api: Api, desk: httpx.AsyncClient) -> None:
    ticket = await opened(desk)
    token, wrong = await api.token("viewer"), f"sundial_{uuid4().hex}"
    with structlog.testing.capture_logs() as logged:
        async with httpx.AsyncClient(base_url=api.url) as client:
            await client.get(ticket)
            await client.get(ticket, headers={"Authorization": f"Bearer {wrong}"})
            await client.post(f"{ticket}/note", headers={"Authorization": f"Bearer {token}"}, json={"text": "x"})
    denied = [one for one in logged if one["event"] == "denied"]
    assert [one["why"][:9] for one in denied] == ["no token", "not known", "viewer ma"]
    assert token not in json.dumps(logged)
    assert wrong not in json.dumps(logged)
    assert not any(token in json.dumps(one.model_dump(mode="json")) for one in await api.within.tokens.every())
