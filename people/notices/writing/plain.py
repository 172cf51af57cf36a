"""Plain text that reads well in any mail program: 72 columns, as letters are wide."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from people.notices.letter import Entry, Letter, Quote, Row
from people.notices.wording.voice import Voice

WIDTH = 72
_BLANKS = re.compile(r"[ \t]+")


def _columns(text: str) -> int:
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, first: str = "", following: str = "") -> list[str]:
    """The lines of a text, each of at most 72 columns but for a word that is longer by itself."""
    found, line, begun = list[str](), first, False
    for word in filter(None, _BLANKS.split(text)):
        if begun and _columns(line) + 1 + _columns(word) > WIDTH:
            found.append(line)
            line, begun = following, False
        line += f" {word}" if begun else word
        begun = True
    return [*found, line.rstrip()]


def quoted(quote: Quote, indent: str = "") -> Iterator[str]:
    """The lines of a quote, under its label."""
    yield indent + quote.label
    for line in quote.text.split("\n"):
        # Each line is marked, so that a quoted text cannot pass for ours.
        yield from wrapped(line, f"{indent}> ", f"{indent}> ")


def _item(text: str) -> list[str]:
    return wrapped(text, "- ", "  ")


def _rows(rows: Sequence[Row], voice: Voice) -> Iterator[str]:
    if rows:
        yield voice.say("Deadlines")
    for row in rows:
        yield from _item(f"{voice.labelled(row.label, row.value)} ({row.share})")


def _steps(label: str, steps: Sequence[Entry], voice: Voice) -> Iterator[str]:
    if steps:
        yield label
    for step in steps:
        yield from _item(voice.labelled(step.value, step.label))


def _facts(entries: Iterable[Entry], voice: Voice) -> Iterator[str]:
    for entry in entries:
        yield from wrapped(voice.labelled(entry.label, entry.value), "", "  ")


def blocks(*parts: Iterable[str]) -> str:
    """The parts that have lines, with an empty line between them."""
    return "\n\n".join(text for part in parts if (text := "\n".join(part))) + "\n"


def plain(letter: Letter, voice: Voice) -> str:
    """A letter as plain text."""
    return blocks(
        [*wrapped(letter.headline), *(wrapped(letter.due) if letter.due else ())],
        wrapped(letter.greeting) if letter.greeting else (),
        *(quoted(quote) for quote in letter.quotes),
        *(wrapped(paragraph) for paragraph in letter.paragraphs),
        _steps(letter.next_label, letter.next_steps, voice),
        _rows(letter.rows, voice),
        [line for words in letter.closing for line in wrapped(words)],
        ["-- ", *_facts(letter.facts, voice), *wrapped(footer(voice))],
    )


def footer(voice: Voice) -> str:
    """Which clock the times of a message are on."""
    return voice.say("All times are in this time zone: %(zone)s.", zone=voice.zone)
