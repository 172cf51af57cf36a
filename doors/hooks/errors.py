"""What keeps a call of another system out. A stranger learns the same from each answer."""

from domain.contract.faults import Fault
from domain.errors import DomainError

LARGEST = 1_048_576
"""Bytes of a body."""


class HookFaults(DomainError):
    """Hook files that cannot be used; the text is every fault, one to a line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = faults


class NotSigned(DomainError):
    """A call that is not signed as it must be, or for a system that is none. Which of them is told to nobody."""

    def __init__(self) -> None:
        super().__init__("this call is not signed as a hook of this system must be; look at its secret and its clock")


class UnknownSystem(NotSigned):
    """There is no hook file for the system."""


class BodyTooLarge(DomainError):
    """A body that is larger than any event."""

    def __init__(self) -> None:
        super().__init__(f"the body has more than {LARGEST:,} bytes; send one event in each call")


class BodyUnreadable(DomainError):
    """A body that is signed, and no JSON."""

    def __init__(self) -> None:
        super().__init__("the body cannot be read; it must be one JSON document in UTF-8")
