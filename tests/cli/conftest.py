import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from runtime.running import Running
from runtime.settings import Settings
from tests.cli.command_line import ROOT, Desk
from tests.patience import PATIENCE


class Up:
    """`starter.py up` in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        self._process, self._out = process, process.stdout

    @classmethod
    async def starts(cls, data: Path, **environment: str) -> "Up":
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "starter.py",
            "up",
            cwd=ROOT,
            env={**theirs, "SUNDIAL_DATA": str(data), "SUNDIAL_LOG_LEVEL": "error", **environment},
            stdout=asyncio.subprocess.PIPE,
        )
        return cls(process)

    async def says(self, line: str) -> list[str]:
        """What it says up to and with that line."""
        said: list[str] = []
        async with asyncio.timeout(PATIENCE):
            while not said or said[-1] != line:
                read = await self._out.readline()
                assert read, f"it ended after saying {said}"
                said.append(read.decode().rstrip("\n"))
        return said

    async def is_told(self, what: signal.Signals) -> int:
        self._process.send_signal(what)
        async with asyncio.timeout(PATIENCE):
            await self._out.read()
            return await self._process.wait()


@pytest.fixture
def up() -> Callable[..., Awaitable[Up]]:
    return Up.starts


@pytest.fixture(scope="session")
async def desk(shared_settings: Settings, running: Running) -> AsyncIterator[Desk]:
    """Where commands reach real servers, on which `starter.py up` serves tickets."""
    serving = await Up.starts(shared_settings.data, SUNDIAL_TASK_QUEUE="command-line")
    await serving.says("Sundial serves tickets.")
    yield Desk(shared_settings.model_copy(update={"task_queue": "command-line"}))
    assert await serving.is_told(signal.SIGTERM) == 0
