"""What a request costs the API itself, in CPU, beside the bare framework doing nothing.

`.venv/bin/python -m bench.doors.api [REQUESTS]`: an API in a process of its own, on real servers, and beside it an
application of the same framework that answers at once. Both are asked by as many clients; the CPU is that of their
processes alone, and of it that of the thread that is ours: the others are those of Temporal's client.
"""

import asyncio
import multiprocessing
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from multiprocessing.connection import Connection
from pathlib import Path

import httpx
import psutil
import uvicorn
from fastapi import FastAPI

from contracts.loader import load_all
from doors.application.reading import now
from doors.http.operations.examples import OPENING
from doors.http.serving import backend, listening
from runtime.embedded.__main__ import remove
from runtime.logging.logs import set_up_logs
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.connecting import connect
from runtime.worker.serving import serving

REQUESTS, CLIENTS = 2000, 8
PORT = 8391


def main() -> None:
    """Measure and print."""
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS
    asyncio.run(_measure(requests))


async def _measure(requests: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="sundial-bench-")) / "data"
    settings = Settings(data=folder, api_requests_a_minute=1_000_000, api_port=PORT)
    set_up_logs("console", "error")
    context = multiprocessing.get_context("spawn")
    try:
        async with serving(settings, load_all()) as (_, running):
            assert running is not None
            ours, theirs = context.Pipe()
            processes = [
                context.Process(target=_api, args=(settings, running, theirs), daemon=True),
                context.Process(target=_bare, args=(PORT + 1,), daemon=True),
            ]
            for process in processes:
                process.start()
            token = await asyncio.to_thread(ours.recv)
            await _listens(PORT + 1)
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{PORT}") as client:
                answer = await client.post("/v1/tickets", headers={"Authorization": f"Bearer {token}"}, json=OPENING)
                answer.raise_for_status()
            print(f"{'':34}{'CPU a request':>16}{'of it ours':>13}{'p50':>10}{'p99':>10}")
            for what, port, method, path, process in (
                ("the bare framework", PORT + 1, "GET", "/", processes[1]),
                ("alive", PORT, "GET", "/healthz", processes[0]),
                ("how a ticket stands", PORT, "GET", "/v1/tickets/T-1001", processes[0]),
                ("a list", PORT, "GET", "/v1/tickets?limit=50", processes[0]),
                ("a note", PORT, "POST", "/v1/tickets/T-1001/note", processes[0]),
                ("what would be promised", PORT, "POST", "/v1/preview", processes[0]),
            ):
                many = requests if method == "GET" else requests // 4
                spent, ours_of_it, times = await _measured(process.pid, port, method, path, many, token)
                p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
                cpu = f"{spent / many * 1000:13.2f} ms{ours_of_it / many * 1000:10.2f} ms"
                print(f"{what:34}{cpu}{p50 * 1000:7.1f} ms{p99 * 1000:7.1f} ms")
            for process in processes:
                process.terminate()
    finally:
        await remove(folder)


async def _listens(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.close()
        return


async def _measured(
    pid: int | None, port: int, method: str, path: str, many: int, token: str
) -> tuple[float, float, list[float]]:
    process = psutil.Process(pid)
    await _ask(port, method, path, CLIENTS, token)
    before = _spent(process)
    times = await _ask(port, method, path, many, token)
    after = _spent(process)
    return after[0] - before[0], after[1] - before[1], sorted(times)


def _spent(process: psutil.Process) -> tuple[float, float]:
    """Seconds of CPU of a process, and of its first thread."""
    whole = process.cpu_times()
    [ours] = [thread for thread in process.threads() if thread.id == process.pid]
    return whole.user + whole.system, ours.user_time + ours.system_time


async def _ask(port: int, method: str, path: str, many: int, token: str) -> list[float]:
    bodies = {"/v1/preview": OPENING["request"]}
    times: list[float] = []
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60))
            for _ in range(CLIENTS)
        ]

        async def one(client: httpx.AsyncClient) -> None:
            for _ in range(many // CLIENTS):
                begun = time.perf_counter()
                body = bodies.get(path, {"text": "a note"}) if method == "POST" else None
                answer = await client.request(method, path, headers={"Authorization": f"Bearer {token}"}, json=body)
                answer.raise_for_status()
                times.append(time.perf_counter() - begun)

        await asyncio.gather(*(one(client) for client in clients))
    return times


def _api(settings: Settings, running: Running, told: Connection) -> None:
    async def serve() -> None:
        set_up_logs("console", "error")
        client = await connect(settings, running)
        async with backend(settings, client, running.database_url, load_all()) as within, listening(settings, within):
            _, text = await within.tokens.create("bench", ["admin"], at=now(), by="bench")
            told.send(text)
            await asyncio.Event().wait()

    asyncio.run(serve())


def _bare(port: int) -> None:
    app = FastAPI()

    @app.get("/")
    async def nothing() -> dict[str, str]:
        return {"status": "ok"}

    uvicorn.run(app, port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    main()
