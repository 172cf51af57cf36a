"""The objects of a JSON file, one by one: on a line each, or as the elements of one document or of its pages.

What is wrong with one object is told with its line, and the others are read. A document that breaks off is read up to
there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from studies.files.json_document import LISTS, Document
from studies.files.lines import LONGEST, Faults, FileUnusable, is_utf8, lines, whole

LARGEST = 250_000_000
"""Characters of one document; lines have no such bound."""
ENDINGS = (".jsonl", ".ndjson", ".json")
DEEPEST = 100
"""How deep an object can be nested."""
PAGES = 2
"""How deep pages can be: an export in a list of pages, or in one."""

_RIGHT = "write one JSON object on each line"


@dataclass(frozen=True, slots=True)
class Record:
    """One object, and its line; or what is wrong with it."""

    line: int
    value: Mapping[str, Any] = field(default_factory=dict)
    fault: str | None = None
    text: str = ""
    """As it stands in the file."""


@dataclass(frozen=True, slots=True)
class JsonFile:
    """The objects of a file, and what stands beside them."""

    path: Path
    beside: dict[str, Any] = field(default_factory=dict)
    """What the pages of an export hold besides its objects, such as the names of users; whole once all are read."""
    broken: list[Record] = field(default_factory=list)
    """Where a document breaks off."""

    def records(self) -> Iterator[Record]:
        """Every object. Raises `FileUnusable`."""
        faults, empty = Faults(self.path), True
        for record in self._lines() if _is_lines(self.path) else self._document():
            empty = False
            if record.fault is None:
                faults.sound()
            else:
                faults.faulty(record.line, record.fault)
            yield record
        if empty:
            raise FileUnusable(self.path, "is empty; it needs one incident on each line")

    def _lines(self) -> Iterator[Record]:
        for number, line in enumerate(lines(self.path), start=1):
            if line.strip():
                yield from self._line(number, line)

    def _line(self, number: int, line: str) -> Iterator[Record]:
        if len(line) > LONGEST:
            yield Record(number, fault=f"the line has more than {LONGEST:,} characters", text=line[:1000])
        elif not is_utf8(line):
            yield Record(number, fault="the line is not text in UTF-8; save the file as UTF-8", text=line)
        else:
            try:
                value = json.loads(line.strip())
            except (ValueError, RecursionError) as wrong:
                yield Record(number, fault=f"the line is not JSON ({_said(wrong)}); {_RIGHT}", text=line)
            else:
                yield from self._found(number, value, line.strip())

    def _found(self, line: int, value: Any, text: str, within: int = 0) -> Iterator[Record]:
        """An object; or those of a page, or of a list of pages."""
        if not isinstance(value, dict):
            yield Record(line, fault="the line is no JSON object; write one on each line", text=text)
        elif within < PAGES and (name := _list_in(value)) is not None:
            self._keep({one: other for one, other in value.items() if one != name})
            for element in value[name]:
                yield from self._found(line, element, "", within + 1)
        elif _too_deep(value):
            yield Record(line, fault=f"the line is nested deeper than {DEEPEST} levels", text=text)
        else:
            yield Record(line, value, text=text)

    def _keep(self, beside: dict[str, Any]) -> None:
        for name, value in beside.items():
            known = self.beside.get(name)
            self.beside[name] = [*known, *value] if isinstance(known, list) and isinstance(value, list) else value

    def _document(self) -> Iterator[Record]:
        text = whole(self.path, LARGEST)
        document = Document(text)
        try:
            for start, value in document.elements():
                yield from self._found(document.line(start), value, text[start : document.at])
        except (ValueError, RecursionError) as wrong:
            at = wrong.pos if isinstance(wrong, json.JSONDecodeError) else document.at
            fault = f"the file is not JSON from here on ({_said(wrong)}); what stands before is read"
            self.broken.append(Record(document.line(at), fault=fault))
            yield self.broken[-1]
        self._keep(document.beside)


def looks_like_json(path: Path) -> bool:
    """Whether the file is JSON and no table. Raises `FileUnusable`."""
    return path.suffix.lower() in ENDINGS or _first_line(path).lstrip()[:1] in ("{", "[")


def _first_line(path: Path) -> str:
    return "".join(islice((line for line in lines(path) if line.strip()), 1))


def _is_lines(path: Path) -> bool:
    """Whether each line is a value of its own, and the file no document: one that has a broken first line, too."""
    first, second, *_ = (*islice((line.strip() for line in lines(path) if line.strip()), 2), "", "")
    if not second:
        return False
    if len(first) >= LONGEST:
        return _is_object(second)
    if _is_value(first):
        return True
    if _is_object(second):
        return not _is_whole(path)
    return first[-1] not in "{[,:"


def _is_whole(path: Path) -> bool:
    """Whether the file is one document from its beginning to its end."""
    try:
        return all(True for _ in Document(whole(path, LARGEST)).elements())
    except (ValueError, RecursionError, FileUnusable):
        return False


def _is_value(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _list_in(value: Mapping[str, Any]) -> str | None:
    return next((name for name in LISTS if isinstance(value.get(name), list)), None)


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _said(wrong: Exception) -> str:
    if isinstance(wrong, json.JSONDecodeError):
        return f"{wrong.msg[0].lower()}{wrong.msg[1:]} at column {wrong.colno}"
    return "it is nested too deeply" if isinstance(wrong, RecursionError) else "a value in it is too large"
