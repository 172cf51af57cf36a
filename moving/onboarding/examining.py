"""One incident of a file as a ticket to bring in, or why it is left out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.deciding.importing import History, taken_in
from domain.errors import AlreadyOver, DomainError
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.ticket.commands import Close, Migrate, OpenTicket
from domain.value import Value
from moving.onboarding.expected import Expected, expected
from studies.files.incidents import Incident

LONGEST = 500_000
"""Bytes of one history. What a ticket carries has to fit into one message of the engine, beside its contract."""

Why = Literal["closed", "over", "later", "gap", "refused"]
"""Closed there; over by the contract; opened after the instant that is asked about; with a hole in its history; or
refused by the contract."""


class LeftOut(Value):
    """An incident that is not brought in."""

    ticket: str
    why: Why
    sentence: str
    line: int | None = None
    """Where it begins in its file."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A ticket to bring in, and what it would be."""

    opening: OpenTicket
    history: History
    expected: Expected
    lines: tuple[int, ...] = ()
    """Of its file: where the opening stands, and each command of the history."""

    @property
    def line(self) -> int | None:
        """Where it begins in its file."""
        return self.lines[0] if self.lines else None

    @property
    def ticket(self) -> str:
        """Its id."""
        return self.opening.ticket


@dataclass(frozen=True, slots=True)
class Examiner:
    """Looks at incidents as of an instant, under the contracts of their own."""

    terms_at: Callable[[Request, datetime], Terms]
    now: datetime
    source: str
    by: str | None = None
    as_then: bool = False
    """Whether what came after `now` is unknown, as it was then; otherwise it is a fault of the file."""

    def examine(self, incident: Incident, lines: tuple[int, ...] = ()) -> Arrival | LeftOut:
        """The ticket that an incident would be. `lines`: of its opening, and of each of its commands."""
        found = self._examine(incident, lines)
        return found if isinstance(found, Arrival) or not lines else found.model_copy(update={"line": lines[0]})

    def _examine(self, incident: Incident, lines: tuple[int, ...]) -> Arrival | LeftOut:
        if self.as_then and max(incident.opened_at, incident.arrivals[0]) > self.now:
            later = f"ticket {incident.id} was not there yet; it came at {incident.arrivals[0]:%Y-%m-%d %H:%M} UTC"
            return LeftOut(ticket=incident.id, why="later", sentence=later)
        if any(isinstance(command, Migrate) for command in incident.commands):
            elsewhere = f"another system cannot have migrated {incident.id}; migrate it when it is here"
            return LeftOut(ticket=incident.id, why="refused", sentence=elsewhere)
        opening, history = self._brought(incident)
        closed = next((one for one in history.commands if isinstance(one, Close)), None)
        if closed is not None:
            # Whatever its contract says of it, and however old it is, it is of no concern any more.
            over = AlreadyOver(incident.id, closed.at or self.now, "asked")
            return LeftOut(ticket=incident.id, why="closed", sentence=_told(over))
        size = len(history.model_dump_json(exclude_none=True).encode())
        if size > LONGEST:
            too_long = f"the history of {incident.id} has {size:,} bytes; it can have {LONGEST:,}: leave notes out"
            return LeftOut(ticket=incident.id, why="refused", sentence=too_long)
        try:
            turn = taken_in(opening, history, lambda at: self.terms_at(incident.request, at), self.now)
        except AlreadyOver as ended:
            accepted = ended.because == "accepted"
            return LeftOut(ticket=incident.id, why="closed" if accepted else "over", sentence=_told(ended))
        except DomainError as refused:
            return LeftOut(ticket=incident.id, why="refused", sentence=refused.sentence)
        return Arrival(opening, history, expected(turn, self.now), lines[: len(history.commands) + 1])

    def _brought(self, incident: Incident) -> tuple[OpenTicket, History]:
        opening = incident.opening().model_copy(update={"by": self.by})
        commands = incident.commands
        if self.as_then:
            commands = tuple(command for command in commands if command.at is None or command.at <= self.now)
        return opening, History(source=self.source, received_at=incident.received_at, commands=commands)


def _told(over: AlreadyOver) -> str:
    return over.sentence.removesuffix("; import those that are open")
