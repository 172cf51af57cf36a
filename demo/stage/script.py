"""A story: tickets, each with the steps of its life at instants that lie in the future."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.contract.faults import Fault
from domain.text import Instant
from domain.ticket.commands import OpenTicket
from domain.value import Value
from runtime.errors import RuntimeFault


class StoryFaults(RuntimeFault):
    """A story that cannot be played; its text is every fault, one to a line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = faults


class Step(Value):
    """Something that somebody does: a signal or an update, with the fields of its command."""

    at: Instant
    command: str
    fields: Mapping[str, Any]


class Part(Value):
    """One ticket of the story."""

    about: str
    opening: OpenTicket
    opened_at: Instant
    zone: str
    """The zone of the office that serves it, in which its times are written and told."""
    steps: tuple[Step, ...]
    watch_until: Instant | None

    @property
    def ticket(self) -> str:
        """The ticket's id."""
        return self.opening.ticket

    @property
    def ends_at(self) -> datetime:
        """The last instant of the story that is about this ticket."""
        return self.watch_until or (self.steps[-1].at if self.steps else self.opened_at)


class Story(Value):
    """All its tickets, in the order in which they are told."""

    title: str
    parts: tuple[Part, ...]

    @property
    def begins_at(self) -> datetime:
        """The instant at which the first ticket opens."""
        return min(part.opened_at for part in self.parts)

    @property
    def ends_at(self) -> datetime:
        """The last instant that it tells of."""
        return max(part.ends_at for part in self.parts)
