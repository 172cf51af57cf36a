"""What a door reaches: the tickets themselves, and the journal that follows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from activities.journal.reader import JournalReader
    from runtime.temporal.tickets import Tickets

Remark = Callable[[str], None]
"""Takes what is worth knowing beside an answer: that it came from the journal, say."""


def unremarked(_: str) -> None:
    """Say nothing beside the answer."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a door reaches."""

    tickets: "Tickets"
    journal: "JournalReader"
