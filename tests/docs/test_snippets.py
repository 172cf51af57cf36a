"""What the pages show is run, as it stands there."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from sybil import Document, Example
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from temporalio.client import Client

from runtime.settings import Settings
from tests.cli.command_line import Desk
from tests.cli.losing import lose
from tests.docs.pages import DOCS, ROOT, pages
from tests.docs.shell import Shell

RUN = {"sh", "console"}
TRIED_ELSEWHERE = {
    "docs/guide/channels.md": {"python", "yaml", "sql"},
    "docs/guide/opening.md": {"python", "typescript"},
}
"""What a test of the page's own runs, or looks at: `tests/channels/test_the_page.py`, and below."""
DATA = {"csv", "json", "text", "{toctree}", "{include}"}
"""What nobody runs."""


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
    import asyncio

    shell = Shell(desk, tmp_path)
    for ticket in re.findall(r"revive (\S+-\S+)", path.read_text(encoding="utf-8")):
        await asyncio.to_thread(desk.opens, ticket)
        await lose(desk, client, ticket)

    def typed(example: Example) -> None:
        (shell.types if example.parsed.lexemes["arguments"] == "sh" else shell.sees)(example.parsed)

    for example in examples(path, *(CodeBlockParser(language, typed) for language in RUN)):
        await asyncio.to_thread(example.evaluate)


def examples(path: Path, *parsers: Callable[[Document], Any]) -> list[Example]:
    return list(Document.parse(str(path), *parsers))


async def test_a_service_opens_a_ticket_as_the_page_shows(
    desk: Desk, client: Client, shared_settings: Settings
) -> None:
    document = Document.parse(str(DOCS / "guide" / "opening.md"), PythonCodeBlockParser())
    for example in document:
        example.evaluate()
    shown = document.namespace
    assert shown
