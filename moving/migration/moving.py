"""Moving tickets: some at a time, each only as it was shown."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from domain.errors import DomainError
from domain.showing.snapshot import Snapshot
from domain.showing.standing import Standing
from moving.migration.foreseeing import Foreseen

AT_ONCE = 4
"""Tickets that are being moved at one time."""
SHOWN = ("contract", "plan", "theatre", "priority", "level", "status")
"""What a migration takes for granted of a ticket."""


class Office(Protocol):
    """The way to the tickets; `runtime.tickets.Tickets` is one."""

    async def snapshot(self, ticket: str) -> Snapshot:
        """Where a ticket stands."""

    async def send(self, ticket: str, command: str, fields: Mapping[str, Any]) -> Snapshot | None:
        """Send a command."""


class Changed(DomainError):
    """A ticket does not stand any more as it was shown."""

    def __init__(self, ticket: str, what: str, before: str, now: str) -> None:
        super().__init__(
            f"ticket {ticket} was not moved, as its {what} is {now} now and was {before} when this was shown: "
            "look at it again"
        )


@dataclass
class Moved:
    """What became of the tickets."""

    moved: dict[str, Standing] = field(default_factory=dict)
    """Where each of them stands under its new terms."""
    refused: dict[str, str] = field(default_factory=dict)
    """The sentence of each that was not moved."""
    unanswered: DomainError | None = None
    """Why the rest was not sent."""


async def move(
    office: Office,
    foreseen: Iterable[Foreseen],
    done: Callable[[], None],
    *,
    gives_up: type[DomainError],
) -> Moved:
    """Move tickets as was foreseen. After an error of the kind `gives_up` nothing more is sent."""
    outcome, waiting = Moved(), iter(foreseen)
    await asyncio.gather(*(_some(office, waiting, outcome, done, gives_up) for _ in range(AT_ONCE)))
    return outcome


async def _some(
    office: Office,
    waiting: Iterator[Foreseen],
    outcome: Moved,
    done: Callable[[], None],
    gives_up: type[DomainError],
) -> None:
    for one in waiting:
        if outcome.unanswered is not None:
            return
        try:
            outcome.moved[one.ticket] = await _one(office, one)
        except gives_up as silence:
            outcome.unanswered = silence
            return
        except DomainError as refused:
            outcome.refused[one.ticket] = refused.sentence
        done()


async def _one(office: Office, one: Foreseen) -> Standing:
    seen = (await office.snapshot(one.ticket)).standing
    for what in SHOWN:
        was, now = getattr(one.before.standing, what), getattr(seen, what)
        if was != now:
            raise Changed(one.ticket, what, was, now)
    message = one.command.model_dump(mode="json", exclude_none=True, exclude={"type"})
    answer = await office.send(one.ticket, one.command.type, message)
    assert answer is not None  # every update answers
    return answer.standing
