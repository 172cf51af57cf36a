"""`make clean` removes what is left and asks while somebody uses it."""

import asyncio
import os
import pty
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from runtime.embedded.servers import find_running, servers
from runtime.settings import Settings
from tests.doors.cli.conftest import Up
from tests.doors.cli.given.command_line import ROOT

Starts = Callable[..., Awaitable[Up]]


def removal(folder: Path, *how: str) -> list[str]:
    return [sys.executable, "-m", "runtime.embedded", "remove", str(folder), *how]


async def cleaned(folder: Path, *how: str) -> tuple[int, str]:
    """Its exit code and what it says where there is no terminal."""
    done = await asyncio.to_thread(
        subprocess.run,
        removal(folder, *how),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


async def answered(folder: Path, answer: bytes) -> tuple[int, str]:
    """Its exit code and what it says at a terminal, where somebody answers."""
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *removal(folder), cwd=ROOT, stdin=theirs, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    os.close(theirs)
    assert process.stdout is not None
    async with asyncio.timeout(90):
        asked = await process.stdout.readuntil(b"[y/N] ")
        os.write(ours, answer)
        said = asked + await process.stdout.read()
        code = await process.wait()
    os.close(ours)
    return code, said.decode()


async def test_what_nobody_uses_is_removed_without_a_question(data: Path) -> None:
    async with servers(Settings(data=data)):
        pass
    assert await cleaned(data) == (0, "")
    assert not data.exists()


async def test_without_a_terminal_it_refuses_what_is_used_and_says_how_to_force_it(data: Path) -> None:
    async with servers(Settings(data=data)):
        code, said = await cleaned(data)
        assert (code, said) == (
            1,
            f"Sundial runs on {data} and nothing was removed: end it first (Ctrl-C where `up` runs), or say "
            "`make clean FORCE=1` to stop it and remove all its tickets.\n",
        )
        assert await find_running(data) is not None


async def test_a_demo_that_stays_is_asked_for_too(data: Path) -> None:
    async with servers(Settings(data=data / "demo")):
        code, said = await cleaned(data)
        assert (code, said.startswith(f"Sundial runs on {data} and nothing was removed")) == (1, True)
        assert await find_running(data / "demo") is not None
    assert await cleaned(data) == (0, "")


@pytest.mark.parametrize("answer", [b"n\n", b"\n", b"yesterday\n", b"\x04"])
async def test_at_a_terminal_it_asks_and_anything_but_yes_leaves_all_as_it_is(data: Path, answer: bytes) -> None:
    async with servers(Settings(data=data)):
        code, said = await answered(data, answer)
        assert code == 1
        assert said.startswith(f"Sundial runs on {data}. Stop it and remove all its tickets? [y/N] ")
        assert said.rstrip().endswith("Nothing was removed.")
        assert await find_running(data) is not None


@pytest.mark.parametrize("forced", [True, False])
async def test_with_consent_up_is_stopped_and_everything_removed(data: Path, up: Starts, forced: bool) -> None:
    serving = await up(data)
    await serving.says("Sundial serves tickets.")
    if forced:
        assert await cleaned(data, "--force") == (0, "")
    else:
        assert (await answered(data, b"y\n"))[0] == 0
    assert not data.exists()
    assert await serving.ends() == 1
    assert serving.logged()[-1].endswith("was removed, and with it all that was in it.")
    assert not data.exists()


def test_the_target_of_make_asks_and_can_be_forced() -> None:
    for force, expected in (("", " .sundial ;"), ("FORCE=1", " .sundial --force;")):
        shown = subprocess.run(
            ["make", "--dry-run", "clean", *force.split()], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert f"runtime.embedded remove{expected}" in shown.stdout
