"""The rows of a CSV file, one by one, whatever is wrong with others; and the lines of any text file."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.errors import DomainError

LONGEST = 200_000
"""Characters of one line."""
MOST_LINES = 50
"""Lines that one row may have, in quoted cells."""


class FileUnusable(DomainError):
    """A file of which no row can be used."""

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(f"{str(path)!r} {wrong}")


class _FaultyError(Exception):
    """A row that is not CSV."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row, by the names of its header; or what is wrong with it."""

    line: int
    cells: tuple[str, ...] = ()
    fault: str | None = None


def lines(path: Path) -> Iterator[str]:
    """The lines of a file in UTF-8, with whatever ends them; other bytes stand in it as surrogates."""
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            while line := file.readline(LONGEST):
                yield line
    except FileNotFoundError:
        raise FileUnusable(path, "is not there; give the path of a file of incidents") from None
    except IsADirectoryError:
        raise FileUnusable(path, "is a folder; give the path of one file in it") from None
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise FileUnusable(path, f"cannot be read ({reason}); make it readable, or give another") from None


def is_utf8(text: str) -> bool:
    """Whether a text that was read holds no byte that is not UTF-8."""
    return text.isascii() or not any("\udc80" <= character <= "\udcff" for character in text)


class Table:
    """A CSV file: its header at once, its rows as they are asked for."""

    def __init__(self, path: Path) -> None:
        """Reads the header. Raises `FileUnusable` where there is none."""
        self._lines = lines(path)
        self._again: deque[str] = deque()
        self._number = 0
        first = next((line for line in iter(self._next, None) if line.strip()), None)
        if first is None:
            raise FileUnusable(path, "is empty; it needs a header and one row on each line")
        if "\x00" in first:
            raise FileUnusable(path, "is no text in UTF-8; save it as CSV in UTF-8")
        # Spreadsheets of half of Europe write semicolons.
        self._delimiter = max(",;\t", key=first.count)
        try:
            names = self._parsed(first)
        except _FaultyError as fault:
            raise FileUnusable(path, f"has a header that is not CSV ({fault})") from None
        self.names = tuple(name.strip().lower().replace("-", "_").replace(" ", "_") for name in names)
        twice = [name for name in dict.fromkeys(self.names) if self.names.count(name) > 1]
        if twice:
            raise FileUnusable(path, f"names the column {twice[0]!r} twice; give each column a name of its own")

    def rows(self) -> Iterator[Cells]:
        """Every row that is not blank. One that is not CSV is told, and the lines after it are read as usual."""
        for line in iter(self._next, None):
            if line.strip():
                yield self._row(self._number, line)

    def _row(self, number: int, line: str) -> Cells:
        more: list[str] = []
        quotes = line.count('"')
        while quotes % 2 and len(more) < MOST_LINES and (following := self._next()) is not None:
            more.append(following)
            quotes += following.count('"')
        whole = self._cells(number, "".join([line, *more]))
        if whole.fault is None or not more:
            return whole
        # A quote that is never closed must not swallow the rows after it.
        self._again.extendleft(reversed(more))
        self._number -= len(more)
        alone = self._cells(number, line)
        return alone if alone.fault is None else Cells(number, fault="a quote is opened in this row and never closed")

    def _cells(self, number: int, text: str) -> Cells:
        try:
            cells = tuple(cell.strip() for cell in self._parsed(text))
        except _FaultyError as fault:
            return Cells(number, fault=f"the row is not CSV ({fault}); quote a cell with quotes in it and double each")
        if len(cells) != len(self.names):
            return Cells(
                number, fault=f"the row has {len(cells)} cells, and the header names {len(self.names)} columns"
            )
        if not is_utf8(text):
            return Cells(number, fault="the row is not text in UTF-8; save the file as UTF-8")
        return Cells(number, cells)

    def _parsed(self, text: str) -> list[str]:
        try:
            rows = list(csv.reader(text.splitlines(keepends=True), delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            raise _FaultyError(str(error)) from None
        return [cell for row in rows for cell in row]

    def _next(self) -> str | None:
        line = self._again.popleft() if self._again else next(self._lines, None)
        self._number += line is not None
        return line
