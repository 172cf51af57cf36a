"""What had happened to a ticket elsewhere: the facts of its history, and what time brought between them.

The history is lived through in its own time, as it would have been here. What was promised, and how far the ladder had
come, follows from the facts alone; how the other system dealt with silence that was broken since is a part of them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.clock.advance import stepping
from domain.clock.due import due_before
from domain.deciding.decide import decide
from domain.deciding.effective_time import Stamp
from domain.deciding.origin import origin_of
from domain.errors import AlreadyOver, DomainError
from domain.ticket.commands import Command
from domain.ticket.events import (
    CommandRefused,
    Event,
    PromiseKept,
    TicketClosed,
    WarningGiven,
)
from domain.ticket.events.kinds import ComesDue
from domain.ticket.judging import judgement
from domain.ticket.keeping import kept_by_recording
from domain.ticket.recorded import UNSEALED
from domain.ticket.ticket import Change, Running, Ticket, Working


def what_happened(ticket: Ticket, received_at: datetime | None, commands: Sequence[Command]) -> list[Event]:
    """The facts of the history of a ticket that has just been imported, in the order in which they came.

    Raises `AlreadyOver` for a ticket that was closed there, or that its contract would have closed by now.
    """
    past = _lived(ticket, received_at, commands, None)
    if isinstance(past.ticket.status, Working) and past.ticket.status.customer:
        # The silence of this wait was not broken, so what it brought has its place between the other facts.
        past = _lived(ticket, received_at, commands, past.ticket.status.customer.since)
    return _worth_keeping(past.facts, past.ticket)


def _lived(
    ticket: Ticket, received_at: datetime | None, commands: Sequence[Command], unanswered: datetime | None
) -> "_Past":
    """The history as it was lived. `unanswered`: when the wait on the customer began that still runs."""
    past = _Past(ticket, unanswered)
    past.receive(received_at or ticket.opened_at)
    for command in commands:
        past.take(command)
    past.passes(past.imported.at)
    return past


class _Past:
    """A ticket's life elsewhere, fact by fact, with what time brought between them."""

    def __init__(self, ticket: Ticket, unanswered: datetime | None) -> None:
        assert ticket.imported is not None
        self.imported = ticket.imported
        # What is lived here is only tried: the stream that is kept is sealed.
        self.ticket = ticket.model_copy(update={"digest": UNSEALED})
        self.facts: list[Event] = []
        self._unanswered = unanswered
        self._since = ticket.opened_at

    def receive(self, at: datetime) -> None:
        """The opening was recorded, there."""
        at = self._reaches(at)
        self._add(kept_by_recording(self.ticket, at))

    def take(self, command: Command) -> None:
        """A command of the history comes. Raises `AlreadyOver` where it ends the ticket."""
        at = self._reaches(command.at or self.imported.at)
        when = Stamp(at)
        facts: Sequence[Event]
        try:
            facts = decide(self.ticket, command, when)
        except DomainError as refused:
            facts = [CommandRefused(**origin_of(command, when), asked=command.type, sentence=refused.sentence)]
        self._add(facts)

    def passes(self, before: datetime) -> None:
        """What came due strictly before an instant becomes past. Raises `AlreadyOver` where that ends the ticket."""
        while (upcoming := due_before(self._as_it_was(), before)) is not None:
            self._add(_as_past(event, self.imported) for event in upcoming.events())

    def _reaches(self, at: datetime) -> datetime:
        at = min(at, self.imported.at)
        # A solution that was disputed later than the contract allows did not close the ticket there.
        if isinstance(self.ticket.status, Working):
            self.passes(at)
        self._since = at
        return at

    def _as_it_was(self) -> Ticket:
        """The ticket in the eyes of its own time.

        What a change brought due then took effect with that change. As all that took effect before the last fact has
        passed already, the last fact stands for the last change. Silence that was broken counts for nothing: how the
        other system dealt with it is a part of its history.
        """
        ticket, status = self.ticket, self.ticket.status
        if isinstance(status, Working) and status.customer and status.customer.since != self._unanswered:
            status = status.model_copy(update={"customer": None})
        change = Change(at=self._since, event=self.imported.event)
        return ticket.model_copy(update={"status": status, "changed": change, "climbed": None})

    def _add(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, TicketClosed):
                raise AlreadyOver(self.ticket.id, event.due_at or event.occurred_at, event.because)
            self.facts.append(event)
            [step] = stepping(self.ticket, [event], self.imported.at)
            self.ticket = step.ticket


def _as_past(event: Event, imported: Change) -> Event:
    """What time brought there takes effect here with the import."""
    if isinstance(event, ComesDue):
        return event.model_copy(update={"occurred_at": imported.at, "cause": imported.event})
    if isinstance(event, PromiseKept):
        # What a step of silence promised and what had happened already: it begins with that step.
        return event.model_copy(update={"occurred_at": imported.at})
    return event


def _worth_keeping(facts: list[Event], ticket: Ticket) -> list[Event]:
    """All but the warnings of what was judged since, and those that a later one has overtaken (semantics 13a)."""
    kept: list[Event] = []
    last: set[tuple[str, str | None]] = set()
    for event in reversed(facts):
        if isinstance(event, WarningGiven):
            named = (event.promise, event.level)
            if named in last or not _still_warns(event, ticket):
                continue
            last.add(named)
        kept.append(event)
    return kept[::-1]


def _still_warns(event: WarningGiven, ticket: Ticket) -> bool:
    if event.promise == "escalation":
        return event.level is not None and ticket.terms.height(event.level) > ticket.terms.height(ticket.level)
    running = judgement(ticket, event.promise, event.level)
    return isinstance(running, Running) and running.warned == event.fraction
