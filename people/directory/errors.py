"""What can be wrong with a directory, each with the sentence that a person reads (semantics 24)."""

from domain.contract.faults import Fault
from domain.errors import DomainError


class DirectoryFaults(DomainError):
    """A directory file that cannot be used; its text is every fault, one to a line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = faults


class MissingVariable(DomainError):
    """An address needs a variable that the environment does not have. Nothing of the address is told."""

    def __init__(self, variable: str, channel: str, person: str) -> None:
        super().__init__(f"{variable} is not set, and the channel {channel} of {person} needs it; set it and try again")
        self.variable = variable
