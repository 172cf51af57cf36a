"""One JSON document, of which the elements are decoded one after another, so that it is never whole in memory twice.

Its elements are those of the list that it is, or of the list that it keeps under one of the names that exports use, or
the document itself.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

LISTS = ("issues", "audits", "ticket_events", "ticket_metric_events", "tickets", "incidents", "result", "records")
"""The names under which exports keep their objects."""

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


class Document:
    """One JSON value, of which the elements are decoded one after another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [found.end() for found in re.finditer(r"\n|\r(?!\n)", text)]
        self.at = 0
        """How far it was read."""
        self.beside: dict[str, Any] = {}
        """What stands beside its list."""

    def line(self, at: int) -> int:
        """The line of a place."""
        return bisect_right(self._ends, at) + 1

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Each element, and where it begins. Raises a `ValueError` or `RecursionError`, as `json` does."""
        self._skip()
        start = self.at
        if self._here() == "[":
            yield from self._array()
        else:
            list_begins = self._into_list()
            if list_begins is None:
                self.at = start
                yield start, self._value()
            else:
                yield from self._array()
                self._rest()
        self._skip()
        if self.at < len(self._text):
            raise json.JSONDecodeError("something follows what should be its end", self._text, self.at)

    def _array(self) -> Iterator[tuple[int, Any]]:
        self.at += 1
        self._skip()
        while self._here() != "]":
            start = self.at
            yield start, self._value()
            self._skip()
            if self._here() == ",":
                self.at += 1
                self._skip()
            elif self._here() != "]":
                raise json.JSONDecodeError("expecting ',' or ']'", self._text, self.at)
        self.at += 1

    def _into_list(self) -> str | None:
        """Go to the list that an object keeps its elements in; `None` where it has none."""
        if self._here() != "{":
            return None
        self.at += 1
        return self._members(stop=True)

    def _rest(self) -> None:
        self._skip()
        if self._here() == ",":
            self.at += 1
        self._members(stop=False)

    def _members(self, *, stop: bool) -> str | None:
        """Read the members from here; up to the list, where it is to stop there."""
        self._skip()
        while self._here() != "}":
            name = self._value()
            self._skip()
            if not isinstance(name, str) or self._here() != ":":
                raise json.JSONDecodeError("expecting a name and ':'", self._text, self.at)
            self.at += 1
            self._skip()
            if stop and name in LISTS and self._here() == "[":
                return name
            self.beside[name] = self._value()
            self._skip()
            if self._here() == ",":
                self.at += 1
                self._skip()
            elif self._here() != "}":
                raise json.JSONDecodeError("expecting ',' or '}'", self._text, self.at)
        self.at += 1
        return None

    def _value(self) -> Any:
        value, self.at = _DECODER.raw_decode(self._text, self.at)
        return value

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self.at)
        self.at = found.end() if found else self.at

    def _here(self) -> str:
        return self._text[self.at : self.at + 1]
