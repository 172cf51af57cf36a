"""`examples/intake-node`, as somebody runs it who has node and `sundial up`. Where there is no node it is not run."""

import asyncio
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from runtime.embedded.__main__ import remove
from runtime.settings import Settings
from tests.conftest import new_data_folder
from tests.doors.cli.conftest import Up
from tests.doors.cli.given.command_line import Desk
from tests.patience import PATIENCE

EXAMPLE = Path(__file__).parents[3] / "examples" / "intake-node"
NPM = shutil.which("npm")


@dataclass
class Example:
    """The example in a folder of its own, beside an API that runs."""

    folder: Path
    url: str
    desk: Desk
    token: str

    async def npm(self, *arguments: str, **environment: str) -> tuple[int, str, str]:
        """Run npm there: its exit code, and what it says."""
        process = await self.starts(*arguments, **environment)
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    async def starts(self, *arguments: str, **environment: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            "npm",
            "--silent",
            *arguments,
            cwd=self.folder,
            env={**os.environ, "SUNDIAL_URL": self.url, "SUNDIAL_TOKEN": self.token, **environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            # npm and node together, so that both can be killed.
            start_new_session=True,
        )


@pytest.fixture(scope="module")
async def example(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Example]:
    """The example, with its packages, its types and what is made of it."""
    folder, data = tmp_path_factory.mktemp("intake-node"), new_data_folder()
    for name in ("package.json", ".npmrc", "tsconfig.json", "client.ts", "main.ts"):
        shutil.copy(EXAMPLE / name, folder / name)
    serving = await Up.starts(data, SUNDIAL_LOG_LEVEL="error")
    try:
        said = "\n".join(await serving.says("In another terminal:"))
        [url] = re.findall(r"HTTP API: (http://\S+)", said)
        desk = Desk(Settings(data=data))
        roles = ("--role", "intake", "--role", "monitoring")
        made = await asyncio.to_thread(desk, "tokens", "create", "Help desk", *roles, "--json")
        found = Example(folder, url, desk, made.json["token"])
        for step in (("install", "--no-audit", "--no-fund", "--prefer-offline"), ("run", "types"), ("run", "build")):
            code, out, err = await found.npm(*step)
            assert code == 0, (step, out, err)
        yield found
        assert await serving.is_told(signal.SIGINT) == 0
    finally:
        await serving.is_gone()
        await remove(data)
        shutil.rmtree(data.parent)


if NPM:

    async def test_a_refusal_is_told_in_its_sentence(example: Example) -> None:
        code, out, err = await example.npm("start", SUNDIAL_TOKEN="nobody's")
        assert (code, out) == (1, "")
        assert err.startswith("This needs a token that is valid")
        await asyncio.to_thread(example.desk.opens, "HD-3000")
        code, out, err = await example.npm("start", "--", "HD-3000")
        assert (code, out) == (1, "")
        assert err.startswith("ticket HD-3000 is open already, for Grand Hotel Aurora")

    async def test_it_opens_a_ticket_follows_it_and_answers_once_though_it_is_killed(example: Example) -> None:
        killed = await example.starts("start", "--", "HD-3001", "It is 2026.3.")
        assert (await line(killed)).startswith("HD-3001 is open: reaction by 20")
        assert await line(killed) == "1. TicketOpened"
        os.killpg(killed.pid, signal.SIGKILL)
        await killed.wait()
        asked = ("wait-for-customer", "HD-3001", "--question", "Which release?", "--by", "Ann")
        assert (await asyncio.to_thread(example.desk, *asked)).code == 0
        story = ["1. TicketOpened", "2. WaitStarted", "   Which release? It is 2026.3.", "3. CustomerResponded"]
        for _ in range(2):
            code, out, err = await example.npm("start", "--", "HD-3001", "It is 2026.3.")
            assert (code, err) == (0, "")
            assert out.splitlines()[1:] == story
        shown = (await asyncio.to_thread(example.desk, "show", "HD-3001", "--json")).json
        [answered] = [one["event"] for one in shown["events"] if one["event"]["type"] == "CustomerResponded"]
        assert (answered["by"], answered["text"]) == ("Help desk", "It is 2026.3.")

    async def line(process: asyncio.subprocess.Process) -> str:
        """The next line that it says."""
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            return (await process.stdout.readline()).decode().rstrip("\n")


def test_its_packages_have_exact_versions_and_no_lock_file_names_where_they_come_from() -> None:
    package = (EXAMPLE / "package.json").read_text(encoding="utf-8")
    versions = re.findall(r'^    "[@\w/-]+": "([^"]*\d[^"]*)",?$', package, re.MULTILINE)
    assert len(versions) == 4
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    assert "package-lock=false" in (EXAMPLE / ".npmrc").read_text(encoding="utf-8").splitlines()
