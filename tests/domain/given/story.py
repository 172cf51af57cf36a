"""A ticket's life, told: given an opening, when commands come and time passes, then these are the facts.

Nothing here reads a clock. Time passes as it does under the workflow: every timer rings a millisecond after its
instant, unless an outage is told.
"""

from datetime import datetime
from difflib import ndiff
from typing import TypeVar

from domain.clock.advance import after
from domain.clock.contacts import HasContact, everybody
from domain.clock.due import due
from domain.deciding.decision import Decision
from domain.deciding.turns import open_ticket, take, tick
from domain.showing.announcements import Announcement
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.events import Event
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket
from tests.domain.given.times import A_MILLISECOND, ROME

Kind = TypeVar("Kind", bound=Event)


class Story:
    """One ticket, everything it recorded, and what happened since the last `then`."""

    def __init__(self, opening: OpenTicket, terms: Terms, now: datetime, has_contact: HasContact = everybody) -> None:
        decision = open_ticket(opening, lambda _: terms, now, has_contact=has_contact)
        self._has_contact = has_contact
        assert decision.refusal is None, decision.refusal
        self.now = now
        self.stream: list[Recorded] = list(decision.events)
        self.told: list[Announcement] = list(decision.announcements)
        self.refusal: str | None = None
        self.next_timer = decision.next_timer
        self._told_until = 1
        self._ticket = replay(decision.events)

    @property
    def ticket(self) -> Ticket:
        """The ticket as it is now."""
        return self._ticket

    def when(self, command: Command, now: datetime, *, signal: bool = False) -> "Story":
        """Time passes until `now`, then a command arrives: an update, or a signal, which hears no answer."""
        self.time_passes_until(now)
        return self.arrives(command, now, signal=signal)

    def arrives(self, command: Command, now: datetime, *, signal: bool = False) -> "Story":
        """A command arrives, whatever else came due meanwhile: the worker was down until now."""
        self._fold(take(self._ticket, command, now, awaited=not signal, has_contact=self._has_contact), now)
        return self

    def time_passes_until(self, now: datetime) -> "Story":
        """Every timer up to `now` rings, each a millisecond after its instant."""
        while (upcoming := due(self._ticket)) is not None and upcoming.at + A_MILLISECOND <= now:
            rings = upcoming.at + A_MILLISECOND
            self._fold(tick(self._ticket, rings, self._has_contact), rings)
        self.now = max(self.now, now)
        return self

    def the_worker_is_down_until(self, now: datetime) -> "Story":
        """No timer rings before `now`; then one does."""
        self._fold(tick(self._ticket, now, self._has_contact), now)
        return self

    def then(self, *expected: Event) -> "Story":
        """What happened since the last time somebody asked, after the opening itself, is exactly this."""
        _same(self.since_last_asked(), list(expected))
        return self

    def then_only(self, *kinds: type, expected: list[Event]) -> "Story":
        """The same, for facts of some kinds."""
        _same([event for event in self.since_last_asked() if isinstance(event, kinds)], expected)
        return self

    def then_refused(self, *words: str) -> "Story":
        """The last command was refused, with a sentence that holds these words, and left nothing behind."""
        assert self.refusal is not None, "it was not refused"
        assert [word for word in words if word not in self.refusal] == [], self.refusal
        return self.then()

    def since_last_asked(self) -> list[Event]:
        """The facts since the last `then`."""
        events = [recorded.event for recorded in self.stream[self._told_until :]]
        self._told_until = len(self.stream)
        return events

    def number_of(self, kind: type) -> int:
        """The number of the last event of a kind."""
        return max(recorded.number for recorded in self.stream if isinstance(recorded.event, kind))

    def told_of(self, kind: type) -> list[str]:
        """Who was told of the last event of a kind."""
        return [one.recipient for one in self.told if one.event == self.number_of(kind)]

    def all(self, kind: type[Kind]) -> list[Kind]:
        """Every fact of a kind in the ticket's life."""
        return [recorded.event for recorded in self.stream if isinstance(recorded.event, kind)]

    def _fold(self, decision: Decision, now: datetime) -> None:
        self.now = max(self.now, now)
        self.refusal = decision.refusal
        self.stream += decision.events
        self.told += decision.announcements
        self._ticket = after(self._ticket, decision.events)
        if decision.refusal is None:
            self.next_timer = decision.next_timer


def given(
    terms: Terms,
    priority: str,
    at: datetime,
    *,
    known: datetime | None = None,
    channel: str = "web",
    nobody_at: tuple[str, ...] = (),
) -> Story:
    """A ticket of this priority, opened at an instant, and known to the engine then or later.

    `nobody_at`: the levels that have no contact.
    """
    opening = OpenTicket(
        ticket="SD-1042",
        customer="Trattoria da Nino",
        subject="No calls come in",
        request=Request(contract=terms.contract, plan=terms.plan, priority=priority, channel=channel),
        at=at if known else None,
    )
    return Story(opening, terms, known or at, lambda _, level: level not in nobody_at)


def line(event: Event) -> str:
    """An event on one line, in Rome's time and without what is not set."""
    fields = {name: value for name, value in event if name not in ("type", "terms", "request") and value is not None}
    when = fields.pop("occurred_at").astimezone(ROME)
    rest = " ".join(f"{name}={_said(value)}" for name, value in fields.items() if value != ())
    return f"{when:%a %d %b %H:%M:%S.%f} {event.type} {rest}".rstrip()


def _said(value: object) -> str:
    return f"{value.astimezone(ROME):%a %d %b %H:%M:%S}" if isinstance(value, datetime) else str(value)


def _same(happened: list[Event], expected: list[Event]) -> None:
    if happened != expected:
        difference = ndiff([line(event) for event in expected], [line(event) for event in happened])
        raise AssertionError("\n- expected, + happened:\n" + "\n".join(difference))
