"""The queries of the journal and of what is delivered, each in a file of its own: `sql/NAME.sql`."""

from functools import cache
from pathlib import Path

ROOMS = Path(__file__).parents[1]


@cache
def query(name: str) -> str:
    """The text of the query of that name."""
    [file] = ROOMS.glob(f"*/sql/**/{name}.sql")
    return file.read_text(encoding="utf-8")
