"""The answers that are looked for most say by what they are decided, and that is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/fundamentals/index.md"
PLACE = re.compile(r"`([\w.]+)` in \[`([\w.-]+)`\]\(([^)]+)\)")


def places() -> Iterator[tuple[str, str, str]]:
    asked = PAGE.read_text(encoding="utf-8").split("## Asked often")[1].split("\n## ")[0]
    rows = [row for row in asked.splitlines() if row.startswith("|")][2:]
    assert len(rows) > 7
    for row in rows:
        question, found = row.split(" | ")[0], PLACE.findall(row)
        assert found, f"{question} says nothing of what decides it"
        for name, file, path in found:
            assert path.endswith(f"/{file}")
            yield question.strip("| "), name, path


@pytest.mark.parametrize(("question", "name", "path"), [*places()])
def test_what_decides_an_answer_stands_where_the_page_says(question: str, name: str, path: str) -> None:
    code, word = (PAGE.parent / path).read_text(encoding="utf-8"), re.escape(name.split(".")[-1])
    assert re.search(rf"^\s*(async def|def|class)? ?{word}\b[^\n]*[(:=]", code, re.MULTILINE), question
