"""`up` keeps its servers running: what is killed comes back, and tickets live on."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from runtime.embedded.__main__ import remove
from runtime.embedded.postgres import Postgres
from runtime.embedded.servers import find_running
from runtime.embedded.temporal import Temporal
from runtime.settings import Settings
from tests.doors.cli.conftest import Up
from tests.doors.cli.given.command_line import Outcome, starter
from tests.runtime.embedded.free_ports import a_free_port

Starts = Callable[..., Awaitable[Up]]
SERVES = "Sundial serves tickets."


class Folder:
    """A data folder, as somebody at a terminal has it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.temporal, self.postgres = Temporal(data), Postgres(data)

    async def asked(self, *arguments: str) -> Outcome:
        settings = Settings(data=self.data)
        return await asyncio.to_thread(starter, *arguments, settings=lambda: settings)

    async def opens(self, ticket: str) -> None:
        opened = await self.asked(
            *("open", "--ticket", ticket, "--customer", "Acme", "--subject", "No calls"),
            *("--contract", "imagiclecare-4.1", "--plan", "gold", "--theatre", "europe", "--priority", "P2"),
        )
        assert opened.code == 0, opened.err

    async def lists(self, *tickets: str) -> None:
        """Wait until the journal has these tickets."""
        async with asyncio.timeout(120):
            while True:
                listed = await self.asked("list", "--json")
                if listed.code == 0 and set(tickets) <= {one["ticket"] for one in json.loads(listed.out)}:
                    return
                await asyncio.sleep(0.2)

    async def runs_again(self) -> None:
        """Wait until somebody has started PostgreSQL again."""
        async with asyncio.timeout(90):
            while not await self.postgres.answers():
                await asyncio.sleep(0.05)

    def stopped(self) -> bool:
        return self.temporal.process is None and self.postgres.process is None


@pytest.fixture
async def folder(data: Path) -> Folder:
    return Folder(data)


@pytest.fixture
async def other(data: Path) -> AsyncIterator[Folder]:
    """Another installation of the same machine."""
    yield Folder(data.parent / "other")
    if (data.parent / "other").exists():
        await remove(data.parent / "other")


async def test_postgresql_that_is_killed_comes_back_and_the_journal_follows(folder: Folder, up: Starts) -> None:
    serving = await up(folder.data, SUNDIAL_LOG_LEVEL="info")
    await serving.says(SERVES)
    await folder.opens("U-1")
    for kill in (1, 2):
        await folder.postgres.kill()
        await serving.logs("PostgreSQL answers again", kill)
    await folder.opens("U-2")
    await folder.lists("U-1", "U-2")
    assert len(serving.logged("PostgreSQL does not answer")) == 2
    assert not serving.logged("Traceback"), "\n".join(serving.logged())
    assert await serving.is_told(signal.SIGINT) == 0
    assert folder.stopped()


async def test_temporal_that_is_killed_comes_back_where_it_was_with_its_tickets(folder: Folder, up: Starts) -> None:
    ports = {"SUNDIAL_TEMPORAL_PORT": str(a_free_port()), "SUNDIAL_UI_PORT": str(a_free_port())}
    serving = await up(folder.data, SUNDIAL_LOG_LEVEL="info", **ports)
    await serving.says(SERVES)
    await folder.opens("U-1")
    address, pages = folder.temporal.address, folder.temporal.ui_url
    await folder.temporal.kill()
    # A command waits for it too.
    assert (await folder.asked("acknowledge", "U-1", "--by", "Ann")).code == 0
    await serving.logs("Temporal answers again")
    assert (folder.temporal.address, folder.temporal.ui_url) == (address, pages)
    assert len(serving.logged("Temporal does not answer")) == 1
    assert not serving.logged("Traceback"), "\n".join(serving.logged())
    assert await serving.is_told(signal.SIGTERM) == 0
    assert folder.stopped()


async def test_a_second_up_joins_and_goes_on_supervising_when_the_first_ends(folder: Folder, up: Starts) -> None:
    first = await up(folder.data, SUNDIAL_LOG_LEVEL="info")
    await first.says(SERVES)
    address = folder.temporal.address
    second = await up(folder.data, SUNDIAL_LOG_LEVEL="info")
    await second.says(SERVES)
    assert folder.temporal.address == address

    await folder.postgres.kill()
    await folder.runs_again()
    # Whoever noticed it has said so; the other one may not have looked meanwhile.
    assert first.logged("PostgreSQL does not answer") + second.logged("PostgreSQL does not answer")
    assert await first.is_told(signal.SIGINT) == 0
    assert await find_running(folder.data) is not None

    said = len(second.logged("PostgreSQL answers again"))
    await folder.temporal.kill()
    await folder.postgres.kill()
    await second.logs("PostgreSQL answers again", said + 1)
    await second.logs("Temporal answers again")
    await folder.opens("U-1")
    await folder.lists("U-1")
    assert await second.is_told(signal.SIGINT) == 0
    assert folder.stopped()


