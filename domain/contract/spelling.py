"""Saying what a wrong word could have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def listed(words: Iterable[str]) -> str:
    """The words as a person reads a list of them: "a, b or c"."""
    *first, last = list(words) or ["nothing"]
    return f"{', '.join(first)} or {last}" if first else last


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known words that are spelled nearest, the nearest first; upper and lower case are alike."""
    by_folded = {one.casefold(): one for one in known}
    return tuple(by_folded[one] for one in get_close_matches(word.casefold(), by_folded, n=most, cutoff=0.6))


def instead(word: str, known: Iterable[str]) -> str:
    """The cure for an unknown word: the nearest known ones, else all of them."""
    choices = tuple(known)
    near = nearest(word, choices)
    return f"did you mean {listed(near)}?" if near else f"choose {listed(choices)}"


def closed(text: str) -> str:
    """The text as a whole sentence: a question mark or a full stop at its end."""
    return text if text.endswith(("?", ".")) else f"{text}."
