"""What the pages show is run, as it stands there."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from ruamel.yaml import YAML
from sybil import Document
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from domain.contract.library import Library
from domain.deciding.parsing import read_opening
from runtime.running import Running
from runtime.settings import Settings
from runtime.worker.working import working
from tests.docs.pages import DOCS, ROOT, page, pages
from tests.docs.shell import Shell
from tests.doors.cli.given.command_line import Desk
from tests.doors.cli.given.losing import lose
from workflows import messages

RUN = {"sh", "console"}
TRIED_ELSEWHERE = {
    "README.md": {"bash"},
    "docs/guide/api.md": {"bash"},
    "docs/guide/channels.md": {"python", "sql"},
    "docs/guide/opening.md": {"python", "typescript"},
}
"""What a test of the page's own runs, or looks at: `tests/people/channels/test_the_page.py`,
`tests/doors/http/test_the_pages.py`, and below."""
DATA = {"csv", "json", "text", "yaml", "{toctree}", "{include}"}
"""What nobody runs, and a test of the page's own may read."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands(path: Path) -> list[str]:
    return [token.info for token in MarkdownIt().parse(path.read_text(encoding="utf-8")) if token.info in RUN]


@pytest.mark.parametrize("path", pages(), ids=named)
def test_nothing_is_shown_that_is_not_run(path: Path) -> None:
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    languages = {token.info.split()[0] if token.info else "" for token in tokens if token.type == "fence"}
    assert languages <= RUN | DATA | TRIED_ELSEWHERE.get(named(path), set())
    indented = [token.content for token in tokens if token.type == "code_block"]
    assert indented == [], "write ```sh before it and ``` after it, so that it is run"


@pytest.mark.parametrize("path", [path for path in pages() if commands(path)], ids=named)
async def test_the_commands_of_a_page_run(path: Path, desk: Desk, client: Client, tmp_path: Path) -> None:
    for ticket in re.findall(r"revive ([A-Z]+-\d+)", path.read_text(encoding="utf-8")):
        await asyncio.to_thread(desk.opens, ticket)
        await lose(desk, client, ticket)
    shell = Shell(desk, tmp_path)
    typed = CodeBlockParser("sh", lambda example: shell.types(example.parsed))
    answered = CodeBlockParser("console", lambda example: shell.sees(example.parsed))
    for example in Document.parse(str(path), typed, answered):
        await asyncio.to_thread(example.evaluate)


async def test_a_service_opens_a_ticket_as_the_page_shows(
    running: Running, client: Client, shared_settings: Settings, library: Library
) -> None:
    document = Document.parse(str(DOCS / "guide" / "opening.md"), PythonCodeBlockParser())
    for example in document:
        example.evaluate()
    shown = document.namespace
    theirs = await Client.connect(running.temporal_address, namespace=running.namespace)
    async with working(client, shared_settings, running.database_url, library):
        due = await shown["report"](theirs)
        assert datetime.fromisoformat(due) > datetime.now(UTC)

        opening = {
            "ticket": "HD-2043",
            "customer": "Acme Ltd",
            "request": {"contract": "imagen-ti", "priority": "minor"},
        }
        first = await shown["open_ticket"](theirs, opening)
        assert await shown["open_ticket"](theirs, opening) == first
        unknown = {**opening, "ticket": "HD-2044", "request": {"contract": "imagen", "priority": "minor"}}
        with pytest.raises(ValueError, match="There is no contract 'imagen': did you mean imagen-ti"):
            await shown["open_ticket"](theirs, unknown)


def test_the_page_names_in_typescript_what_there_is() -> None:
    [shown] = re.findall(r"```typescript\n(.*?)```", page("guide/opening.md"), re.DOTALL)
    for name in (
        f"WithStartWorkflowOperation('{messages.WORKFLOW}'",
        f"workflowId: `{messages.workflow_id('${opening.ticket}')}`",
        f"taskQueue: '{messages.TASK_QUEUE}'",
        f"workflowIdReusePolicy: '{WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY.name}'",
        f"workflowIdConflictPolicy: '{WorkflowIDConflictPolicy.USE_EXISTING.name}'",
        f"executeUpdateWithStart('{messages.OPENED}'",
    ):
        assert name in shown
    [opening] = re.findall(r"openTicket\(client, (\{.*?\})\);", shown, re.DOTALL)
    read_opening(YAML(typ="safe").load(opening))


@pytest.mark.parametrize("path", pages(), ids=named)
def test_every_file_that_a_page_names_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    linked = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)
    named_ = re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|yaml|sql|csv|json|sha256))`", text)
    nowhere = [name for name in linked if not (path.parent / name).exists()]
    nowhere += [name for name in named_ if not (ROOT / name).exists()]
    assert nowhere == []
