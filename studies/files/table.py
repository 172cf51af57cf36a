"""The rows of a CSV file, one by one, whatever is wrong with others.

A row ends where the `csv` module says, at a line feed or a carriage return outside quotes; whatever else other programs
take for the end of a line (U+2028, U+0085, a vertical tab) is text of its cell.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from studies.files.lines import LONGEST, Faults, FileUnusable, is_utf8, lines

MOST_LINES = 200_000
"""Lines that one row may have, in its cells."""
WITHIN = 2_000
"""Characters of a row that cannot be read in which the name of its ticket is looked for."""
_QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"\s*')
_TOLD = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
_BETWEEN = re.compile(r"[-_ ]+")
_OPENED = "a quote is opened in this row and never closed"
_QUOTING = "quote a cell with quotes in it and double each"


class _FaultyError(Exception):
    """A row that is not CSV."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row, by the names of its header; or what is wrong with it, with as many of its cells as there are."""

    line: int
    cells: tuple[str, ...] = ()
    fault: str | None = None


def spelled(heading: str) -> str:
    """The name of a column, however its heading is spelled: `Customer zone`, `customer-zone`, `Customer - Zone`."""
    return _BETWEEN.sub("_", heading.lower())


class Written(NamedTuple):
    """How a table is written, as somebody says who knows it."""

    columns: Mapping[str, str]
    """Other names for some of its columns."""
    encoding: str | None = None
    """How its bytes are read, where that is not UTF-8."""


class Table:
    """A CSV file: its header at once, its rows as they are asked for."""

    def __init__(self, path: Path, written: Written | None = None) -> None:
        """Reads the header. Raises `FileUnusable` where it has none."""
        csv.field_size_limit(2 * LONGEST)
        self._path = path
        self._lines = lines(path, written and written.encoding)
        self._encoding = (written and written.encoding) or "UTF-8"
        self._cure = "save the file as UTF-8" + (", or give its --encoding, such as windows-1252" if written else "")
        self._again: deque[str] = deque()
        self._number = 0
        first = self._first()
        # Excel writes which delimiter follows, where asked to.
        told = _TOLD.fullmatch(first.strip()) if first is not None else None
        first = self._first() if told else first
        if first is None:
            raise FileUnusable(path, "is empty; it needs a header and one row on each line")
        if "\x00" in first:
            raise FileUnusable(path, "is no text in UTF-8; save it as CSV in UTF-8")
        # Spreadsheets of half of Europe write semicolons.
        self._delimiter = told[1] if told else max(",;\t|", key=first.count)
        try:
            cells, _ = self._read(first)
        except _FaultyError as fault:
            raise FileUnusable(path, f"has a header that cannot be used: {fault}") from None
        if not all(map(is_utf8, cells)):
            raise FileUnusable(path, f"has a header that is not text in {self._encoding}; {self._cure}")
        self.headings = tuple(" ".join(cell.split()) for cell in cells)
        self.names = tuple((written.columns if written else {}).get(name, name) for name in map(spelled, self.headings))

    def place(self, name: str) -> int | None:
        """Where a column stands, if there is one. Raises `FileUnusable` where two have the name."""
        if self.names.count(name) > 1:
            raise FileUnusable(self._path, f"names the column {name!r} twice; give each column a name of its own")
        return self.names.index(name) if name in self.names else None

    def rows(self) -> Iterator[Cells]:
        """Every row that is not blank. One that is not CSV is told, and the lines after it are read as usual.

        Raises `FileUnusable` where it is no table after all.
        """
        faults = Faults(self._path)
        # Spreadsheets write rows that are nothing but delimiters.
        nothing = f"{self._delimiter} \t\r\n"
        for line in iter(self._next, None):
            if not line.strip(nothing):
                continue
            row = self._row(self._number, line)
            if row.fault is None:
                faults.sound()
            else:
                faults.faulty(row.line, row.fault)
            yield row

    def _row(self, number: int, line: str) -> Cells:
        if len(line) > LONGEST:
            return self._told(number, line, f"the row has more than {LONGEST:,} characters")
        try:
            cells, more = self._read(line)
        except _FaultyError as fault:
            return self._told(number, line, str(fault))
        wrong = self._wrong(cells)
        if wrong is None or not more:
            return Cells(number, cells, wrong)
        # A quote that was never meant must not swallow the rows after it.
        self._give_back(more)
        return self._told(number, line, wrong)

    def _wrong(self, cells: tuple[str, ...]) -> str | None:
        if len(cells) != len(self.names):
            return f"the row has {len(cells)} cells, and the header names {len(self.names)} columns"
        if not is_utf8("".join(cells)):
            return f"the row is not text in {self._encoding}; {self._cure}"
        return None

    def _told(self, number: int, line: str, fault: str) -> Cells:
        """A row that is none, with the cells before what is wrong with it: they say whose row it is."""
        return Cells(number, tuple(self._sound(line[:WITHIN])), fault)

    def _sound(self, text: str) -> Iterator[str]:
        """The cells at the beginning of a text that end in a delimiter, quoted or not; many programs quote each."""
        at = 0
        while (end := text.find(self._delimiter, at)) >= 0:
            quoted = _QUOTED.match(text, at)
            if quoted is not None and text.startswith(self._delimiter, quoted.end()):
                yield quoted[1].replace('""', '"').strip()
                end = quoted.end()
            elif '"' in text[at:end]:
                return
            else:
                yield text[at:end].strip()
            at = end + len(self._delimiter)

    def _read(self, line: str) -> tuple[tuple[str, ...], list[str]]:
        """The cells of the row that begins with this line, and the lines that it has besides. Raises `_FaultyError`."""
        more: list[str] = []
        if '"' not in line:
            # What the module would say, on a shorter way.
            return tuple([cell.strip() for cell in line.rstrip("\r\n").split(self._delimiter)]), more

        def feed() -> Iterator[str]:
            yield line
            room = LONGEST - len(line)
            while room > 0 and len(more) < MOST_LINES and (following := self._next()) is not None:
                more.append(following)
                room -= len(following)
                yield following

        try:
            cells = next(csv.reader(feed(), delimiter=self._delimiter, strict=True), [])
        except csv.Error as error:
            # Whatever stands in the lines after it, one that ends in a quote ends where it began.
            opened = bool(more) or "end of data" in str(error)
            self._give_back(more)
            raise _FaultyError(_OPENED if opened else f"the row is not CSV ({error}); {_QUOTING}") from None
        return tuple(cell.strip() for cell in cells), more

    def _first(self) -> str | None:
        return next((line for line in iter(self._next, None) if line.strip()), None)

    def _next(self) -> str | None:
        line = self._again.popleft() if self._again else next(self._lines, None)
        self._number += line is not None
        return line

    def _give_back(self, read: list[str]) -> None:
        self._again.extendleft(reversed(read))
        self._number -= len(read)
