"""`sundial api`: the HTTP API in a process of its own, for the tickets of servers that run."""

import asyncio
import os
import signal
import sys

import httpx

from tests.doors.cli.given.command_line import ROOT, Desk
from tests.patience import PATIENCE


async def started(desk: Desk, **environment: str) -> asyncio.subprocess.Process:
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "starter.py", "api"),
        cwd=ROOT,
        env={**theirs, "SUNDIAL_DATA": str(desk.settings.data), "SUNDIAL_LOG_LEVEL": "error", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def url_of(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        line = (await process.stdout.readline()).decode()
    assert line.startswith("Sundial's API: http://"), line
    return line.split()[2]


async def test_the_api_is_served_until_ctrl_c_and_a_stream_does_not_keep_it(desk: Desk) -> None:
    token = (await asyncio.to_thread(desk, "tokens", "create", "A reader", "--role", "viewer")).out.strip()
    process = await started(desk)
    url = await url_of(process)
    async with httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=60) as reader:
        assert (await reader.get("/healthz")).json() == {"status": "ok"}
        assert (await reader.get("/v1/contracts")).status_code == 200
        async with reader.stream("GET", "/v1/events", headers={"Accept": "text/event-stream"}) as stream:
            assert stream.status_code == 200
            process.send_signal(signal.SIGINT)
            async with asyncio.timeout(PATIENCE):
                async for _ in stream.aiter_raw():
                    pass
    async with asyncio.timeout(PATIENCE):
        _, err = await process.communicate()
    assert (process.returncode, err) == (0, b"")


async def test_a_port_that_is_taken_is_told_in_a_sentence(desk: Desk) -> None:
    first = await started(desk)
    port = (await url_of(first)).rpartition(":")[2]
    second = await started(desk, SUNDIAL_API_PORT=port)
    async with asyncio.timeout(PATIENCE):
        _, err = await second.communicate()
    first.send_signal(signal.SIGTERM)
    await first.communicate()
    assert second.returncode == 1
    assert f"The API cannot listen at 127.0.0.1, port {port}" in err.decode()
    assert b"Traceback" not in err
