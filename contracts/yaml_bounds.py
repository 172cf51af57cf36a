"""How much a YAML file may hold: its depth, and its values, however few letters make them with aliases."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ruamel.yaml.composer import Composer, ComposerError

DEEPEST = 50
"""How deep values may be nested."""
MOST = 100_000
"""Values of a file, each counted as often as an alias repeats it."""


BITS = 64
"""The most that a whole number may have."""


class TooManyError(Exception):
    """A file with more values than `MOST`."""


class BoundedComposer(Composer):
    """Stops where a file has too many values, before they are all made, and at tags, which name types of programs."""

    def __init__(self, loader: Any) -> None:
        super().__init__(loader)
        self.values = 0
        # An anchor may be used again (YAML 1.2, 3.2.2.2), and nobody would read a warning about it.
        self.warn_double_anchors = False

    def compose_node(self, parent: Any, index: Any) -> Any:
        """The next value."""
        self.values += 1
        if self.values > MOST:
            raise TooManyError
        event = self.parser.peek_event()
        if getattr(event, "ctag", None) is not None:
            wrong = f"found the tag {event.ctag}, and no value here needs one"
            raise ComposerError(None, None, wrong, event.start_mark)
        return super().compose_node(parent, index)


class Plain:
    """Values of YAML as JSON's types, as many as a file may have, however few its aliases make of them."""

    def __init__(self) -> None:
        self._values = 0

    def of(self, value: Any, depth: int = 0) -> Any:
        """A value with all that is in it. Raises `TooManyError`, and `RecursionError` where it is too deep."""
        self._values += 1
        if self._values > MOST:
            raise TooManyError
        if depth > DEEPEST:
            raise RecursionError
        if isinstance(value, Mapping):
            return {plain_text(key): self.of(inner, depth + 1) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.of(inner, depth + 1) for inner in value]
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int) and value.bit_length() > BITS:
            raise ValueError("a number of it is too large")
        for kind in (int, float, str):
            if isinstance(value, kind):
                return kind(value)
        return plain_text(value)


def plain_text(key: Any) -> str:
    """A key, or a value that JSON has no type for, as a text."""
    return key.isoformat() if isinstance(key, date) else str(key)
