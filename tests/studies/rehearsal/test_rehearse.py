"""`sundial rehearse`, as people run it, on servers of its own."""

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from temporalio.service import RPCError

from runtime.embedded.servers import find_running
from runtime.errors import ConnectionRefused
from runtime.temporal.connecting import open_client
from tests.doors.cli.given.command_line import ROOT, starter, starter_process
from tests.patience import PATIENCE, until

GOLD = ("--contract", "imagiclecare-4.1", "--plan", "gold", "--theatre", "europe", "--zone", "Europe/Rome")


async def tickets_live(data: Path) -> None:
    """Wait until there are tickets on the servers of a data folder."""

    async def some() -> bool:
        running = await find_running(data)
        if running is None:
            return False
        with suppress(ConnectionRefused, RPCError):
            client = await open_client(running.temporal_address, running.namespace)
            return (await client.count_workflows()).count > 0
        return False

    await until(some)


def line(ticket: str, *commands: tuple[str, str]) -> str:
    asked = [{"type": type_, "at": f"2026-03-02 {at}"} for at, type_ in commands]
    opening = {"ticket": ticket, "at": "2026-03-02 09:00", "customer": "Grand Hotel Aurora", "subject": "No calls"}
    return json.dumps({**opening, "priority": "P2", "commands": asked}) + "\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.jsonl"
    lives = line("T-1", ("10:50", "acknowledge"), ("11:50", "close"), ("11:55", "reopen")), line("T-2"), line("T-3")
    path.write_text("".join(lives), encoding="utf-8")
    return path


def test_lives_that_are_equal_are_told_in_sum_and_a_line_that_cannot_be_read_by_itself(file: Path) -> None:
    with file.open("a", encoding="utf-8") as more:
        more.write("{nonsense\n")
    told = starter_process("rehearse", str(file), *GOLD, "--only", "T-1", "--only", "T-3", "--sample", "1")
    assert told.code == 1
    assert told.err.startswith("line 4: the line is not JSON")
    said = " ".join(told.out.split())
    assert said.startswith("1 ticket rehearsed; their lives on the engine and in the simulation are equal. 8 events,")
    assert "3 commands sent; 1 refused, each as the simulation refuses it" in said
    assert "WarningGiven 4" in said


async def test_who_stops_it_stops_its_servers_and_leaves_nothing_behind_even_where_it_is_stopped_twice(
    file: Path, data: Path
) -> None:
    file.write_text("".join(line(f"T-{number}") for number in range(200)), encoding="utf-8")
    data.mkdir()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "starter.py", "rehearse", str(file), *GOLD, "--until", "2026-03-20T09:30:00+01:00"),
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(data)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(PATIENCE):
        while not (records := list(data.glob("*/data/temporal.json"))):
            await asyncio.sleep(0.05)
        server = psutil.Process(json.loads(records[0].read_text(encoding="utf-8"))["pid"])
        await tickets_live(records[0].parent)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        out, err = await process.communicate()
    assert (process.returncode, out) == (130, b""), err
    assert not server.is_running()
    assert list(data.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--only", "T-9"), "'T-9' is not opened before the end; give the id of one of the incidents"),
        (("--until", "2026-03-01T09:00:00+01:00"), "no incident of the file is opened before the end"),
        (("--until", "tomorrow"), "--until 'tomorrow' is not an instant"),
    ],
)
def test_what_cannot_be_rehearsed_is_refused_before_anything_is_started(
    file: Path, options: tuple[str, ...], sentence: str
) -> None:
    assert sentence in starter("rehearse", str(file), *GOLD, *options).refusal


@pytest.mark.parametrize("options", [("--sample", "0"), ("--at-once", "0"), ("--late", "-1")])
def test_numbers_that_mean_nothing_are_not_understood(file: Path, options: tuple[str, ...]) -> None:
    assert options[0] in starter("rehearse", str(file), *GOLD, *options).misunderstanding
