"""Tickets through the API: opened once, listed, and followed."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.doors.http.conftest import Api
from tests.patience import until


def an_opening(**changes: Any) -> dict[str, Any]:
    request = {"contract": "imagiclecare-4.1", "plan": "gold", "theatre": "europe", "priority": "P2"}
    return {
        "ticket": f"T-{uuid4().hex[:10]}",
        "customer": "Acme Ltd",
        "subject": "No calls come through",
        "request": {**request, **changes.pop("request", {})},
        **changes,
    }


async def test_a_ticket_is_opened_and_its_place_is_told(desk: httpx.AsyncClient) -> None:
    opening = an_opening()
    answer = await desk.post("/v1/tickets", json=opening)
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"/v1/tickets/{opening['ticket']}")
    seen = (await desk.get(answer.headers["Location"])).json()
    assert seen == answer.json()
    assert seen["standing"]["status"] == "working"


async def test_the_same_again_answers_how_it_stands_now(desk: httpx.AsyncClient) -> None:
    opening = an_opening()
    await desk.post("/v1/tickets", json=opening)
    await desk.post(f"/v1/tickets/{opening['ticket']}/wait-for-customer", json={})
    again = await desk.post("/v1/tickets", json=opening)
    assert (again.status_code, again.json()["standing"]["status"]) == (200, "waiting")


async def test_the_same_again_answers_that_it_is_closed(desk: httpx.AsyncClient) -> None:
    opening = an_opening()
    await desk.post("/v1/tickets", json=opening)
    await desk.post(f"/v1/tickets/{opening['ticket']}/close", json={"reason": "a mistake"})
    again = await desk.post("/v1/tickets", json=opening)
    assert (again.status_code, again.json()["standing"]["status"]) == (200, "closed")


@pytest.mark.parametrize("closed", [False, True])
async def test_another_problem_under_the_same_id_is_refused(desk: httpx.AsyncClient, closed: bool) -> None:
    opening = an_opening()
    await desk.post("/v1/tickets", json=opening)
    if closed:
        await desk.post(f"/v1/tickets/{opening['ticket']}/close", json={})
    other = await desk.post("/v1/tickets", json={**opening, "subject": "Another problem"})
    assert other.status_code == 409
    assert opening["ticket"] in other.json()["detail"]


async def test_of_a_hundred_openings_at_once_one_is_new_and_all_are_answered_alike(desk: httpx.AsyncClient) -> None:
    opening = an_opening()
    answers = await asyncio.gather(*(desk.post("/v1/tickets", json=opening) for _ in range(100)))
    assert sorted(one.status_code for one in answers) == [200] * 99 + [201]
    assert len({one.text for one in answers}) == 1
    events = (await desk.get(f"/v1/tickets/{opening['ticket']}/events")).json()["events"]
    assert [one["event"]["type"] for one in events] == ["TicketOpened"]


async def test_a_key_makes_one_ticket_in_the_scope_of_its_token(api: Api, desk: httpx.AsyncClient) -> None:
    opening = {name: value for name, value in an_opening().items() if name != "ticket"}
    key = {"Idempotency-Key": f"order-{uuid4().hex}"}
    first = await desk.post("/v1/tickets", json=opening, headers=key)
    again = await desk.post("/v1/tickets", json=opening, headers=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    changed = await desk.post("/v1/tickets", json={**opening, "subject": "Another one"}, headers=key)
    assert changed.status_code == 409
    async with await api.as_("intake") as other:
        theirs = await other.post("/v1/tickets", json=opening, headers=key)
    assert theirs.status_code == 201
    assert theirs.json()["standing"]["ticket"] != first.json()["standing"]["ticket"]


async def test_the_fields_of_a_request_may_stand_beside_the_others(desk: httpx.AsyncClient) -> None:
    nested = an_opening()
    flat = {**{name: value for name, value in nested.items() if name != "request"}, **nested["request"]}
    assert (await desk.post("/v1/tickets", json=flat)).status_code == 201
    assert (await desk.post("/v1/tickets", json=nested)).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"request": {"priority": "P9"}}, "P9"),
        ({"request": {"plan": "diamond"}}, "diamond"),
        ({"request": {"contract": "imagiclecare-9"}}, "imagiclecare-9"),
    ],
)
async def test_what_a_contract_does_not_know_is_refused_and_leaves_the_id_free(
    desk: httpx.AsyncClient, wrong: dict[str, Any], told: str
) -> None:
    refused = await desk.post("/v1/tickets", json=an_opening(ticket=f"T-{told}-wrong", **wrong))
    assert refused.status_code == 409
    assert told in refused.json()["detail"]
    assert (await desk.post("/v1/tickets", json=an_opening(ticket=f"T-{told}-wrong"))).status_code in (200, 201)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"subjekt": "x"}, "did you mean subject?"),
        ({"opened_at": "2026-12-24T16:00:00Z"}, "did you mean at?"),
        ({"priorty": "P1"}, "did you mean priority?"),
        ({"priority": "P1"}, "is given twice"),
        ({"at": "yesterday"}, "is not an instant"),
        ({"at": 7}, "is not an instant"),
        ({"at": {}}, "is not an instant"),
        ({"ticket": "T 1"}, "letters, digits, dots"),
        ({"customer": ""}, "customer"),
        ({"customer": 7}, "customer"),
        ({"request": None, "contract": None}, "contract is missing"),
    ],
)
async def test_what_cannot_be_read_is_told_in_a_sentence(
    desk: httpx.AsyncClient, wrong: dict[str, Any], told: str
) -> None:
    opening = {**an_opening(), **wrong}
    answer = await desk.post("/v1/tickets", json=opening)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert told in answer.json()["detail"]


async def test_of_a_batch_each_is_answered_on_its_own(desk: httpx.AsyncClient) -> None:
    good, again = an_opening(), an_opening()
    await desk.post("/v1/tickets", json=again)
    body = {"tickets": [good, {"customer": "Acme"}, again, an_opening(request={"priority": "P9"}), 5, []]}
    answer = await desk.post("/v1/tickets:batch", json=body)
    assert [one["status"] for one in answer.json()["answers"]] == [201, 422, 200, 409, 422, 422]
    assert answer.json()["answers"][1]["problem"]["detail"] == "contract is missing; priority is missing."


async def test_with_a_key_each_of_a_batch_has_its_own_and_one_with_another_id_is_told(desk: httpx.AsyncClient) -> None:
    body = {"tickets": [an_opening(), an_opening(id="another")]}
    answer = await desk.post("/v1/tickets:batch", json=body, headers={"Idempotency-Key": uuid4().hex})
    assert [one["status"] for one in answer.json()["answers"]] == [201, 409]


async def test_a_batch_of_more_than_five_hundred_is_refused_whole(desk: httpx.AsyncClient) -> None:
    answer = await desk.post("/v1/tickets:batch", json={"tickets": [{}] * 501})
    assert answer.status_code == 422


async def test_a_list_goes_on_behind_each_part_and_shows_every_ticket_once(desk: httpx.AsyncClient) -> None:
    customer = f"Customer {uuid4().hex[:6]}"
    opened = [an_opening(customer=customer, request={"priority": one}) for one in ("P1", "P2", "P3", "P1", "P2")]
    for opening in opened:
        await desk.post("/v1/tickets", json=opening)

    async def all_are_written() -> bool:
        found = (await desk.get("/v1/tickets", params={"customer": customer})).json()
        return bool(found["total"] == len(opened))

    await until(all_are_written)
    shown: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        page = (await desk.get("/v1/tickets", params={"customer": customer, "limit": "2", **after})).json()
        shown += page["tickets"]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert sorted(one["ticket"] for one in shown) == sorted(one["ticket"] for one in opened)
    deadlines = [one["deadline"] for one in shown]
    assert deadlines == sorted(deadlines)
    by_text = (await desk.get("/v1/tickets", params={"text": opened[0]["ticket"].upper()})).json()
    assert [one["ticket"] for one in by_text["tickets"]] == [opened[0]["ticket"]]


async def test_who_knows_how_a_ticket_stands_is_told_only_when_that_has_changed(desk: httpx.AsyncClient) -> None:
    opening = an_opening()
    opened = await desk.post("/v1/tickets", json=opening)
    place, known = f"/v1/tickets/{opening['ticket']}", {"If-None-Match": opened.headers["ETag"]}
    assert (await desk.get(place, headers=known)).status_code == 304
    await desk.post(f"{place}/assign", json={"to": "Anna Rossi"})
    changed = await desk.get(place, headers=known)
    assert (changed.status_code, changed.json()["standing"]["owner"]) == (200, "Anna Rossi")


async def test_a_clock_says_what_is_promised_and_who_is_told_next(desk: httpx.AsyncClient) -> None:
    opening = an_opening()
    await desk.post("/v1/tickets", json=opening)
    place = f"/v1/tickets/{opening['ticket']}"
    clock = (await desk.get(f"{place}/clock")).json()
    reaction = next(one for one in clock["promises"] if one["promise"] == "reaction")
    assert reaction["goal"]["seconds"] == reaction["elapsed"]["seconds"] + reaction["remaining"]["seconds"]
    assert {one["recipient"] for one in clock["told_next"]} == {"support-team"}
    await desk.post(f"{place}/wait-for-customer", json={})
    waiting = (await desk.get(f"{place}/clock")).json()
    paused = next(one for one in waiting["promises"] if one["promise"] == "reaction")
    assert (paused["paused"], paused["due"], paused["if_resumed_now"] is not None) == (True, None, True)
    assert waiting["paused_for"] == ["customer"]


@pytest.mark.parametrize("part", ["", "/clock", "/events", "/announcements"])
async def test_of_a_ticket_that_is_not_there_nothing_is_told(desk: httpx.AsyncClient, part: str) -> None:
    answer = await desk.get(f"/v1/tickets/T-nobody-opened{part}")
    assert (answer.status_code, answer.json()["type"]) == (404, "/docs/problems#no-such-ticket")


async def test_a_parameter_that_nobody_reads_is_told(desk: httpx.AsyncClient) -> None:
    wrong = await desk.get("/v1/tickets", params={"stauts": "working"})
    assert (wrong.status_code, wrong.json()["detail"]) == (422, "There is no parameter stauts; did you mean status?")
