"""Sentences that stay short, whatever they are about (semantics 24): what is named may be anything, of any length."""

from collections.abc import Iterable

LONGEST = 1000
"""Characters of a sentence."""
NAMED = 5
"""How many of many things a sentence names; the others are counted."""
NAME = 60
"""Characters of a name that somebody else made up."""


def brief(text: str, longest: int = LONGEST) -> str:
    """The text, cut with a mark where it is longer; what is no character to read stands as its code."""
    cut = text if len(text) <= longest else text[: longest - 4] + " ..."
    return cut if cut.isprintable() else "".join(_readable(character) for character in cut)


def name(text: object) -> str:
    """A name as it is told in a sentence."""
    return brief(str(text), NAME)


def some(things: Iterable[str], separator: str = "; ") -> str:
    """The first of these things, and how many more there are."""
    named, more = list[str](), 0
    for thing in things:
        if len(named) < NAMED:
            named.append(thing)
        else:
            more += 1
    return separator.join(named) + (f"{separator}and {more:,} more" if more else "")


def _readable(character: str) -> str:
    if character.isprintable() or character == "\n":
        return character
    return f"<U+{ord(character):04X}>"
