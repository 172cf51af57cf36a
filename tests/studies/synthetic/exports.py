"""An export read with nothing of the project's own, so that what the project reads can be held against it."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

Rows = list[dict[str, str]]

ROME = ZoneInfo("Europe/Rome")
WAITING = {
    "Awaiting User Info": "customer",
    "Awaiting Evidence": "customer",
    "Awaiting Vendor": "vendor",
}


def incidents_in(path: Path) -> dict[str, Rows]:
    """The rows of each incident, as they stand in the file."""
    found: dict[str, Rows] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["number"], []).append(row)
    return found


def wall(text: str) -> datetime:
    """What a wall clock showed."""
    return datetime.strptime(text, "%d-%m-%Y %H:%M")


def rome(text: str) -> datetime:
    """The instant at which a wall clock in Rome showed it."""
    return wall(text).replace(tzinfo=ROME).astimezone(UTC)


def changes(rows: Rows, column: str) -> list[tuple[str, str]]:
    """What a column said before and after, wherever it changed."""
    return [(above[column], below[column]) for above, below in pairwise(rows) if above[column] != below[column]]


def late(rows: Rows) -> Iterator[int]:
    """Which rows lie before the opening, its recording, or a row above them."""
    opening = rows[0]["opened_at"], rows[0]["sys_created_at"]
    behind = max(wall(text) for text in opening if text != "?")
    for number, row in enumerate(rows):
        at = wall(row["sys_updated_at"])
        if at < behind:
            yield number
        behind = max(behind, at)
