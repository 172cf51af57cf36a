"""Every ticket's events through the API, in parts and as they come."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import httpx

from tests.doors.http.conftest import Api
from tests.doors.http.test_commands import opened


async def everything(client: httpx.AsyncClient, after: int = 0, **only: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = (await client.get("/v1/events", params={"after": after, "limit": 7, **only})).json()
        found += page["items"]
        after = page["upto"]
        if not page["more"]:
            return found


async def until_written(client: httpx.AsyncClient, ticket: str, events: int) -> list[dict[str, Any]]:
    while len(found := await everything(client, ticket=ticket)) < events:
        await asyncio.sleep(0.05)
    return found


async def test_the_events_come_in_parts_each_once_and_in_order(desk: httpx.AsyncClient) -> None:
    ticket = (await opened(desk)).rpartition("/")[2]
    for number in range(10):
        await desk.post(f"/v1/tickets/{ticket}/note", json={"text": f"note {number}"})
    found = await until_written(desk, ticket, 11)
    assert [one["recorded"]["number"] for one in found] == list(range(1, 12))
    positions = [one["position"] for one in await everything(desk)]
    assert positions == sorted(set(positions))
    notes = await everything(desk, ticket=ticket, kinds=["NoteAdded"])
    assert len(notes) == 10


async def test_a_stream_goes_on_where_its_reader_stopped(desk: httpx.AsyncClient) -> None:
    ticket = (await opened(desk)).rpartition("/")[2]
    seen: list[tuple[int, str]] = []

    async def read(many: int, last: str | None) -> str:
        headers = {"Accept": "text/event-stream", **({"Last-Event-ID": last} if last else {})}
        async with desk.stream("GET", "/v1/events", params={"ticket": ticket}, headers=headers) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            position = last or "0"
            async for line in stream.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "id":
                    position = value
                elif name == "data":
                    recorded = json.loads(value)["recorded"]
                    seen.append((recorded["number"], recorded["event"]["type"]))
                elif not line and len(seen) >= many:
                    return position
        raise AssertionError("the stream ended by itself")

    async with asyncio.timeout(60):
        last = await read(1, None)
        reading = asyncio.create_task(read(3, last))
        await desk.post(f"/v1/tickets/{ticket}/assign", json={"to": "Anna Rossi"})
        await desk.post(f"/v1/tickets/{ticket}/note", json={"text": "while it is read"})
        await reading
    assert seen == [(1, "TicketOpened"), (2, "TicketAssigned"), (3, "NoteAdded")]


async def test_what_is_wrong_with_a_stream_is_told_before_it_begins(desk: httpx.AsyncClient) -> None:
    for headers in ({}, {"Accept": "text/event-stream"}):
        answer = await desk.get("/v1/events", params={"after": 10**12}, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (404, "/docs/problems#not-there-yet")


async def test_a_customers_token_follows_that_customer_alone(api: Api, desk: httpx.AsyncClient) -> None:
    customer = f"Customer {uuid4().hex[:6]}"
    theirs = (await opened(desk, customer=customer)).rpartition("/")[2]
    await until_written(desk, theirs, 1)
    async with await api.as_("viewer", customer=customer) as bound:
        assert {one["ticket"] for one in await everything(bound)} == {theirs}
        assert await everything(bound, customer="Acme Ltd") == []
