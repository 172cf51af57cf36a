"""A worker on others' servers waits for them at its start, and refuses what no waiting mends."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest

from runtime.embedded.postgres import Postgres
from runtime.embedded.temporal import Temporal
from runtime.temporal.connecting import open_client
from runtime.temporal.installations import mark_namespace
from tests.runtime.embedded.free_ports import a_free_port

ROOT = Path(__file__).parents[2]


class WorkerProcess:
    """`worker.py` on servers that it is told of."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process, self._log = process, log

    @classmethod
    async def starts(cls, log: Path, address: str, database_url: str, **environment: str) -> "WorkerProcess":
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
        ours = {
            "SUNDIAL_MODE": "external",
            "SUNDIAL_DATABASE_URL": database_url,
            "SUNDIAL_GRACEFUL_SHUTDOWN_SECONDS": "1",
            "TEMPORAL_ADDRESS": address,
        }
        with log.open("wb") as err:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "worker.py", cwd=ROOT, env={**theirs, **ours, **environment}, stderr=err
            )
        return cls(process, log)

    def logged(self, words: str = "") -> list[str]:
        return [line for line in self._log.read_text().splitlines() if words in line]

    async def logs(self, words: str) -> None:
        async with asyncio.timeout(90):
            while not self.logged(words):
                assert self._process.returncode is None, "\n".join(self.logged())
                await asyncio.sleep(0.05)

    async def ends(self) -> int:
        async with asyncio.timeout(90):
            return await self._process.wait()

    async def is_told(self, sign: signal.Signals) -> int:
        self._process.send_signal(sign)
        return await self.ends()

    async def is_gone(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


Starts = Callable[..., Awaitable[WorkerProcess]]


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[Starts]:
    started: list[WorkerProcess] = []

    async def start(address: str, database_url: str, **environment: str) -> WorkerProcess:
        log = tmp_path / f"{len(started)}.log"
        started.append(await WorkerProcess.starts(log, address, database_url, **environment))
        return started[-1]

    yield start
    for one in started:
        await one.is_gone()


@pytest.fixture
async def postgres(data: Path) -> Postgres:
    made = Postgres(data)
    await made.start()
    return made


async def test_it_waits_for_temporal_and_serves_once_that_is_there(
    data: Path, postgres: Postgres, worker: Starts
) -> None:
    port = a_free_port()
    waiting = await worker(f"127.0.0.1:{port}", postgres.database_url)
    await waiting.logs("Temporal does not answer")
    await Temporal(data, port=port).start()
    await waiting.logs("serving tickets")
    assert len(waiting.logged("Temporal does not answer")) == 1
    assert len(waiting.logged("Temporal answers again")) == 1
    assert await waiting.is_told(signal.SIGTERM) == 0
    assert waiting.logged("Traceback") == []


async def test_it_serves_while_postgresql_is_down_and_writes_once_that_is_back(
    data: Path, postgres: Postgres, worker: Starts
) -> None:
    temporal = Temporal(data)
    await temporal.start()
    url = postgres.database_url
    await postgres.kill()
    serving = await worker(temporal.address, url)
    await serving.logs("PostgreSQL does not answer")
    await serving.logs("serving tickets")
    await postgres.start()
    await serving.logs("PostgreSQL answers again")
    connection = await asyncpg.connect(url)
    async with asyncio.timeout(60):
        while await connection.fetchval("select to_regclass('tickets')") is None:
            await asyncio.sleep(0.05)
    await connection.close()
    assert await serving.is_told(signal.SIGTERM) == 0
    assert not serving.logged("Traceback"), "\n".join(serving.logged())


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"TEMPORAL_NAMESPACE": "elsewhere"}, "The Temporal server has no namespace 'elsewhere': create it with"),
        ({"TEMPORAL_TLS": "true"}, "(it speaks no TLS there, and TEMPORAL_TLS or TEMPORAL_API_KEY asks for it)"),
        ({"TEMPORAL_API_KEY": "a-key"}, "(it speaks no TLS there, and TEMPORAL_TLS or TEMPORAL_API_KEY asks for it)"),
        ({"TEMPORAL_ADDRESS": "not an address:7233"}, "(invalid target URL"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
async def test_what_no_waiting_mends_is_refused_at_once(
    data: Path, worker: Starts, environment: dict[str, str], sentence: str
) -> None:
    temporal = Temporal(data)
    await temporal.start()
    refused = await worker(temporal.address, "postgresql://sundial@127.0.0.1:1/sundial", **environment)
    assert await refused.ends() == 1
    [said] = refused.logged()
    assert sentence in said


async def test_a_database_of_another_installation_is_refused_at_the_start(
    data: Path, postgres: Postgres, worker: Starts
) -> None:
    other = Temporal(data / "other")
    await other.start()
    refused = await worker(other.address, postgres.database_url)
    assert await refused.ends() == 1
    assert refused.logged()[-1].startswith("Namespace default at 127.0.0.1:")
    assert (
        "set TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and SUNDIAL_DATABASE_URL to those of one installation"
        in (refused.logged()[-1])
    )
    assert refused.logged("serving tickets") == []
    await other.stop()


async def test_a_database_of_another_installation_that_comes_later_is_not_written_to(
    data: Path, postgres: Postgres, worker: Starts
) -> None:
    other = Temporal(data / "other")
    await other.start()
    url = postgres.database_url
    await postgres.kill()
    serving = await worker(other.address, url)
    await serving.logs("serving tickets")
    await postgres.start()
    assert await serving.ends() == 1
    assert serving.logged()[-1].startswith("Namespace default at 127.0.0.1:")
    connection = await asyncpg.connect(url)
    assert await connection.fetchval("select to_regclass('tickets')") is None
    await connection.close()
    await other.stop()


async def test_a_worker_ends_when_its_namespace_is_another_installations_by_now(
    data: Path, postgres: Postgres, worker: Starts
) -> None:
    temporal = Temporal(data)
    await temporal.start()
    serving = await worker(temporal.address, postgres.database_url)
    await serving.logs("serving tickets")
    await mark_namespace(await open_client(temporal.address, "default"), "of-somebody-else")
    assert await serving.ends() == 1
    assert "belongs to installation of-somebody-else" in serving.logged()[-1]
    assert not serving.logged("Traceback"), "\n".join(serving.logged())
