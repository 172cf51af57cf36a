"""The lines of a text file that somebody made somewhere, in memory that does not grow with what is wrong with it."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from domain.brief import brief
from domain.errors import DomainError

LONGEST = 4_000_000
"""Characters of one line, and of one row of a table."""
SHOWN = 200
"""Characters of a path that are shown."""
FEW_FAULTS = 10_000
"""So many rows that cannot be read are told one by one, whatever else the file has."""


class FileUnusable(DomainError):
    """A file of which no row can be used."""

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(f"{brief(str(path), SHOWN)!r} {wrong}")


def lines(path: Path, encoding: str | None = None) -> Iterator[str]:
    """The lines of a file, with whatever ends them; bytes that are no text in its encoding stand in it as surrogates.

    The encoding is UTF-8, or UTF-16 where the file says so, unless another is given.

    A line ends where a row of a table can: at a line feed, a carriage return, or both. One that is longer than
    `LONGEST` comes as its first `LONGEST` characters and one more. Raises `FileUnusable`.
    """
    with _opened(path, encoding) as file:
        while line := file.readline(LONGEST + 1):
            rest = line
            while len(rest) > LONGEST and not rest.endswith(("\n", "\r")):
                rest = file.readline(LONGEST + 1)
            yield line


def whole(path: Path, most: int) -> str:
    """All of a file in UTF-8 that has at most so many characters. Raises `FileUnusable`."""
    with _opened(path) as file:
        text = file.read(most + 1)
    if len(text) > most:
        raise FileUnusable(path, f"is one document of more than {most:,} characters; split it, or write it in lines")
    if not is_utf8(text):
        raise FileUnusable(path, "is not text in UTF-8; save it as UTF-8")
    return text


@contextmanager
def _opened(path: Path, given: str | None = None) -> Iterator[TextIO]:
    try:
        with path.open("rb") as file:
            # Spreadsheets and shells of Windows write this, and say so by its first two bytes.
            wide = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        # Its mark at the beginning belongs to no cell.
        given = None if given is None or codecs.lookup(given).name == "utf-8" else given
        encoding, errors = ("utf-16", "replace") if wide else (given or "utf-8-sig", "surrogateescape")
        with path.open(encoding=encoding, errors=errors, newline="") as text:
            yield text
    except FileNotFoundError:
        raise FileUnusable(path, "is not there; give the path of a file") from None
    except IsADirectoryError:
        raise FileUnusable(path, "is a folder; give the path of one file in it") from None
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise FileUnusable(path, f"cannot be read ({reason}); make it readable, or give another") from None


def is_utf8(text: str) -> bool:
    """Whether a text that was read holds no byte that is not UTF-8."""
    return text.isascii() or not any("\udc80" <= character <= "\udcff" for character in text)


def is_encoding(name: str) -> bool:
    """Whether a name is that of an encoding in which commas, quotes and ends of lines are as in ASCII."""
    try:
        return bytes(range(128)).decode(name) == bytes(range(128)).decode("ascii")
    except (LookupError, ValueError):
        return False


class Faults:
    """Counts the rows of a file that cannot be read, so that a file of something else is refused before it is told."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sound = self._faulty = 0
        self._first = ""

    def sound(self) -> None:
        """One row more can be read."""
        self._sound += 1

    def faulty(self, line: int, fault: str) -> None:
        """One row more cannot. Raises `FileUnusable` where most cannot, and they are many."""
        self._first = self._first or f"line {line}: {fault}"
        self._faulty += 1
        if self._faulty > max(FEW_FAULTS, self._sound):
            raise FileUnusable(
                self._path,
                f"is no file of incidents: {self._faulty:,} of its first {self._faulty + self._sound:,} rows "
                f"cannot be read, the first of them {self._first}",
            )
