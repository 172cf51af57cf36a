"""How answers look: tables for people, JSON for programs, and nothing that could steer a terminal."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.showing.sentences import office_time
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


def say_styled(*lines: tuple[str, str]) -> None:
    """Lines on standard output, each with its style. A terminal gets them broken between words, a file as they are."""
    on = console()
    for line in lines:
        on.print(styled(line), soft_wrap=not on.is_terminal)


def complain(*lines: str) -> None:
    """Lines on standard error."""
    for line in lines:
        print(visible(line), file=sys.stderr)


def say_message(*texts: str) -> None:
    """A message on standard output, as its reader gets it, but for our own marks of direction."""
    say(*(undirected(text) for text in texts))


WIDE = 110
"""Columns from which on a table can have a column for each thing that it tells."""
INSTANT = 27
"""Columns that an instant in office time takes: it is not broken apart."""

Cell = str | Text
"""What stands in a table. A `Text` is made of `styled` lines."""

LATE, SOON, QUIET = "bold red", "bold magenta", "dim"
"""Styles that can be read on light and on dark: the terminal's own colours, which its theme sees to."""

_NUMBER = re.compile(r"[-+]?\d[\d,.]*( ?%)?")
_NO_NUMBER = ("", "-")


def styled(*lines: tuple[str, str]) -> Text:
    """Lines of a cell, each with its style."""
    return Text("\n").join(Text(visible(line), style=style) for line, style in lines)


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    least: int = 0
    """Columns of the terminal that it has at least, where its lines are so long."""
    cut: bool = False
    """Whether lines that are too long end in a mark; else they wrap."""


def show_table(
    title: str | None, columns: Sequence[str | Column], rows: Iterable[Sequence[Cell]], *, edge: bool = True
) -> None:
    """A table on standard output. Long cells wrap, between words where they can; numbers are written to the right.

    `edge`: whether there is room around it.
    """
    cells = [[cell if isinstance(cell, Text) else Text(visible(cell)) for cell in row] for row in rows]
    plain = [[cell.plain for cell in row] for row in cells]
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    on = console()
    # Without its edges a table has their room.
    room = on.width if edge else on.width + PADDING
    table = Table(
        box=box.SIMPLE,
        title=visible(title) if title else None,
        title_justify="left",
        title_style="bold",
        pad_edge=False,
        show_edge=edge,
    )
    for at, (head, width) in enumerate(zip(heads, widths(heads, plain, room), strict=True)):
        table.add_column(
            head.heading,
            overflow="ellipsis" if head.cut else "fold",
            no_wrap=head.cut,
            justify="right" if _are_numbers([row[at] for row in plain]) else "left",
            width=width,
        )
    for row in cells:
        table.add_row(*row)
    on.print(table)


def _are_numbers(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell not in _NO_NUMBER]
    return bool(told) and all(_NUMBER.fullmatch(cell) for cell in told)


def widths(heads: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """How wide each column of a table is, within a total: at least its longest word, at most its longest line.

    One that is cut can do with less, and one may need more.
    """
    columns = [list(column) for column in zip([head.heading for head in heads], *rows, strict=True)]
    room = max(total - PADDING * len(columns), len(columns))
    words = [_longest(word for cell in column for word in cell.split()) for column in columns]
    wanted = [_longest(line for cell in column for line in cell.splitlines()) for column in columns]
    found = [
        min(want, head.least if head.cut else max(head.least, word))
        for head, word, want in zip(heads, words, wanted, strict=True)
    ]
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


def clock(instant: datetime | None, zone: str) -> str:
    """An instant in office time, or a hyphen."""
    return office_time(instant, zone) if instant else "-"


def short_clock(instant: datetime, zone: str, *, exact: bool = False) -> str:
    """An instant in office time without its year, where that is told nearby; to the second where it has to be."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%a %d %b %H:%M:%S %Z" if exact else "%a %d %b %H:%M %Z")
