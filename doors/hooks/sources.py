"""Where a value is in a call: at a JSON path (RFC 9535) of the body, or in a header."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from jsonpath import JSONPath, JSONPathEnvironment, JSONPathError

HEADER = "header "
"""What stands before the name of a header, where no path is meant."""

_ENVIRONMENT = JSONPathEnvironment(strict=True)


class NoPath(Exception):
    """A text that is no JSON path; it says why."""


def is_source(text: str) -> bool:
    """Whether a text says where to look, and is no value itself."""
    return text.startswith(("$", HEADER))


def header_of(source: str) -> str | None:
    """The header that a source names, in lower case; `None` where it is a path."""
    return source.removeprefix(HEADER).strip().lower() if source.startswith(HEADER) else None


@cache
def path_of(source: str) -> JSONPath:
    """The path that a source is. Raises `NoPath`."""
    try:
        compiled = _ENVIRONMENT.compile(source)
    except (JSONPathError, RecursionError) as fault:
        raise NoPath(str(fault).splitlines()[0] if str(fault) else "it cannot be parsed") from None
    if not isinstance(compiled, JSONPath):
        raise NoPath("it is more than one path")
    return compiled


class Call:
    """What came in: the body, and the headers by their names in lower case."""

    def __init__(self, headers: Mapping[str, str], body: Any) -> None:
        self.headers = headers
        self._body = body

    def texts(self, source: str) -> Iterator[str]:
        """The values at a source that can be written as a text, in their order; nothing for `null` and for lists."""
        if (header := header_of(source)) is not None:
            yield from [self.headers[header]] if header in self.headers else []
            return
        for found in path_of(source).finditer(self._body):
            if (text := as_text(found.value)) is not None:
                yield text

    def first(self, sources: Iterable[str]) -> str | None:
        """The first text of the first source that has one."""
        return next((text for source in sources for text in self.texts(source) if text.strip()), None)


def as_text(value: Any) -> str | None:
    """A value of JSON as a text, as it is written there."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) else None
