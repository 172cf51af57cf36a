"""Tickets in CSV: a header of option names, and one ticket in each row."""

from collections.abc import Iterator
from pathlib import Path

from domain.contract.spelling import instead
from doors.application.requests import OF_THE_REQUEST, OF_THE_TICKET, Row
from studies.files.lines import FileUnusable
from studies.files.table import Table

KNOWN = (*OF_THE_TICKET, *OF_THE_REQUEST)
NEEDED = ("customer", "subject", "contract", "priority")


def csv_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file, each with the number of its first line. Raises `FileUnusable` for a wrong header."""
    table = Table(path)
    names = _names(path, table)
    for row in table.rows():
        if row.fault is not None:
            yield Row(row.line, {}, row.fault)
        else:
            yield Row(row.line, {name: cell for name, cell in zip(names, row.cells, strict=True) if name and cell})


def _names(path: Path, table: Table) -> tuple[str, ...]:
    names, words = table.names, [one.replace("_", "-") for one in KNOWN]
    faults = [
        f"there is no column {heading[:100]!r}: {instead(heading[:100], words)}"
        for name, heading in zip(names, table.headings, strict=True)
        # Spreadsheets write a column without a heading behind the last one.
        if name and name not in KNOWN
    ]
    faults += [
        f"the column {name!r} stands there twice" for name in dict.fromkeys(names) if name and names.count(name) > 1
    ]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        faults.append(f"the column {' and '.join(missing)} is missing")
    if faults:
        raise FileUnusable(path, f"has a header that cannot be used: {'; '.join(faults[:5])}")
    return names
