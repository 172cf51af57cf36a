"""What the pages show of the API is run by a shell, as it stands there."""

import asyncio
import json
import os
import re
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from tests.doors.http.conftest import Api

ROOT = Path(__file__).parents[3]


async def run(api: Api, page: str) -> str:
    """What the blocks of a page say, with this process's command in place of the installed one."""
    text = (ROOT / page).read_text(encoding="utf-8")
    shown = "\n".join(re.findall(r"```bash\n(.*?)```", text, re.DOTALL))
    command = f"{sys.executable} starter.py"
    script = re.sub(r"(?:\.venv/bin/)?sundial (?=tokens)", f"{command} ", shown)
    # Other tests open the ticket of the examples, too.
    script = script.replace("http://127.0.0.1:8180", api.url).replace("T-1001", f"T-{uuid4().hex[:8]}")
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
    shell = await asyncio.create_subprocess_exec(
        *("bash", "-euo", "pipefail", "-c", script),
        cwd=ROOT,
        env={**theirs, "SUNDIAL_DATA": str(api.settings.data)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await shell.communicate()
    assert shell.returncode == 0, (out.decode(), err.decode())
    return out.decode()


async def test_a_stranger_opens_a_ticket_and_answers_it_with_curl(api: Api) -> None:
    answers = [json.loads(line) for line in (await run(api, "README.md")).splitlines() if line]
    assert all("standing" in one for one in answers[:3]), answers
    assert [one["standing"]["status"] for one in answers[:3]] == ["working", "waiting", "working"]
    assert answers[3]["ticket"] == answers[0]["standing"]["ticket"]
    assert {one["promise"] for one in answers[3]["promises"]} >= {"reaction", "escalation"}


@pytest.mark.parametrize("page", ["docs/guide/api.md"])
async def test_the_commands_of_the_page_are_taken(api: Api, page: str) -> None:
    said = await run(api, page)
    assert "Helpdesk intake" in said
    assert said.count("sundial_") == 2
