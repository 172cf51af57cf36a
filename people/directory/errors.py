"""What can be wrong with a directory, each with the sentence that a person reads (semantics 24)."""

from domain.contract.faults import Fault
from domain.errors import DomainError


class DirectoryFaults(DomainError):
    """A directory file that cannot be used; its text is every fault, one to a line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = faults
