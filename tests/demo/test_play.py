"""The whole demo, on servers of its own, with a story of one ticket."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from demo.stage.script import StoryFaults
from demo.story import play
from runtime.embedded.servers import find_running
from runtime.settings import Settings

SHORT = """\
title: One ticket
tickets:
  - ticket: rossi-1
    about: It is opened, and nobody takes it.
    customer: Rossi
    subject: No calls
    request: {contract: imagiclecare-4.1, plan: gold, theatre: europe, priority: P1}
    opened: YEAR-10-29 15:00
    watch_until: YEAR-10-29 16:30
"""


@pytest.fixture
def story_of(tmp_path: Path) -> Path:
    file = tmp_path / "story.yaml"
    file.write_text(SHORT.replace("YEAR", "2032"))
    return file


async def test_a_story_is_played_told_and_cleared_away(data: Path, story_of: Path) -> None:
    written = io.StringIO()
    console = Console(file=written, width=110, highlight=False)
    (life,) = await play(Settings(data=data), file=story_of, console=console)
    text = " ".join(written.getvalue().split())
    assert life.ticket.breached
    assert "Fri 29 Oct 16:00 CEST reaction BREACHED support-team" in text
    assert "so the story lies in the future" in text
    assert " demo --stay" in text
    assert " preview --contract imagiclecare-4.1 --plan gold --theatre europe \\ --priority P1" in text
    assert [entry.name for entry in data.iterdir()] == ["demo"]
    assert await find_running(data / "demo") is None


async def test_a_story_that_is_over_is_refused_before_anything_is_started(data: Path, story_of: Path) -> None:
    story_of.write_text(SHORT.replace("YEAR", "2024"))
    with pytest.raises(StoryFaults, match=r"the story begins on 29 October 2024, which is over; move its dates"):
        await play(Settings(data=data), file=story_of)
    assert not data.exists()
