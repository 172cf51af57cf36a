"""Between a file and its incidents: the rows of each, what became of every row, and what there is to say about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from studies.files.dates.order import DateOrder
from studies.files.incidents import Incident

SHOWN = 100
"""Characters of a name out of a file that are shown."""


class Row(NamedTuple):
    """One row of a file: the number of its first line, and its cells as the reader keeps them, or what is wrong.

    Without cells and without a fault it says nothing that a ticket is made of.
    """

    line: int
    cells: tuple[str, ...]
    fault: str | None = None
    stands_for: int = 1
    """How many rows of the file it is made of."""


class Draft(NamedTuple):
    """The rows of one incident, in the order of the file, not yet understood. Small, so that many can be sent."""

    id: str
    rows: tuple[Row, ...]
    order: DateOrder | None = None
    """In which order its file writes dates in numbers."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What there is to say about one row."""

    line: int
    incident: str | None
    sentence: str
    lost: bool
    """Whether the row could not be read. Where it is not lost, it was used, or said nothing new, in spite of this."""


@dataclass(slots=True)
class Rows:
    """What became of the rows of a file. Nothing is lost: `total` is the sum of the other three.

    In JSON, an opening counts as a row, and each command or change.
    """

    used: int = 0
    """They opened a ticket or brought a command."""
    unchanged: int = 0
    """They said nothing that the row before had not said."""
    reported: int = 0
    """They could not be read; a remark says why."""

    @property
    def total(self) -> int:
        """All rows."""
        return self.used + self.unchanged + self.reported

    def add(self, other: "Rows") -> None:
        """Count the rows of another part of the file too."""
        self.used += other.used
        self.unchanged += other.unchanged
        self.reported += other.reported


@dataclass(slots=True)
class Understood:
    """What a draft turned out to be."""

    incident: Incident | None = None
    """As far as its rows could be read: where some could not (`gaps`), this is another history than the ticket's."""
    rows: Rows = field(default_factory=Rows)
    remarks: list[Remark] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """The line of each command."""

    @property
    def gaps(self) -> tuple[Remark, ...]:
        """The rows of its history that could not be read (semantics 24b)."""
        return tuple(remark for remark in self.remarks if remark.lost)

    @property
    def gap(self) -> str:
        """What is missing of its history, in a sentence; empty where nothing is."""
        gaps = self.gaps
        if not gaps:
            return ""
        first, more = gaps[0], len(gaps) - 1
        others = f", and {more:,} more of its rows" if more else ""
        return f"a part of its history could not be read: line {first.line}: {first.sentence}{others}"

    def lose(self, line: int, incident: str | None, sentence: str, *, rows: int = 1) -> None:
        """A row could not be read, and more with it where `rows` says so."""
        self.rows.reported += rows
        self.remarks.append(Remark(line, shown(incident), clean(sentence), lost=True))

    def mention(self, line: int, incident: str | None, sentence: str) -> None:
        """A row was read, and something about it should be known."""
        self.remarks.append(Remark(line, shown(incident), clean(sentence), lost=False))


class Reader(Protocol):
    """One format. It can be sent to another process."""

    @property
    def name(self) -> str:
        """What people call the format."""

    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents of the file; a remark for each row that belongs to none.

        Raises `FileUnusable`, and `OrderUnknown` where nothing says in which order its dates are written.
        """

    def instants(self, draft: Draft) -> Iterator[datetime]:
        """When its rows are dated, as far as they can be read."""

    def understand(self, draft: Draft) -> Understood:
        """The incident that a draft is. A row that cannot be read is told, and the rest goes on."""


def shown(name: str | None) -> str | None:
    """A name out of a file, as far as it is shown."""
    return None if name is None else clean(name if len(name) <= SHOWN else name[:SHOWN] + "...")


def clean(text: str) -> str:
    """The text without what no other program could read: halves of characters."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
