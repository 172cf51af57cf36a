"""What people write, as it is kept: it never decides whether a fact counts, so it is mended and not refused (24a).

Mending what is mended changes nothing. Marks of direction and of format stay: in Arabic, in Indic scripts and in many
emoji they are a part of the text. What they could do elsewhere is seen to where a text is shown.
"""

import re
import unicodedata

MARK = "…"
"""Stands where the end of a text was cut off."""
MOST = 4000
"""Characters of a text."""
MOST_IN_A_LINE = 200

_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which no encoding can write."""
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
"""Letters, marks and patterns that show nothing by themselves."""
_UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf"}
_HEAD = 4
"""So many times the room of a text are looked at first: a text of megabytes costs no more than a long one."""
_JOINER = "\u200d"
_LONGEST_CHARACTER = 32
"""Code points that make up one character for a reader, at most, where a text is cut."""


def mended(text: str) -> str | None:
    """A text of many lines; `None` where it says nothing."""
    return _first(text, MOST, "\n")


def in_one_line(text: str) -> str | None:
    """A text on one line; `None` where it says nothing."""
    return _first(text, MOST_IN_A_LINE, " ")


def says_nothing(text: str) -> bool:
    """Whether a reader would see nothing of it."""
    return all(character in _FILLERS or unicodedata.category(character) in _UNSEEN for character in text)


def cut(text: str, most: int) -> str:
    """At most so many characters, with a mark where some were cut off, and none of them cut in two."""
    if len(text) <= most:
        return text
    end = most - len(MARK)
    for place in range(end, max(end - _LONGEST_CHARACTER, 0), -1):
        if not _belong_together(text[place - 1], text[place]):
            end = place
            break
    return text[:end].rstrip() + MARK


def _first(text: str, most: int, between_lines: str) -> str | None:
    text = text.lstrip()
    head = text[: most * _HEAD]
    whole = _cleaned(head, between_lines)
    if len(whole) <= most and len(head) < len(text):
        whole = _cleaned(text, between_lines)
    kept = cut(whole, most)
    return None if says_nothing(kept) else kept


def _cleaned(text: str, between_lines: str) -> str:
    if _HALF.search(text):
        # Two halves that came apart are one character; one alone is none, and gets the mark for that.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _CONTROL.sub("", _LINE_END.sub(between_lines, text))
    return (text if between_lines == "\n" else text.replace("\t", " ")).strip()


def _belong_together(before: str, after: str) -> bool:
    """Whether two code points are parts of what a reader takes for one character."""
    return (
        after == _JOINER
        or before == _JOINER
        or unicodedata.category(after)[0] == "M"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or ("\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff")
    )
