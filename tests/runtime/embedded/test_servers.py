import asyncio
import signal
import sys
from pathlib import Path

import pytest

from runtime.embedded.postgres import Postgres
from runtime.embedded.servers import find_running, servers
from runtime.embedded.temporal import Temporal
from runtime.errors import ServerUnreachable
from runtime.settings import Settings
from tests.patience import PATIENCE

# Another process: it says what it started and stays until it is told to go, or is killed.
GUEST = """
import asyncio, sys
from pathlib import Path
from runtime.embedded.servers import servers
from runtime.settings import Settings

async def visit():
    async with servers(Settings(data=Path(sys.argv[1]))) as running:
        print(running.started_temporal, running.started_postgres, running.temporal_address, flush=True)
        await asyncio.to_thread(sys.stdin.readline)

asyncio.run(visit())
print("left", flush=True)
"""


class Guest:
    """Another process that uses the servers of a data folder."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._in, self._out = process, process.stdin, process.stdout

    @classmethod
    async def arrives(cls, data: Path) -> "Guest":
        pipe = asyncio.subprocess.PIPE
        return cls(
            await asyncio.create_subprocess_exec(sys.executable, "-c", GUEST, str(data), stdin=pipe, stdout=pipe)
        )

    async def says(self) -> str:
        async with asyncio.timeout(PATIENCE):
            # What is logged stands there too: that another program had taken a port, say.
            while not (line := (await self._out.readline()).decode().strip()).startswith(("True", "False", "left")):
                assert line, "it ended without a word"
            return line

    async def leaves(self) -> None:
        self._in.write(b"\n")
        await self._in.drain()
        assert await self.says() == "left"
        assert await self._process.wait() == 0

    async def is_killed(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        assert await self._process.wait() == -signal.SIGKILL


async def test_a_second_process_reuses_them_and_leaves_them_to_the_first(data: Path) -> None:
    async with servers(Settings(data=data)) as running:
        assert running.started_temporal
        assert running.started_postgres

        guest = await Guest.arrives(data)
        assert await guest.says() == f"False False {running.temporal_address}"
        await guest.leaves()

        assert await find_running(data) is not None
    assert await find_running(data) is None
    assert Temporal(data).process is None
    assert Postgres(data).process is None


async def test_who_started_them_may_leave_before_the_others(data: Path) -> None:
    async with servers(Settings(data=data)):
        guest = await Guest.arrives(data)
        await guest.says()
    assert await find_running(data) is not None
    await guest.leaves()
    assert await find_running(data) is None


async def test_after_a_kill_the_next_process_takes_them_over_and_stops_them(data: Path) -> None:
    guest = await Guest.arrives(data)
    assert (await guest.says()).startswith("True True")
    await guest.is_killed()

    async with servers(Settings(data=data)) as running:
        assert not running.started_temporal
        assert not running.started_postgres
    assert Temporal(data).process is None
    assert Postgres(data).process is None


async def test_two_that_start_at_the_same_moment_start_one_pair(data: Path) -> None:
    guests = await asyncio.gather(Guest.arrives(data), Guest.arrives(data))
    said = sorted([await guest.says() for guest in guests])
    assert said[0].startswith("False False")
    assert said[1].startswith("True True")
    assert said[0].split()[2] == said[1].split()[2]
    await asyncio.gather(*(guest.leaves() for guest in guests))
    assert await find_running(data) is None


async def test_where_nothing_runs_nothing_is_found(data: Path) -> None:
    assert await find_running(data) is None
    assert not data.exists()


async def test_servers_that_are_used_and_do_not_answer_are_waited_for_and_then_named(data: Path) -> None:
    async with servers(Settings(data=data)):
        await Postgres(data).kill()
        # Tickets live without it.
        assert await find_running(data) is not None
        await Temporal(data).kill()
        with pytest.raises(ServerUnreachable, match=r"Sundial runs on .*, and its Temporal server does not answer"):
            await find_running(data, patience=0.3)
        finding = asyncio.create_task(find_running(data))
        await Temporal(data).start()
        assert await finding is not None
