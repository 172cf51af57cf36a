"""The text of a file that somebody made somewhere, or a sentence about why there is none."""

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from domain.brief import brief
from domain.errors import DomainError

LARGEST = 50_000_000
"""Bytes: some 200,000 tickets."""


class FileUnusable(DomainError):
    """A file of which no line can be used."""

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(f"{brief(str(path), 200)!r} {wrong}")


class Row(NamedTuple):
    """What one line says: its fields, or what is wrong with it."""

    number: int
    fields: dict[str, Any]
    fault: str | None = None


def read_text(path: Path) -> str:
    """The text of a UTF-8 file; bytes that are none stand in it as surrogates. Raises `FileUnusable`."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise FileUnusable(path, "is not there; give the path of a CSV or JSON-lines file") from None
    except IsADirectoryError:
        raise FileUnusable(path, "is a folder; give the path of one file in it") from None
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise FileUnusable(path, f"cannot be read ({reason}); make it readable, or give another") from None
    if len(content) > LARGEST:
        raise FileUnusable(path, f"is larger than {LARGEST // 1_000_000} MB; split it")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileUnusable(path, "is in UTF-16; save it as UTF-8")
    text = content.decode("utf-8-sig", "surrogateescape")
    if not text.strip():
        raise FileUnusable(path, "is empty; it needs one ticket on a line")
    return text


def lines_of(text: str) -> Iterator[str]:
    """The lines, with whatever ends them."""
    # Unlike `str.splitlines` this leaves alone what ends no line in a file, such as U+2028.
    return iter(io.StringIO(text, newline=""))


def is_utf8(text: str) -> bool:
    """Whether the text holds no byte that is not UTF-8."""
    return not any("\udc80" <= character <= "\udcff" for character in text)
