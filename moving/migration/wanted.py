"""What tickets are to be moved to."""

from collections.abc import Mapping

from domain.contract.contract import Contract
from domain.contract.spelling import closed, instead
from domain.errors import DomainError
from domain.terms.terms import PriorityName
from domain.ticket.commands import Migrate
from domain.ticket.memory import content_digest
from domain.ticket.ticket import Ticket
from domain.value import Value


class NotInTheContract(DomainError):
    """A plan, theatre or priority that the contract to move to does not have."""


class Wanted(Value):
    """Another contract, and what it calls what it has in other words."""

    contract: str
    plan: str | None = None
    """For all of them; unset, each one's own."""
    theatre: str | None = None
    """For all of them; unset, each one's own."""
    priorities: Mapping[PriorityName, PriorityName] = {}
    """What a priority is there; one that is not named keeps its name."""
    reason: str | None = None
    by: str | None = None

    def command_for(self, ticket: Ticket) -> Migrate:
        """The command that moves a ticket from where it stands.

        Its id is the same until the ticket is moved, so that a repeat changes nothing, and another one from then on,
        so that it can be moved back and again.
        """
        asked = Migrate(
            contract=self.contract,
            plan=self.plan,
            theatre=self.theatre,
            priority=self.priorities.get(ticket.priority),
            reason=self.reason,
            by=self.by,
        )
        since = ticket.terms_periods[-1].since
        return asked.model_copy(update={"id": f"migrate-{since:%Y%m%dT%H%M%S.%f}-{content_digest(asked)}"})


def theatres_of(contract: Contract) -> tuple[str, ...]:
    """Every theatre that a request can name, with the one that finds the nearest."""
    rest = contract.rest_of_the_world
    return (*contract.theatres, rest.name) if rest else tuple(contract.theatres)


def check(wanted: Wanted, contract: Contract) -> None:
    """Refuse what no ticket could be moved to. Raises `NotInTheContract` with every fault."""
    faults = [
        f"{contract.id} has no {what} {name!r}: {instead(name, known)}"
        for what, name, known in (
            ("plan", wanted.plan, tuple(contract.plans)),
            ("theatre", wanted.theatre, theatres_of(contract)),
            *(("priority", name, tuple(contract.priorities)) for name in wanted.priorities.values()),
        )
        if name is not None and name not in known
    ]
    if faults:
        raise NotInTheContract(" ".join(closed(fault) for fault in faults))
