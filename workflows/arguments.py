"""What messages bring, in any number, from any language: read here so that each fault gets a sentence.

A handler takes `*arguments`, to which the SDK binds any number of them without a look at their types; the worker's
converter (`runtime.temporal.converting`) gives each as an `Argument`, and never raises. A thousand of them can come in
one task, so they are read one at a time, when it is their turn.
"""

from typing import Any

from pydantic_core import from_json
from temporalio.api.common.v1 import Payload

from domain.brief import name
from domain.errors import Unreadable

JSON, NULL = ("json/plain", "json/protobuf"), "binary/null"


class Argument:
    """One argument as it came: bytes that may be anything."""

    def __init__(self, payload: Payload) -> None:
        self._payload = payload

    def value(self) -> Any:
        """The JSON value that it is. Raises `Unreadable`."""
        encoding = self._payload.metadata.get("encoding", b"nothing").decode(errors="replace")
        if encoding == NULL and not self._payload.data:
            return None
        try:
            return from_json(self._payload.data) if encoding in JSON else _unreadable(encoding)
        except ValueError:
            return _unreadable(f"{encoding}, which it is not")


def only(arguments: tuple[object, ...]) -> Any:
    """The JSON value of a message that has one argument; `None` where there is none. Raises `Unreadable`."""
    if not arguments:
        return None
    if len(arguments) > 1:
        raise Unreadable(f"the message has {len(arguments)} arguments; it must be one JSON object")
    [value] = arguments
    return value.value() if isinstance(value, Argument) else value


def _unreadable(encoding: str) -> Any:
    raise Unreadable(f"the message cannot be read; it must be one JSON object, and this is encoded as {name(encoding)}")
