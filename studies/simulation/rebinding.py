"""The same incident under another contract: names that it does not know are translated, or left to be refused."""

from dataclasses import dataclass

from domain.contract.contract import Contract
from domain.contract.library import Library
from domain.terms.request import Request
from domain.ticket.commands import ChangePriority
from studies.files.incidents import Incident


@dataclass(frozen=True)
class Against:
    """The other policy: a contract, with the plan and theatre for incidents whose own it does not have."""

    contract: str
    plan: str | None = None
    theatre: str | None = None

    def rebound(self, incident: Incident, library: Library) -> Incident:
        """The incident under this contract, its priorities translated by rank (see `translated`)."""
        new, old = library.named(self.contract), library.named(incident.request.contract)
        request = incident.request
        commands = tuple(
            command.model_copy(update={"priority": translated(command.priority, old, new)})
            if isinstance(command, ChangePriority)
            else command
            for command in incident.commands
        )
        return incident.model_copy(update={"request": self._request(request, old, new), "commands": commands})

    def _request(self, request: Request, old: Contract, new: Contract) -> Request:
        places = (*new.theatres, *([new.rest_of_the_world.name] if new.rest_of_the_world else []))
        return request.model_copy(
            update={
                "contract": new.id,
                "plan": self.plan or (request.plan if request.plan in new.plans else None),
                "theatre": self.theatre or (request.theatre if request.theatre in places else None),
                "priority": translated(request.priority, old, new),
            }
        )


def translated(priority: str, old: Contract, new: Contract) -> str:
    """A priority of one contract in another: of the same name, else of the same rank, else the lowest."""
    ranks = tuple(old.priorities)
    if priority in new.priorities or priority not in ranks:
        return priority
    names = tuple(new.priorities)
    return names[min(ranks.index(priority), len(names) - 1)]
