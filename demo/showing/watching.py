"""The progress of a story while it plays: a line for each ticket, with the date that it has reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn

from demo.stage.playing import Progress as Heard
from demo.stage.script import Part, Story
from domain.showing.sentences import office_time


@contextmanager
def watching(story: Story, console: Console) -> Iterator[Heard]:
    """Show how far each ticket is while this lasts. Where nobody watches (a pipe) it says nothing."""
    columns = (
        SpinnerColumn(finished_text=" "),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[date]}", style="cyan"),
        TextColumn("{task.fields[done]}", style="dim"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        tasks = {part.ticket: _add(shown, part) for part in story.parts}

        def hear(part: Part, at: datetime, done: str) -> None:
            shown.update(tasks[part.ticket], advance=1, date=office_time(at, part.zone), done=done)

        yield hear


def _add(shown: Progress, part: Part) -> TaskID:
    steps = 1 + len(part.steps) + (1 if part.watch_until else 0)
    return shown.add_task(part.ticket, total=steps, date="", done="begins")
