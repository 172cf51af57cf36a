"""The same opening through every door at once: one ticket, one opening, one answer."""

import asyncio
import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from doors.hooks.loading import load_all
from doors.hooks.mapping import meaning
from doors.hooks.sources import Call as HookCall
from tests.doors.hooks.given.signing import SECRETS
from tests.doors.hooks.given.signing import zendesk as signed
from tests.doors.hooks.given.stories import Call, zendesk
from tests.doors.http.conftest import HOOKS, Api
from tests.doors.http.test_tickets import an_opening
from tests.doors.nexus.given.calling import Caller, a_caller
from tests.patience import until

ROOT = Path(__file__).parents[3]


def meant_by(call: Call, api: Api) -> dict[str, Any]:
    """The opening that a help desk's call means, as the other doors would be given it."""
    hook = load_all(HOOKS, api.within.library, SECRETS)["zendesk"]
    found = meaning("zendesk", hook.file, HookCall({}, json.loads(call.body)))
    fields = {**found.commands[0].fields}
    assert found.at is not None
    return {**fields, "at": found.at.isoformat()}


def said(answer: Any) -> Any:
    """An answer without what it says nothing of: some doors leave that out."""
    if isinstance(answer, dict):
        return {name: said(one) for name, one in answer.items() if one not in (None, [])}
    return [said(one) for one in answer] if isinstance(answer, list) else answer


async def typed(api: Api, opening: dict[str, Any]) -> dict[str, Any]:
    """Open it by the command line, in a process of its own."""
    fields = {**{name: value for name, value in opening.items() if name != "request"}, **opening["request"]}
    options = [
        f"--{name.replace('_', '-')}={value}"
        for name, value in fields.items()
        if name not in ("id", "by") and value is not None
    ]
    process = await starts(api, "open", *options, "--json")
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    answer: dict[str, Any] = json.loads(out)
    return answer


async def starts(api: Api, *arguments: str) -> asyncio.subprocess.Process:
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "starter.py", *arguments),
        cwd=ROOT,
        env={**theirs, "SUNDIAL_DATA": str(api.settings.data)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def by_nexus(caller: Caller, opening: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = await caller.asks("open", opening)
    return answer


async def by_http(desk: httpx.AsyncClient, opening: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    answer = await desk.post("/v1/tickets", json={name: one for name, one in opening.items() if name != "by"})
    return answer.status_code, answer.json()


async def by_hook(stranger: httpx.AsyncClient, call: Call) -> int:
    return (await stranger.post("/v1/hooks/zendesk", content=call.body, headers=signed(call.body))).status_code


async def test_a_hundred_openings_through_all_doors_make_one_ticket_and_get_one_answer(
    api: Api, desk: httpx.AsyncClient
) -> None:
    call = zendesk(datetime.now(UTC).replace(microsecond=0), str(uuid4().int % 10**9))[0]
    opening = meant_by(call, api)
    address = api.running.temporal_address
    async with (
        httpx.AsyncClient(base_url=api.url, timeout=120) as stranger,
        a_caller(api.client, address, api.settings.task_queue) as caller,
    ):
        https, nexuses, lines, hooked = await asyncio.gather(
            asyncio.gather(*(by_http(desk, opening) for _ in range(60))),
            asyncio.gather(*(by_nexus(caller, opening) for _ in range(20))),
            asyncio.gather(*(typed(api, opening) for _ in range(4))),
            asyncio.gather(*(by_hook(stranger, call) for _ in range(16))),
        )
    statuses = [status for status, _ in https]
    assert statuses.count(201) <= 1
    assert set(statuses) <= {200, 201}
    assert set(hooked) == {200}
    told = {json.dumps(said(one), sort_keys=True) for one in (*(body for _, body in https), *nexuses, *lines)}
    assert len(told) == 1, "\n".join(told)
    events = (await desk.get(f"/v1/tickets/{opening['ticket']}/events")).json()["events"]
    assert [one["event"]["type"] for one in events] == ["TicketOpened"]


async def test_a_client_that_is_killed_before_it_hears_the_answer_asks_again(api: Api, desk: httpx.AsyncClient) -> None:
    opening = an_opening()
    place = f"/v1/tickets/{opening['ticket']}"
    token = await api.token("operator")
    key = uuid4().hex
    for path, body in (("tickets", opening), (f"tickets/{opening['ticket']}/note", {"text": "once"})):
        # It is killed as soon as what it sends is out.
        script = (
            "import json, os, signal, socket, sys\n"
            "host, port, path, token, key, body = sys.argv[1:]\n"
            "told = socket.create_connection((host, int(port)))\n"
            "head = f'POST /v1/{path} HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer {token}\\r\\n'\n"
            "head += f'Idempotency-Key: {key}\\r\\nContent-Type: application/json\\r\\n'\n"
            "told.sendall((head + f'Content-Length: {len(body)}\\r\\n\\r\\n{body}').encode())\n"
            "os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        url = httpx.URL(api.url)
        given = (str(url.host), str(url.port), path, token, key, json.dumps(body))
        killed = await asyncio.create_subprocess_exec(sys.executable, "-c", script, *given)
        assert await killed.wait() == -signal.SIGKILL

        async def again(path: str = path, body: dict[str, Any] = body) -> bool:
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
            answer = await desk.post(f"/v1/{path}", json=body, headers=headers)
            return answer.status_code in (200, 201)

        await until(again)
    events = (await desk.get(f"{place}/events")).json()["events"]
    assert [one["event"]["type"] for one in events] == ["TicketOpened", "NoteAdded"]
