"""What is wrong with a contract file, as data: one finding for each fault, all of a file at once."""

from dataclasses import dataclass

from domain.contract.spelling import closed

Path = tuple[str | int, ...]
"""The keys and list positions that lead to a value of the file."""


def written(path: Path) -> str:
    """A path as people read it: `ladder.rows.P1[2]`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "the file"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in the content of a contract: where, what is wrong, what would be right."""

    path: Path
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a contract file."""

    file: str
    line: int | None
    field: str
    wrong: str
    right: str

    @property
    def sentence(self) -> str:
        """The fault as a person reads it."""
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return closed(f"{where}: {self.field}: {self.wrong}; {self.right}")


class ContractFaults(Exception):
    """A contract file that cannot be used; its text is every fault, one to a line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = faults
