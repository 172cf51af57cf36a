"""The parts that every block of a contract file is made of."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import StringConstraints

from domain.value import Value

Text = Annotated[str, StringConstraints(min_length=1)]
_LANGUAGE = r"^[a-z]{2}$"
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
"""A two-letter language code (ISO 639-1)."""
Names = Mapping[Language, Text]
"""A name in each language in which a document prints it."""


def is_language(text: str) -> bool:
    """Whether the text is written as a two-letter language code."""
    return re.fullmatch(_LANGUAGE, text) is not None


class Sourced(Value):
    """A block of a contract file: where it stands, and which choice was made where that is not clear."""

    source: Text
    """The document and its section, or "not in the sources"."""
    reading: Text | None = None
    """How an ambiguous or silent source was read; the values of the block are where to change it."""


class Statement(Sourced):
    """A fact in prose: it binds people and times nothing."""

    says: Text
