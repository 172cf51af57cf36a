"""Webhooks through the API: those that go out, and those that come in."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx

from tests.doors.hooks.given import signing
from tests.doors.hooks.given.stories import zendesk
from tests.doors.http.conftest import Api
from tests.patience import until

NOWHERE = {"url": "http://127.0.0.1:9/", "kinds": ["PromiseMissed"], "customer": "Nobody at all"}


async def test_a_system_is_subscribed_looked_after_and_forgotten(desk: httpx.AsyncClient) -> None:
    made = await desk.post("/v1/webhooks", json=NOWHERE)
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    place = f"/v1/webhooks/{made.json()['webhook']['id']}"
    rotated = await desk.post(f"{place}/rotate", json={"overlap_hours": 1})
    assert rotated.json()["secret"] not in (None, made.json()["secret"])
    assert (await desk.get(f"{place}/deliveries")).json() == {"deliveries": []}
    assert (await desk.post(f"{place}/resend", json={})).json() == {"resent": 0}
    assert (await desk.post(f"{place}/resend", json={"position": 1})).status_code == 404
    assert (await desk.post(f"{place}/end")).json()["ended_because"] == "ended by admin"
    assert (await desk.post(f"{place}/rotate")).status_code == 410
    assert (await desk.delete(place)).status_code == 204
    assert (await desk.get(place)).status_code == 404


async def test_with_a_key_a_system_is_subscribed_once(desk: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": uuid4().hex}
    first = await desk.post("/v1/webhooks", json=NOWHERE, headers=key)
    again = await desk.post("/v1/webhooks", json=NOWHERE, headers=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {"webhook": first.json()["webhook"], "secret": None}
    other = await desk.post("/v1/webhooks", json={**NOWHERE, "kinds": []}, headers=key)
    assert other.status_code == 409


async def test_no_secret_is_shown_twice(desk: httpx.AsyncClient) -> None:
    secret = (await desk.post("/v1/webhooks", json=NOWHERE)).json()["secret"]
    assert secret not in (await desk.get("/v1/webhooks")).text


async def test_a_customers_token_subscribes_for_that_customer_alone(api: Api, desk: httpx.AsyncClient) -> None:
    others = (await desk.post("/v1/webhooks", json=NOWHERE)).json()["webhook"]["id"]
    async with await api.as_("admin", customer="Acme Ltd") as bound:
        mine = await bound.post("/v1/webhooks", json={"url": "http://127.0.0.1:9/mine"})
        assert mine.json()["webhook"]["customer"] == "Acme Ltd"
        assert (await bound.post("/v1/webhooks", json=NOWHERE)).status_code == 403
        assert (await bound.get(f"/v1/webhooks/{others}")).status_code == 404
        assert (await bound.delete(f"/v1/webhooks/{others}")).status_code == 404
        assert [one["customer"] for one in (await bound.get("/v1/webhooks")).json()["webhooks"]] == ["Acme Ltd"]


async def test_what_a_help_desk_sends_becomes_a_ticket_and_its_life(api: Api, desk: httpx.AsyncClient) -> None:
    number = str(uuid4().int % 10**9)
    calls = zendesk(datetime.now(UTC) - timedelta(minutes=30), number)
    async with httpx.AsyncClient(base_url=api.url) as zendesks:
        for call in calls:
            headers = {"Content-Type": "application/json", **signing.zendesk(call.body)}
            answer = await zendesks.post("/v1/hooks/zendesk", content=call.body, headers=headers)
            assert answer.status_code == 200, answer.text
        again = await zendesks.post("/v1/hooks/zendesk", content=calls[0].body, headers=signing.zendesk(calls[0].body))
        assert again.json()["repeated"] is True

    async def is_opened() -> bool:
        return (await desk.get(f"/v1/tickets/ZD-{number}")).status_code == 200

    await until(is_opened)


async def test_a_call_that_is_not_signed_is_refused_as_one_for_nobody(api: Api) -> None:
    told = set()
    async with httpx.AsyncClient(base_url=api.url) as stranger:
        for system, body in (("zendesk", b"{}"), ("nobody", b"{}"), ("zendesk", b"not JSON")):
            answer = await stranger.post(f"/v1/hooks/{system}", content=body)
            told.add((answer.status_code, answer.text))
    assert len(told) == 1
    assert told.pop()[0] == 401
