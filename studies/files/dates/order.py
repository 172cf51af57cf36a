"""In which order a file writes day, month and year: decided once for all of it, by what its dates prove.

One program writes one order. A month has no number above 12, so one date can prove it for all. What proves nothing is
never guessed: it is asked for. In a file whose dates are mostly year-first, a date in another order is a slip of
somebody's hand, or of a spreadsheet that changed some cells and not others; its row is told.
"""

from collections.abc import Iterable
from enum import Enum

from domain.errors import DomainError
from studies.files.dates.form import form

FAR_MORE = 10
"""So many times as many dates prove one order, and those that prove the other are slips."""


class DateOrder(Enum):
    """How a file writes dates in numbers."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


class OrderUnknown(DomainError):
    """A file whose dates can be read in two ways, and nothing in it says which is meant."""


class Proof:
    """What the dates of a file prove, one after another."""

    def __init__(self) -> None:
        self._year_first = self._in_numbers = 0
        self._proofs = {DateOrder.DAY_FIRST: 0, DateOrder.MONTH_FIRST: 0}
        self._unproven: tuple[int, str] | None = None

    def add(self, line: int, text: str, times: int = 1) -> None:
        """A text of a file that names an instant, its line, and how often it stands there."""
        found = form(text)
        self._year_first += times * found.year_first
        if not found.in_numbers:
            return
        self._in_numbers += times
        if found.is_open:
            self._unproven = self._unproven or (line, text.strip())
        elif found.month_first is None and found.day_first is not None:
            self._proofs[DateOrder.DAY_FIRST] += times
        elif found.day_first is None and found.month_first is not None:
            self._proofs[DateOrder.MONTH_FIRST] += times

    def order(self) -> DateOrder | None:
        """The order that they prove; `None` where it does not matter, or they prove two.

        Raises `OrderUnknown` where it matters and they prove none.
        """
        if self._year_first > self._in_numbers > 0:
            return DateOrder.YEAR_FIRST
        most, least = sorted(self._proofs, key=lambda order: -self._proofs[order])
        if self._proofs[most] == 0:
            if self._unproven is None:
                return None
            line, text = self._unproven
            raise OrderUnknown(
                f"Line {line} says {text!r}, and no date of the file proves whether it writes the day first or the "
                "month: give --dates day-first or --dates month-first."
            )
        return most if self._proofs[most] >= FAR_MORE * self._proofs[least] else None


def order_of(dates: Iterable[tuple[int, str]], asked: DateOrder | None) -> DateOrder | None:
    """The order that is asked for, or that the dates of a file prove. Raises as `Proof.order` does."""
    if asked is not None:
        return asked
    proof, first, often = Proof(), dict[str, int](), dict[str, int]()
    for line, text in dates:
        first.setdefault(text, line)
        often[text] = often.get(text, 0) + 1
    for text, line in first.items():
        proof.add(line, text, often[text])
    return proof.order()
