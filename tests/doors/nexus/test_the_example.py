"""The example of a caller, as somebody runs it who has nothing but `sundial up` and that file."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from doors.nexus.service import ENDPOINT
from runtime.temporal.connecting import open_client
from tests.doors.cli.conftest import Up
from tests.doors.nexus.given.calling import a_namespace
from tests.runtime.embedded.test_endpoints import leads_to

EXAMPLE = Path(__file__).parents[3] / "examples" / "intake-nexus" / "caller.py"


@pytest.fixture
async def address(data: Path) -> AsyncIterator[str]:
    """Where the Temporal server of a `sundial up` is."""
    serving = await Up.starts(data, SUNDIAL_LOG_LEVEL="warning")
    said = "\n".join(await serving.says(f"  Data: {data}"))
    [found] = re.findall(r"  Temporal: (127\.0\.0\.1:\d+), namespace default", said)
    yield found
    assert await serving.is_told(signal.SIGINT) == 0
    assert serving.logged() == []


async def runs(address: str, *arguments: str) -> tuple[int, str, str]:
    """Run the example in the help desk's namespace: its exit code, and what it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        EXAMPLE,
        *arguments,
        env={**os.environ, "TEMPORAL_ADDRESS": address, "TEMPORAL_NAMESPACE": "helpdesk"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_it_opens_a_ticket_follows_it_and_changes_nothing_when_it_runs_again(address: str) -> None:
    client = await open_client(address, "default")
    assert await leads_to(client, ENDPOINT) == [("default", "tickets")]
    await a_namespace(client, "helpdesk")
    code, out, err = await runs(address, "HD-2051")
    assert (code, err) == (0, "")
    standing: dict[str, Any] = json.loads(out)["standing"]
    assert (standing["ticket"], standing["status"], standing["waiting_on"]) == ("HD-2051", "working", [])
    assert json.loads((await runs(address, "HD-2051"))[1])["standing"] == standing
