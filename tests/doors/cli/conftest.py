import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import pytest

from runtime.running import Running
from runtime.settings import Settings
from tests.doors.cli.given.command_line import ROOT, Desk
from tests.patience import PATIENCE


class Up:
    """`sundial up` in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        assert process.stdout is not None
        self._process, self._out, self._log = process, process.stdout, log

    @classmethod
    async def starts(cls, data: Path, **environment: str) -> "Up":
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
        log = data.parent / f"up-{uuid4().hex[:8]}.log"
        with log.open("wb") as err:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "starter.py",
                "up",
                cwd=ROOT,
                env={**theirs, "SUNDIAL_DATA": str(data), "SUNDIAL_LOG_LEVEL": "error", **environment},
                stdout=asyncio.subprocess.PIPE,
                stderr=err,
            )
        return cls(process, log)

    async def says(self, line: str) -> list[str]:
        """What it says up to and with that line."""
        said: list[str] = []
        async with asyncio.timeout(PATIENCE):
            while not said or said[-1] != line:
                read = await self._out.readline()
                assert read, f"it ended after saying {said}: {self.logged()[-5:]}"
                said.append(read.decode().rstrip("\n"))
        return said

    def logged(self, words: str = "") -> list[str]:
        """The lines of its log in which these words are."""
        return [line for line in self._log.read_text().splitlines() if words in line]

    async def logs(self, words: str, times: int = 1) -> None:
        """Wait until its log has so many lines with these words."""
        async with asyncio.timeout(PATIENCE):
            while len(self.logged(words)) < times:
                assert self._process.returncode is None, "\n".join(self.logged())
                await asyncio.sleep(0.05)

    async def ends(self) -> int:
        """Wait until it has ended, and answer its exit code."""
        async with asyncio.timeout(PATIENCE):
            await self._out.read()
            return await self._process.wait()

    async def is_gone(self) -> None:
        """End it where a test left it: it has not come to its end."""
        if self._process.returncode is None:
            self._process.kill()
            await self.ends()

    async def is_told(self, what: signal.Signals) -> int:
        self._process.send_signal(what)
        return await self.ends()


@pytest.fixture
async def up() -> AsyncIterator[Callable[..., Awaitable[Up]]]:
    started: list[Up] = []

    async def start(data: Path, **environment: str) -> Up:
        started.append(await Up.starts(data, **environment))
        return started[-1]

    yield start
    for one in started:
        await one.is_gone()


@pytest.fixture(scope="session")
async def desk(shared_settings: Settings, running: Running) -> AsyncIterator[Desk]:
    """Where commands reach real servers, on which `sundial up` serves tickets."""
    serving = await Up.starts(shared_settings.data, SUNDIAL_TASK_QUEUE="command-line")
    await serving.says("Sundial serves tickets.")
    yield Desk(shared_settings.model_copy(update={"task_queue": "command-line"}))
    assert await serving.is_told(signal.SIGTERM) == 0
