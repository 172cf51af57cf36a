"""Texts in a page of Markdown, such as Temporal's: what people wrote stands there as they wrote it, and does nothing.

Temporal's pages read CommonMark, and leave out what is HTML or an image: unescaped, a part of the text would be gone.
"""

import re

from domain.visible import undirected

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|]")
_AT_THE_BEGINNING = re.compile(r"([#+=-])|(\d{1,9})([.)])")
_BLANKS = re.compile(r"\s+")


def as_text(text: str, most_bytes: int | None = None) -> str:
    """The text on one line of Markdown that shows just that, in at most so many bytes where there is a limit."""
    # One character at a time is escaped, so that nothing is cut off from its escape.
    line = _BLANKS.sub(" ", undirected(text)).strip()
    escaped = _ANYWHERE.sub(r"\\\g<0>", line)
    if begins := _AT_THE_BEGINNING.match(line):
        escaped = f"\\{escaped}" if begins[1] else f"{begins[2]}\\{escaped[len(begins[2]) :]}"
    if most_bytes is None or len(escaped.encode()) <= most_bytes:
        return escaped
    return _cut(escaped, most_bytes)


def _cut(escaped: str, most_bytes: int) -> str:
    kept = escaped.encode()[: max(most_bytes - len("…".encode()), 0)].decode(errors="ignore").rstrip()
    dangling = len(kept) - len(kept.rstrip("\\"))
    return (kept[:-1] if dangling % 2 else kept) + "…"
