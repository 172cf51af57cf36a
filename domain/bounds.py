"""How much a message may hold: what it costs to read one, and to refuse it, is known whoever sent it (semantics 24)."""

from collections.abc import Mapping
from itertools import islice

from domain.errors import Unreadable

MOST_VALUES = 50_000
"""Values in one message, those within others and the names of fields included: thousands of facts of a history."""
DEEPEST = 20
"""Levels of values within values; a history's facts lie on the fourth."""


def require_bounds(message: object) -> None:
    """Raise `Unreadable` for a message that holds too much, or whose values lie too deep."""
    level, seen = [message], 0
    for _ in range(DEEPEST):
        seen += len(level)
        if seen > MOST_VALUES:
            raise Unreadable(f"the message holds more than {MOST_VALUES:,} values; send what belongs to one ticket")
        level = [part for value in level for part in islice(_parts(value), MOST_VALUES)]
        if not level:
            return
    raise Unreadable(f"the message holds values that lie more than {DEEPEST} levels deep; its fields lie on the first")


def _parts(value: object) -> list[object]:
    if isinstance(value, str):
        # As most are.
        return []
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else []
