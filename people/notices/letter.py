"""A message before it has a form: what it says, piece by piece, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Urgency(IntEnum):
    """How much a message presses; the higher comes first, and the page shows it by its colour."""

    GOOD = 0
    CALM = 1
    SOON = 2
    LATE = 3
    ALARM = 4


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, in their own words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what, and when or how much."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    """One deadline: what is due, when, and the share of its time that has gone."""

    label: str
    value: str
    gone: float
    share: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What one announcement says to one reader."""

    kind: str
    """The kind of message, such as `opening`; the same in every language."""
    urgency: Urgency
    at: datetime
    due_at: datetime | None
    """What is due when, to tell the more urgent of two; `None` where nothing is."""
    what: str
    """In a few words, for a subject."""
    headline: str
    """What happened, in one sentence."""
    due: str | None = None
    """What is due when, in one sentence."""
    due_briefly: str | None = None
    """The same for a pager."""
    paragraphs: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    next_label: str = ""
    next_steps: tuple[Entry, ...] = ()
    """What comes next by itself, in order."""
    rows: tuple[Row, ...] = ()
    facts: tuple[Entry, ...] = ()
    greeting: str | None = None
    closing: tuple[str, ...] = ()