async def test_one_that_is_killed_is_taken_over_by_the_other(folder: Folder, up: Starts) -> None:
    first = await up(folder.data)
    await first.says(SERVES)
    second = await up(folder.data, SUNDIAL_LOG_LEVEL="info")
    await second.says(SERVES)
    assert await first.is_told(signal.SIGKILL) == -signal.SIGKILL
    await folder.temporal.kill()
    await second.logs("Temporal answers again")
    assert await second.is_told(signal.SIGINT) == 0
    assert folder.stopped()


@pytest.fixture
async def without_its_journal(folder: Folder, up: Starts) -> AsyncIterator[Up]:
    """An `up` whose PostgreSQL was killed and cannot be started."""
    serving = await up(folder.data, SUNDIAL_LOG_LEVEL="info", SUNDIAL_LOG_FORMAT="json")
    await serving.says(SERVES)
    await folder.opens("U-1")
    await folder.lists("U-1")
    place = (folder.data / "postgres").resolve()
    away = place.with_name("away")
    place.rename(away)
    await folder.postgres.kill()
    await serving.logs("PostgreSQL cannot be started")
    yield serving
    if away.exists():
        away.rename(place)


async def test_a_night_without_postgresql_is_a_handful_of_lines_and_tickets_are_worked_on(
    folder: Folder, without_its_journal: Up
) -> None:
    serving, place = without_its_journal, (folder.data / "postgres").resolve()
    before = len(serving.logged())
    for number in range(5):
        await folder.opens(f"N-{number}")
        assert (await folder.asked("acknowledge", f"N-{number}", "--by", "Ann")).code == 0
    assert (await folder.asked("list")).refusal.startswith("The database cannot be reached")
    assert not serving.logged("Traceback"), "\n".join(serving.logged())
    assert serving.logged('"exception"') == []
    place.with_name("away").rename(place)
    await serving.logs("PostgreSQL answers again")
    await folder.lists("U-1", *(f"N-{number}" for number in range(5)))
    during = [json.loads(line) for line in serving.logged()[before:]]
    assert len([entry for entry in during if entry["logger"] != "sundial.announcements"]) <= 5
    [ended] = [entry for entry in during if entry["event"] == "PostgreSQL answers again"]
    assert ended["entries_held_back"] >= 5
    assert await serving.is_told(signal.SIGINT) == 0


async def test_ctrl_c_ends_quietly_while_a_server_is_away(folder: Folder, without_its_journal: Up) -> None:
    assert await without_its_journal.is_told(signal.SIGINT) == 0
    assert without_its_journal.logged("Traceback") == []
    assert folder.stopped()


async def a_stranger_on(port: int, other: Folder, up: Starts) -> Up:
    """Another installation whose server listens there. The first one tries that port itself now and then."""
    for _ in range(10):
        theirs = await up(other.data, SUNDIAL_TEMPORAL_PORT=str(port), SUNDIAL_LOG_LEVEL="info")
        with suppress(AssertionError):
            await theirs.says(SERVES)
            return theirs
    raise AssertionError(f"no other server came to port {port}")


async def test_a_worker_does_not_go_over_to_a_stranger_that_has_taken_its_servers_port(
    folder: Folder, other: Folder, up: Starts
) -> None:
    # One that no other test comes across.
    before = await up(folder.data, SUNDIAL_TEMPORAL_PORT=str(a_free_port()))
    await before.says(SERVES)
    assert await before.is_told(signal.SIGINT) == 0
    serving = await up(folder.data, SUNDIAL_LOG_LEVEL="info")
    await serving.says(SERVES)
    port, store = folder.temporal.port, folder.data / "temporal" / "temporal.db"
    await folder.opens("OURS-1")
    await folder.lists("OURS-1")
    store.rename(store.with_name("away"))
    await folder.temporal.kill()
    await serving.logs("Temporal cannot be started")
    theirs = await a_stranger_on(port, other, up)
    assert other.temporal.port == port
    store.with_name("away").rename(store)
    await serving.logs("Temporal answers again")

    assert folder.temporal.port != port
    assert len(serving.logged("another program has taken a port")) == 1
    await other.opens("THEIRS-1")
    await folder.opens("OURS-2")
    await other.lists("THEIRS-1")
    await folder.lists("OURS-1", "OURS-2")
    listed = json.loads((await folder.asked("list", "--json")).out)
    assert {one["ticket"] for one in listed} == {"OURS-1", "OURS-2"}
    assert (await other.asked("show", "OURS-1")).refusal.startswith("there is no ticket OURS-1")

    assert await theirs.is_told(signal.SIGINT) == 0
    assert await serving.is_told(signal.SIGINT) == 0
    again = await up(folder.data)
    await again.says(SERVES)
    assert folder.temporal.port == port
    assert await again.is_told(signal.SIGINT) == 0


async def test_up_ends_with_a_sentence_when_its_folder_is_removed(folder: Folder, up: Starts) -> None:
    serving = await up(folder.data)
    await serving.says(SERVES)
    await remove(folder.data)
    assert await serving.ends() == 1
    assert serving.logged()[-1] == f"The data folder {folder.data} was removed, and with it all that was in it."
    assert not folder.data.exists()
