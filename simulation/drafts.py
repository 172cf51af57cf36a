"""Between a file and its incidents: the rows of each, what became of every row, and what there is to say about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from simulation.incidents import Incident


class Row(NamedTuple):
    """One row of a file: the number of its first line, and its cells as the reader keeps them."""

    line: int
    cells: tuple[str, ...]


class Draft(NamedTuple):
    """The rows of one incident, in the order of the file, not yet understood. Small, so that many can be sent."""

    id: str
    rows: tuple[Row, ...]


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
    """What became of the rows of a file. Nothing is lost: `total` is the sum of the other three."""

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

    incident: Incident | None
    rows: Rows = field(default_factory=Rows)
    remarks: list[Remark] = field(default_factory=list)

    def lose(self, line: int, incident: str | None, sentence: str) -> None:
        """A row could not be read."""
        self.rows.reported += 1
        self.remarks.append(Remark(line, incident, sentence, lost=True))

    def mention(self, line: int, incident: str | None, sentence: str) -> None:
        """A row was read, and something about it should be known."""
        self.remarks.append(Remark(line, incident, sentence, lost=False))


class Reader(Protocol):
    """One format. It can be sent to another process."""

    @property
    def name(self) -> str:
        """What people call the format."""

    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents of the file; a remark for each row that belongs to none."""

    def instants(self, draft: Draft) -> Iterator[datetime]:
        """When its rows are dated, as far as they can be read."""

    def understand(self, draft: Draft) -> Understood:
        """The incident that a draft is. A row that cannot be read is told, and the rest goes on."""
