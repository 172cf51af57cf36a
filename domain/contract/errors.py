"""The refusals of a request that its contract does not cover (semantics 24)."""

from domain.errors import DomainError


class RequestRefused(DomainError):
    """A request that its contract cannot serve: every fault at once, each saying what would be right."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class UnknownContract(RequestRefused):
    """A request under a contract that is not in the library."""
