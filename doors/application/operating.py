"""How a command reaches a ticket: it is read, sent, and answered with how the ticket then stands."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from domain.deciding.parsing import read_command
from domain.errors import DomainError, TicketIsClosed
from domain.showing.snapshot import Snapshot
from domain.ticket.commands import Command
from domain.ticket.events import CommandRefused
from domain.ticket.events.kinds import Response
from domain.ticket.recorded import Recorded
from domain.ticket.taken import was_taken
from doors.application.life import lost_or, snapshot_of
from doors.application.reach import Reach, Remark, unremarked

PATIENCE, PAUSE = 5.0, 0.05
"""Seconds in which a signal, which answers nothing, is looked for among the events; and those between two looks."""
REPEATED = 0.5
"""Seconds for a ticket to refuse a signal whose id it knows; a true repeat leaves no trace at all."""


class SignalRefused(DomainError):
    """The ticket wrote down that it cannot do what a signal asked (semantics 23e)."""


@dataclass(frozen=True, slots=True)
class _Signal:
    command: str
    id: str
    known: int
    """The number of the ticket's last event before the signal was sent."""

    def is_taken_by(self, recorded: Recorded) -> bool:
        """Whether that event is what the signal brought."""
        return isinstance(recorded.event, Response) and recorded.event.command == self.id

    def raise_if_refused_by(self, recorded: Recorded) -> None:
        """Raise `SignalRefused` where that event says that the signal cannot be."""
        match recorded.event:
            case CommandRefused(command=None, asked=self.command, sentence=sentence) if recorded.number > self.known:
                # Refused before it was a command, as for an id that was used for something else.
                raise SignalRefused(sentence)
            case CommandRefused(command=self.id, sentence=sentence):
                raise SignalRefused(sentence)


def read_fields(command: str, fields: Mapping[str, Any]) -> Command:
    """The command that these fields make; what is `None` was not given.

    What is sent is what was read: a text of megabytes, or half a character, need not travel to be mended.
    Raises a `DomainError` with what is wrong.
    """
    given = {field: value for field, value in fields.items() if value is not None}
    return read_command(command, given)


async def operate(within: Reach, ticket: str, command: Command, remark: Remark = unremarked) -> Snapshot:
    """Send a command, and answer how the ticket then stands; also where it took this very command before.

    Raises a `DomainError` for what the ticket refuses, `TicketIsClosed` for a new command to one that is over.
    """
    is_new = command.id is None
    command = command.model_copy(update={"id": uuid4().hex}) if is_new else command
    message = command.model_dump(mode="json", exclude={"type"}, exclude_none=True)
    try:
        answer = await _sent(within, ticket, command, message, remark)
        return answer if is_new else await _now(within, answer)
    except DomainError as refused:
        over = TicketIsClosed(ticket)
        # One that has just been closed may still write that down, and refuses in its own name.
        why = over if refused.sentence == over.sentence else await lost_or(within, ticket, refused)
        if isinstance(why, TicketIsClosed) and await _was_taken(within, ticket, command):
            return await snapshot_of(within, ticket)
        raise why from None


async def _was_taken(within: Reach, ticket: str, command: Command) -> bool:
    """Whether a ticket that is over took this very command."""
    from activities.journal.stream import NoSuchTicket

    try:
        return was_taken(await within.journal.stream(ticket), command)
    except NoSuchTicket:
        return False


async def _now(within: Reach, answer: Snapshot) -> Snapshot:
    """How a ticket stands that answered so: a repeat is answered as it was the first time, whatever came since."""
    from activities.journal.database import DatabaseError

    try:
        standing = await within.journal.standing(answer.standing.ticket)
    except DatabaseError:
        return answer
    if standing is None or standing.events <= answer.standing.events:
        return answer
    return await snapshot_of(within, answer.standing.ticket)


async def _sent(within: Reach, ticket: str, command: Command, message: dict[str, object], remark: Remark) -> Snapshot:
    from runtime.temporal.errors import NobodyAnswered
    from workflows.messages import SIGNALS

    if command.type not in SIGNALS:
        answer = await within.tickets.send(ticket, command.type, message)
        assert answer is not None  # every update answers
        return answer
    try:
        before = await within.tickets.snapshot(ticket)
    except NobodyAnswered:
        # Temporal keeps a signal until a worker takes it, and nobody's answer may be lost.
        await within.tickets.send(ticket, command.type, message)
        raise NobodyAnswered(
            f"{command.type} is sent and kept, but no worker answered; it is decided when one runs (`sundial up`)"
        ) from None
    if before.standing.status == "closed":
        # Its workflow may still be writing what it decided, and a signal that nobody hears is no answer.
        raise TicketIsClosed(ticket)
    signal = _Signal(command.type, str(command.id), known=before.standing.events)
    repeats = any(signal.is_taken_by(recorded) for recorded in await within.tickets.events(ticket))
    await within.tickets.send(ticket, command.type, message)
    if not await _is_decided(within, ticket, signal, repeats=repeats):
        remark(f"{command.type} is sent and not decided yet")
    return await within.tickets.snapshot(ticket)


async def _is_decided(within: Reach, ticket: str, signal: _Signal, *, repeats: bool) -> bool:
    """Whether the ticket took the signal within seconds. Raises `SignalRefused` where it wrote down that it cannot."""
    for _ in range(round((REPEATED if repeats else PATIENCE) / PAUSE)):
        events = await within.tickets.events(ticket)
        for recorded in events:
            signal.raise_if_refused_by(recorded)
        if not repeats and any(signal.is_taken_by(recorded) for recorded in events):
            return True
        await asyncio.sleep(PAUSE)
    return repeats
