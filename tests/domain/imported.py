"""A ticket that came from another system, told as the others are: given a history, when things happen, then facts."""

from datetime import datetime

from domain.clock.contacts import HasContact, everybody
from domain.clock.due import due
from domain.deciding.decision import Decision, Turn
from domain.deciding.importing import History, import_turn
from domain.deciding.turns import take, tick
from domain.showing.announcements import Announcement
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.events import Event
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket
from tests.domain.given.story import line
from tests.domain.given.terms import gold
from tests.domain.given.times import A_MILLISECOND, mon

OPENED = mon("09:00")
WARNINGS = (0.5, 0.75, 0.9)
IMPORT = 2
"""The number of the event that says that the ticket was imported: the opening alone comes before it."""


class Imported:
    """A ticket from its import on: everything recorded, who was told, and what happened since the last `then`."""

    def __init__(self, turn: Turn) -> None:
        assert turn.refusal is None, turn.refusal
        self.stream: list[Recorded] = []
        self.told: list[Announcement] = []
        self.refusal: str | None = None
        self._asked_until = IMPORT
        self._ticket = turn.steps[0].ticket
        self._fold(turn.decision)

    @property
    def ticket(self) -> Ticket:
        """The ticket as it is now."""
        return self._ticket

    def when(self, command: Command, now: datetime) -> "Imported":
        """Time passes until `now`, then a command arrives."""
        self.time_passes_until(now)
        self._fold(take(self._ticket, command, now, awaited=True))
        return self

    def time_passes_until(self, now: datetime) -> "Imported":
        """Every timer up to `now` rings, each a millisecond after its instant."""
        while (upcoming := due(self._ticket)) is not None and (rings := upcoming.at + A_MILLISECOND) <= now:
            self._fold(tick(self._ticket, rings))
        return self

    def then(self, *expected: Event) -> "Imported":
        """What happened since the last time somebody asked, after the import itself, is exactly this."""
        happened = [recorded.event for recorded in self.stream[self._asked_until :]]
        self._asked_until = len(self.stream)
        assert [line(event) for event in happened] == [line(event) for event in expected]
        assert happened == list(expected)
        return self

    def _fold(self, decision: Decision) -> None:
        self.refusal = decision.refusal
        if decision.refusal is not None:
            return
        self.stream += decision.events
        self._ticket = replay(self.stream)
        self.told += decision.announcements
        self.next_timer = decision.next_timer


def brought_in(
    terms: Terms,
    priority: str,
    opened: datetime,
    *happened: tuple[datetime, Command],
    now: datetime,
    received: datetime | None = None,
    channel: str = "web",
    has_contact: HasContact = everybody,
) -> Turn:
    """The turn that brings a ticket in at `now`, with what had happened to it elsewhere."""
    opening = OpenTicket(
        id="open-1",
        at=opened,
        ticket="OLD-7",
        customer="Trattoria da Nino",
        subject="No calls come in",
        request=Request(contract=terms.contract, plan=terms.plan, priority=priority, channel=channel),
    )
    commands = tuple(command.model_copy(update={"at": at}) for at, command in happened)
    history = History(source="Old desk", received_at=received, commands=commands)
    return import_turn(opening, history, lambda _: terms, now, has_contact=has_contact)


def given(
    *happened: tuple[datetime, Command],
    now: datetime,
    terms: Terms | None = None,
    priority: str = "P2",
    opened: datetime = OPENED,
    **more: datetime | str,
) -> Imported:
    """A ticket that was opened elsewhere on Monday at 09:00, and brought in at `now`."""
    return Imported(brought_in(terms or gold(), priority, opened, *happened, now=now, **more))  # type: ignore[arg-type]


def refused(*happened: tuple[datetime, Command], now: datetime, opened: datetime = OPENED) -> str:
    """The sentence with which such a ticket is refused."""
    turn = brought_in(gold(), "P2", opened, *happened, now=now)
    assert turn.steps == ()
    assert turn.refusal is not None
    return turn.refusal
