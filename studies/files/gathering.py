"""The rows of a file, each to its incident: those that can be read, and those that cannot."""

from collections.abc import Iterable, Iterator
from sys import intern

from studies.files.dates.order import DateOrder
from studies.files.drafts import Draft, Remark, Row, clean


class Gathering:
    """The rows of each incident, in the order of their first rows; those that cannot be read with those that can."""

    def __init__(self) -> None:
        self._found: dict[str, list[Row]] = {}
        self._faulty: list[tuple[str, Row]] = []

    def add(self, id_: str, row: Row) -> None:
        """A row of an incident."""
        # The rows of a file say the same things again and again: each text is kept once, here and on its way elsewhere.
        kept = Row(row.line, tuple(map(intern, row.cells)), row.fault, row.stands_for)
        self._found.setdefault(id_, []).append(kept)

    def lose(self, id_: str, line: int, fault: str) -> None:
        """A row that cannot be read, and that names an incident as far as it can."""
        self._faulty.append((id_, Row(line, (), fault)))

    def drafts(self, order: DateOrder | None) -> Iterator[Draft | Remark]:
        """All of them. A row that cannot be read is a hole in its incident's history; one of none is told alone."""
        for id_, row in self._faulty:
            if id_ in self._found:
                self._found[id_].append(row)
            else:
                yield Remark(row.line, None, clean(row.fault or ""), lost=True)
        for id_, rows in self._found.items():
            yield Draft(id_, tuple(rows), order)

    def is_one_row_each(self) -> bool:
        """Whether there are several incidents, and no row but one for each."""
        return len(self._found) > 1 and not self._faulty and all(len(rows) == 1 for rows in self._found.values())

    def each(self) -> Iterable[list[Row]]:
        """The rows that can be read of each incident."""
        return self._found.values()

    def reverse(self) -> None:
        """The last row of each incident is its first."""
        for rows in self._found.values():
            rows.reverse()

    def rows(self) -> Iterable[Row]:
        """Every row that can be read."""
        return (row for rows in self._found.values() for row in rows)
