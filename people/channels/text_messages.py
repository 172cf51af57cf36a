"""What fits into a text message (SMS): 160 characters of a small alphabet, or 70 of any other; more takes several.

One letter outside of GSM 03.38's alphabet more than halves the room. So what means the same in it is written in it:
quotes and dashes always, accents where the message would take several else.
"""

import re
import unicodedata

ONE, EACH = 160, 153
"""Characters of one message in the small alphabet, and of each of several."""
ONE_WIDE, EACH_WIDE = 70, 67
"""The same in any other, in UTF-16's units."""

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE = "^{}\\[~]|€"
"""Characters of the alphabet that take the room of two."""
_SIZES = {**dict.fromkeys(_BASIC, 1), **dict.fromkeys(_TWICE, 2)}
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\t", " "),
        **dict.fromkeys("•·", "-"),
        "…": "...",
        "\u00ad": "",
        "\u200b": "",
    }
)
_UNSEEN_OR_DRAWN = {"Cf", "Mn", "Me", "So", "Sk"}
"""Marks, and pictures such as a telephone: a message can do without."""
_MARK, _WIDE_MARK = "...", "…"
_ISOLATE, _END = "\u2068", "\u2069"


def fitted(text: str, segments: int) -> str:
    """The text as it is sent in at most so many messages, with a mark where something was cut off."""
    text = text.translate(_ALIKE)
    plain = _in_the_alphabet(text)
    if segments_of(text) > 1 and plain is not None:
        text = plain
    if segments_of(text) <= segments:
        return text
    if _is_narrow(text):
        return _cut(text, ONE if segments == 1 else EACH * segments, _MARK)
    return _cut(text, ONE_WIDE if segments == 1 else EACH_WIDE * segments, _WIDE_MARK)


def segments_of(text: str) -> int:
    """How many messages a text takes."""
    one, each = (ONE, EACH) if _is_narrow(text) else (ONE_WIDE, EACH_WIDE)
    size = _size(text)
    return 1 if size <= one else -(-size // each)


def _is_narrow(text: str) -> bool:
    return all(character in _SIZES for character in text)


def _size(text: str) -> int:
    if _is_narrow(text):
        return sum(_SIZES[character] for character in text)
    return len(text.encode("utf-16-le")) // 2


def _in_the_alphabet(text: str) -> str | None:
    """The text in the small alphabet, without the accents that it does not have; `None` for another script."""
    found = []
    for character in text:
        if character in _SIZES:
            found.append(character)
            continue
        bare = [one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one)]
        if unicodedata.category(character) in _UNSEEN_OR_DRAWN:
            continue
        if not all(one in _SIZES for one in bare):
            return None
        found += bare
    return re.sub(" {2,}", " ", "".join(found)).strip()


def _cut(text: str, most: int, mark: str) -> str:
    # Half a character is none, and two parts of one stay together where that can be.
    kept = text[:most]
    while (kept and _size(kept + mark + _END * _open(kept)) > most) or _is_torn(kept, text):
        kept = kept[:-1]
    return kept.rstrip() + mark + _END * _open(kept)


def _open(text: str) -> int:
    """Isolates that are not ended."""
    return max(text.count(_ISOLATE) - text.count(_END), 0)


def _is_torn(kept: str, text: str) -> bool:
    after = text[len(kept) : len(kept) + 1]
    return bool(kept and after) and (unicodedata.combining(after) != 0 or after == "\u200d" or kept[-1] == "\u200d")
