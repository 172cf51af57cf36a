"""What a request may bring: JSON, of a bounded size, whatever it says of itself."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.doors.http.conftest import Api


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"not JSON", "application/json", 400),
        (b'{"at": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"text"', "application/json", 422),
        (b"{}", "text/plain", 415),
        (b"customer=Acme", "application/x-www-form-urlencoded", 415),
        (b"{}", "application/json; charset=utf-8", 422),
        (b'{"customer": "\\ud800"}', "application/json", 422),
        (b'{"customer": "' + b"x" * 2_000_000 + b'"}', "application/json", 413),
    ],
)
async def test_what_is_no_opening_is_a_problem_and_no_more(
    desk: httpx.AsyncClient, body: bytes, kind: str, status: int
) -> None:
    answer = await desk.post("/v1/tickets", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


async def test_a_body_that_does_not_say_how_large_it_is_is_bounded_too(desk: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b" " * 65_536

    answer = await desk.post("/v1/tickets", content=endless(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


async def test_an_address_says_which_methods_it_takes(desk: httpx.AsyncClient) -> None:
    answer = await desk.delete("/v1/tickets")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")


async def test_the_api_says_that_it_is_alive_and_ready(api: Api) -> None:
    async with httpx.AsyncClient(base_url=api.url) as anybody:
        assert (await anybody.get("/healthz")).json() == {"status": "ok"}
        assert (await anybody.get("/readyz")).json() == {"status": "ok"}
