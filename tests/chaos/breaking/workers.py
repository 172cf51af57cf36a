"""A worker as people run it: a process of its own, which whoever looks after it starts again when it ends."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tests.patience import until

ROOT = Path(__file__).parents[3]
AGAIN = 0.3
"""Seconds before a worker that ended by itself is started again."""
SENTENCE = 1
"""The exit code after a sentence."""
LINES = 30
"""Of its log, that are told where it fell."""


class Worker:
    """`worker.py`, kept running."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        """Name what it runs with; nothing is started."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SUNDIAL_", "TEMPORAL_"))}
        self._environment = {**inherited, **environment}
        self._log = log
        self._may_run = asyncio.Event()
        self._may_run.set()
        self._process: asyncio.subprocess.Process | None = None
        self._fell: list[str] = []

    def fell(self) -> list[str]:
        """How it ended when nobody ended it, but for a sentence about a server that was away."""
        return [f"a worker ended by itself:\n{last}" for last in self._fell]

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Keep it running until this is left."""
        keeping = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping
            await self._gone(signal.SIGKILL)

    async def serves(self) -> None:
        """Wait until it does."""

        async def says_so() -> bool:
            return self._log.exists() and "serving tickets" in self.logged()

        await until(says_so)

    def logged(self) -> str:
        """All that it wrote."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @asynccontextmanager
    async def away(self, how: signal.Signals) -> AsyncIterator[None]:
        """End it with a signal, and keep it away."""
        self._may_run.clear()
        try:
            await self._gone(how)
            yield
        finally:
            self._may_run.set()

    @asynccontextmanager
    async def frozen(self) -> AsyncIterator[None]:
        """Let it do nothing, though it lives."""
        process = self._process
        self._send(process, signal.SIGSTOP)
        try:
            yield
        finally:
            self._send(process, signal.SIGCONT)

    async def _keep(self) -> None:
        while True:
            await self._may_run.wait()
            with self._log.open("ab") as written:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, "worker.py", cwd=ROOT, env=self._environment, stdout=written, stderr=written
                )
            code = await self._process.wait()
            last = self.logged().splitlines()[-1:]
            if self._may_run.is_set() and not (code == SENTENCE and last and last[0].startswith("No Temporal server")):
                self._fell.append("\n".join([f"exit code {code}", *self.logged().splitlines()[-LINES:]]))
            await asyncio.sleep(AGAIN)

    async def _gone(self, how: signal.Signals) -> None:
        process = self._process
        self._send(process, how)
        if process is not None:
            await process.wait()

    @staticmethod
    def _send(process: asyncio.subprocess.Process | None, sign: signal.Signals) -> None:
        if process is not None and process.returncode is None:
            process.send_signal(sign)
