"""Texts that people wrote, made safe to stand in a message: on one line where they must be, and steering nothing.

HTML is escaped where it is made; this is about what a plain text can do: turn the direction of what follows it, forge
another line of a header, or hide.
"""

import unicodedata

ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_SHAPING = {"\u200c", "\u200d"}
"""The joiners: marks of format that change how letters look and nothing else."""


def one_line(text: str) -> str:
    """The text on one line, without control characters and marks of direction."""
    return " ".join(lines(text).split())


def lines(text: str) -> str:
    """The text with its line breaks, and without other control characters and marks of direction."""
    kept = (character for line in text.splitlines() for character in (*line, "\n") if _is_kept(character))
    return "".join(kept).strip()


def _is_kept(character: str) -> bool:
    if character in "\n\t" or character in _SHAPING:
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def isolated(text: str, right_to_left: bool) -> str:
    """The text so that its direction and that of the sentence around it leave each other alone.

    Only where they differ, and not again for what is isolated already: text messages count each character, and old
    mail programs show what they do not know.
    """
    foreign = {"L"} if right_to_left else _RIGHT_TO_LEFT
    depth = 0
    for character in text:
        depth += (character == ISOLATE) - (character == END_OF_ISOLATE)
        if depth == 0 and unicodedata.bidirectional(character) in foreign:
            return f"{ISOLATE}{text}{END_OF_ISOLATE}"
    return text


def clipped(text: str, most: int) -> str:
    """At most so many characters, with an ellipsis where some were left out, and every isolate ended."""
    if len(text) <= most:
        return text
    if most < 1:
        return ""
    kept = text[: most - 1].rstrip()
    while kept and _open_isolates(kept) + len(kept) + 1 > most:
        kept = kept[:-1].rstrip()
    return kept + "…" + END_OF_ISOLATE * _open_isolates(kept)


def _open_isolates(text: str) -> int:
    return max(text.count(ISOLATE) - text.count(END_OF_ISOLATE), 0)


def fitted(most: int, *parts: tuple[str, int]) -> list[str]:
    """The parts, clipped from the last to the first until they have at most so many characters together.

    Each part comes with the fewest characters to which it may be clipped.
    """
    fitting = [text for text, _ in parts]
    for place in reversed(range(len(parts))):
        over = sum(len(text) for text in fitting) - most
        if over > 0:
            fitting[place] = clipped(fitting[place], max(len(fitting[place]) - over, parts[place][1]))
    return fitting
