"""Tickets in CSV: a header of option names, and one ticket in each row."""

import csv
from collections.abc import Iterator
from pathlib import Path

from cli.file_text import FileUnusable, Row, is_utf8, lines_of
from cli.requests import OF_THE_REQUEST, OF_THE_TICKET
from domain.contract.spelling import instead

KNOWN = (*OF_THE_TICKET, *OF_THE_REQUEST)
NEEDED = ("customer", "subject", "contract", "priority")


def csv_rows(path: Path, text: str) -> Iterator[Row]:
    """The rows of a CSV file, each with the number of its first line. Raises `FileUnusable` for a wrong header."""
    # Spreadsheets of half of Europe write semicolons.
    first = next((line for line in lines_of(text) if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(lines_of(text), delimiter=delimiter, strict=True)
    names: list[str] | None = None
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if names is None:
                raise FileUnusable(path, f"has a header that is not CSV ({error}); write it like {_header()}") from None
            yield Row(
                number, {}, f"the row is not CSV ({error}); a cell with quotes in it is quoted, and each quote doubled"
            )
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if names is None:
            names = _names(path, cells)
            continue
        yield _row(number, names, cells)


def _header() -> str:
    return ",".join(name.replace("_", "-") for name in NEEDED)


def _names(path: Path, cells: list[str]) -> list[str]:
    names = [cell.strip().lower().replace("-", "_").replace(" ", "_") for cell in cells]
    faults = []
    for name, cell in zip(names, cells, strict=True):
        if name not in KNOWN:
            words = [one.replace("_", "-") for one in KNOWN]
            faults.append(f"there is no column {cell.strip()[:100]!r}: {instead(cell.strip()[:100], words)}")
    faults += [f"the column {name!r} stands there twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        faults.append(f"the column {' and '.join(missing)} is missing")
    if faults:
        raise FileUnusable(path, f"has a header that cannot be used: {'; '.join(faults)}")
    return names


def _row(number: int, names: list[str], cells: list[str]) -> Row:
    if len(cells) != len(names):
        return Row(number, {}, f"the row has {len(cells)} cells, and the header names {len(names)} columns")
    if not all(is_utf8(cell) for cell in cells):
        return Row(number, {}, "the row is not text in UTF-8; save the file as UTF-8")
    return Row(number, {name: cell.strip() for name, cell in zip(names, cells, strict=True) if cell.strip()})
