"""The small types of which commands and events are made: instants, names and texts, each checked at the edge."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, StringConstraints
from pydantic_core import PydanticCustomError


def _in_utc(instant: datetime) -> datetime:
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError(
            "instant", "{value} lies beyond the years 1 to 9999", {"value": str(instant)}
        ) from None


def _printable(text: str) -> str:
    for character in text:
        code = ord(character)
        if (code < 32 and character not in "\n\t") or code == 127 or 0xD800 <= code <= 0xDFFF:
            raise PydanticCustomError(
                "printable",
                "it holds the control character U+{code}; leave that out",
                {"code": f"{code:04X}"},
            )
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise PydanticCustomError("one_line", "it must be one line, without tabs")
    return text


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""An aware instant, kept in UTC (semantics 1)."""

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_printable),
    AfterValidator(_one_line),
]
"""A short text on one line: a name, a subject."""

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(_printable)
]
"""A longer text: a question, a summary, a note."""

TicketId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
"""Letters, digits, dots, underscores and hyphens, at most 100 of them, a letter or digit first."""
