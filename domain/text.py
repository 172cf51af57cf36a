"""The small types of which commands and events are made: instants, names and texts, each checked at the edge.

What names a thing is refused where it is not as it must be; what people write is mended (semantics 24a).
"""

from datetime import UTC, datetime
from typing import Annotated, Any
from unicodedata import normalize

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError, PydanticKnownError

from domain.free_text import MOST_IN_A_LINE, in_one_line, mended, says_nothing

NO_TEXT = "(no text)"
NO_SUBJECT = "(no subject)"
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"


def _in_utc(instant: datetime) -> datetime:
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError(
            "instant", "{value} lies beyond the years 1 to 9999", {"value": str(instant)}
        ) from None


def _control(character: str) -> PydanticCustomError:
    return PydanticCustomError(
        "printable",
        "it holds the control character U+{code}; leave that out",
        {"code": f"{ord(character):04X}"},
    )


def _name(text: str) -> str:
    if text.isascii() and text.isprintable() and not text.isspace():
        # As most are: a ticket's own names are read again at each of its turns.
        return text
    for character in text:
        if character == "\t" or character in _LINE_ENDS:
            raise PydanticCustomError("one_line", "it must be one line, without tabs")
        if ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0:
            raise _control(character)
    if says_nothing(text):
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return text


def _words(written: Any) -> Any:
    return mended(written) if isinstance(written, str) else written


def _text(written: Any) -> Any:
    return NO_TEXT if (words := _words(written)) is None else words


def _subject(written: Any) -> Any:
    line = in_one_line(written) if isinstance(written, str) else written
    return NO_SUBJECT if line is None else line


def folded(name: str) -> str:
    """What a name is known by, however it is written: its case, an accent in one character or two, and the dot of an i
    do not count, nor what stands around it.
    """
    alike = normalize("NFC", name.strip()).casefold().replace("i\u0307", "i").replace("\u0131", "i")
    return normalize("NFC", alike)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""An aware instant, kept in UTC (semantics 1)."""

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_IN_A_LINE),
    AfterValidator(_name),
]
"""What somebody or something is called, on one line."""

Subject = Annotated[str, BeforeValidator(_subject)]
"""What a ticket is about, on one line; "(no subject)" where nobody said."""

Words = Annotated[str | None, BeforeValidator(_words)]
"""What somebody wrote, on as many lines as they did: a question, an answer, a reason. What says nothing is none."""

Text = Annotated[str, BeforeValidator(_text)]
"""The same where something is written for its own sake; "(no text)" where it says nothing."""

TicketId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
"""Letters, digits, dots, underscores and hyphens, at most 100 of them, a letter or digit first."""
