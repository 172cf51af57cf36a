"""How answers look: tables for people, JSON for programs, and nothing that could steer a terminal."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.telling import office_time
from domain.visible import undirected, visible

PADDING = 3
"""Columns that stand between the cells of a table."""
WIDTH = 100
"""Columns of what goes into a file or a pipe; a terminal has its own width."""


class _Sheet(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the process, as for every other output."""
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """Where people read: without colour in a pipe or under NO_COLOR."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH
    return _Sheet(file=stream, width=width, highlight=False, markup=False, emoji=False)


def say(*lines: str) -> None:
    """Lines on standard output."""
    for line in lines:
        print(visible(line), flush=True)


def complain(*lines: str) -> None:
    """Lines on standard error."""
    for line in lines:
        print(visible(line), file=sys.stderr)


def say_message(*texts: str) -> None:
    """A message on standard output, as its reader gets it, but for our own marks of direction."""
    say(*(undirected(text) for text in texts))


def show_table(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on standard output. Long cells wrap, between words where they can."""
    cells = [[visible(cell) for cell in row] for row in rows]
    on = console()
    table = Table(
        box=box.SIMPLE,
        title=visible(title) if title else None,
        title_justify="left",
        title_style="bold",
        pad_edge=False,
    )
    for heading, width in zip(columns, widths([columns, *cells], on.width), strict=True):
        table.add_column(heading, overflow="fold", width=width)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    on.print(table)


def widths(rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """How wide each column of a table is: at least its longest word, at most its longest line, within a total."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    room = max(total - PADDING * len(columns), len(columns))
    found = [_longest(word for cell in column for word in cell.split()) for column in columns]
    wanted = [_longest(line for cell in column for line in cell.splitlines()) for column in columns]
    while sum(found) > room:
        found[found.index(max(found))] -= 1
    for _ in range(min(room, sum(wanted)) - sum(found)):
        # The narrowest first, so that one long text does not squeeze the short ones.
        narrowest = min((has, i) for i, (has, want) in enumerate(zip(found, wanted, strict=True)) if has < want)
        found[narrowest[1]] += 1
    return found


def _longest(texts: Iterable[str]) -> int:
    return max((cell_len(text) for text in texts), default=1)


def show_json(value: Any) -> None:
    """One JSON document on standard output: instants in UTC, and ASCII alone, so that any reader gets it whole."""
    print(json.dumps(value, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value).__name__} has no JSON form")


def utc(instant: datetime) -> str:
    """A UTC instant as JSON has it: `2026-12-24T15:00:00Z`, with microseconds only where there are some."""
    return instant.isoformat().replace("+00:00", "Z")


def clock(instant: datetime | None, zone: str) -> str:
    """An instant in office time, or a hyphen."""
    return office_time(instant, zone) if instant else "-"
