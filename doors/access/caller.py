"""Whoever comes in: a token, or a person whom the organisation's own identity provider knows."""

from dataclasses import dataclass

from domain.errors import DomainError
from domain.free_text import MOST_IN_A_LINE, cut
from domain.text import folded
from doors.access.rights import NOT_OF_ONE_CUSTOMER, RIGHTS, Operation, Role


class NotAllowed(DomainError):
    """Somebody who is known may not do this."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever comes in."""

    id: str
    """Of the token, or the subject at the identity provider: what limits and repeats are counted by."""
    name: str
    """What each event has as `by`."""
    roles: frozenset[Role]
    customer: str | None = None
    """The one customer whose tickets it sees."""
    for_others: bool = False
    """Whether it may say in whose name it acts."""

    def require(self, operation: Operation) -> None:
        """Raise `NotAllowed` where no role of the caller's reaches it."""
        if not any(operation in RIGHTS[role] for role in self.roles):
            able = [role for role, rights in RIGHTS.items() if operation in rights]
            raise NotAllowed(f"{self.name} may not do this: it needs the role {' or '.join(able)}")
        if self.customer is not None and operation in NOT_OF_ONE_CUSTOMER:
            raise NotAllowed(f"{self.name} is bound to one customer, and this shows others' affairs")

    def sees(self, customer: str) -> bool:
        """Whether a customer's tickets are there for the caller."""
        return self.customer is None or folded(self.customer) == folded(customer)

    def by(self, other: str | None) -> str:
        """What an event has as `by`. Raises `NotAllowed` where another's name is given without the right to."""
        if other is None or other == self.name:
            return self.name
        if not self.for_others:
            raise NotAllowed(
                f"{self.name} acts in its own name; leave `by` out, or use a token that was made with --for-others"
            )
        beside = f" ({self.name})"
        return cut(other, MOST_IN_A_LINE - len(beside)) + beside
