"""What the readers of all exports share: an incident as another system saw it, again and again."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studies.files.dates.order import DateOrder
from studies.files.drafts import Draft, Remark, Understood
from studies.files.exported_time import readable
from studies.files.policy import Policy
from studies.files.systems.meanings import Meanings
from studies.files.systems.translating import Translation


@dataclass(frozen=True)
class Snapshots(ABC):
    """The reader of one export, on the wall clock of a zone, under a policy."""

    path: Path
    zone: str
    policy: Policy
    priorities: Mapping[str, tuple[str, ...]]
    """The priorities of each contract, from the highest to the lowest."""
    asked: DateOrder | None = None
    """The order of day and month, where it was given and need not be proven."""

    @property
    @abstractmethod
    def meanings(self) -> Meanings:
        """The words of its system."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What people call the format."""

    @abstractmethod
    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents of the file; a remark for each row that belongs to none."""

    def instants(self, draft: Draft) -> Iterator[datetime]:
        """When it was seen."""
        return readable((row.cells[0] for row in draft.rows if row.cells), self.zone, draft.order)

    def understand(self, draft: Draft) -> Understood:
        """The incident, its sights translated one after another."""
        return Translation(
            draft, zone=self.zone, policy=self.policy, priorities=self.priorities, meanings=self.meanings
        ).understood
