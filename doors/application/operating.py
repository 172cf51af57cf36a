"""How a command reaches a ticket: it is checked here, sent, and answered with how the ticket then stands."""

import asyncio
from dataclasses import dataclass
from uuid import uuid4

import typer

from domain.deciding.parsing import read_command
from domain.errors import DomainError, TicketIsClosed
from domain.showing.snapshot import Snapshot
from domain.ticket.events import CommandRefused
from domain.ticket.events.kinds import Response
from domain.ticket.recorded import Recorded
from doors.cli.looking.life import lost_or
from doors.cli.looking.status_lines import standing_lines
from doors.cli.options import instant, settings_of, ticket_id
from doors.cli.reaching import Reach, reach
from doors.cli.rendering import complain, say, show_json

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


def operate(
    context: typer.Context,
    ticket: str,
    command: str,
    *,
    at: str | None,
    by: str | None,
    id: str | None,
    json: bool,
    **fields: object,
) -> None:
    """Send a command, and print how the ticket stands. Raises a `DomainError` for what the ticket refuses."""
    name, when = ticket_id(ticket), instant(at)
    given = {**fields, "at": when.isoformat() if when else None, "by": by, "id": uuid4().hex if id is None else id}
    # What is sent is what was read: a text of megabytes, or half a character, need not travel to be mended.
    read = read_command(command, {field: value for field, value in given.items() if value is not None})
    message = read.model_dump(mode="json", exclude={"type"}, exclude_none=True)
    seen = reach(settings_of(context), lambda within: _sent_or_lost(within, name, command, message))
    if json:
        show_json(seen)
    else:
        say(*standing_lines(seen))


async def _sent_or_lost(within: Reach, ticket: str, command: str, message: dict[str, object]) -> Snapshot:
    try:
        return await _sent(within, ticket, command, message)
    except DomainError as refused:
        raise await lost_or(within, ticket, refused) from None


async def _sent(within: Reach, ticket: str, command: str, message: dict[str, object]) -> Snapshot:
    from runtime.temporal.errors import NobodyAnswered
    from workflows.messages import SIGNALS

    if command not in SIGNALS:
        answer = await within.tickets.send(ticket, command, message)
        assert answer is not None  # every update answers
        return answer
    try:
        before = await within.tickets.snapshot(ticket)
    except NobodyAnswered:
        # Temporal keeps a signal until a worker takes it, and nobody's answer may be lost.
        await within.tickets.send(ticket, command, message)
        raise NobodyAnswered(
            f"{command} is sent and kept, but no worker answered; it is decided when one runs (`sundial up`)"
        ) from None
    if before.standing.status == "closed":
        # Its workflow may still be writing what it decided, and a signal that nobody hears is no answer.
        raise TicketIsClosed(ticket)
    signal = _Signal(command, str(message["id"]), known=before.standing.events)
    repeats = any(signal.is_taken_by(recorded) for recorded in await within.tickets.events(ticket))
    await within.tickets.send(ticket, command, message)
    if not await _is_decided(within, ticket, signal, repeats=repeats):
        complain(f"({command} is sent and not decided yet)")
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
