"""One incident's life, driven through the pure domain at full speed.

The workflow's turns are taken in the same order: each timer rings a millisecond after its instant, unless a command
comes first, and each command comes when it came. Only the waiting is left out.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.business_time import CalendarError
from domain.deciding.decision import Turn
from domain.deciding.turns import open_turn, take_turn, tick_turn
from domain.showing.announcements import Announcement, announcements
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.ticket.commands import Command
from domain.ticket.recorded import GENESIS, UNSEALED, Recorded
from domain.ticket.ticket import Closed, Ticket
from studies.files.incidents import Incident

RINGS_AFTER = timedelta(milliseconds=1)
"""How long after its instant a timer rings, so that a command of that very instant goes first (semantics 7a)."""

TermsAt = Callable[[Request, datetime], Terms]


@dataclass(frozen=True, slots=True)
class Moment:
    """One event, the ticket after it, and who was told of it."""

    recorded: Recorded
    ticket: Ticket
    told: tuple[Announcement, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A command that the ticket did not take, and why not."""

    id: str
    asked: str
    at: datetime
    sentence: str
    after_closing: bool
    """Whether the ticket was closed by then, as a rule by itself."""


@dataclass(frozen=True, slots=True)
class Life:
    """What became of an incident up to an instant."""

    incident: Incident
    until: datetime
    moments: tuple[Moment, ...]
    refused: tuple[Refused, ...]
    """The opening alone, where that was refused: then there are no moments."""
    to_come: int
    """Commands that lie after `until`."""

    @property
    def ticket(self) -> Ticket | None:
        """The ticket as it is in the end; `None` where its opening was refused."""
        return self.moments[-1].ticket if self.moments else None

    @property
    def stream(self) -> tuple[Recorded, ...]:
        """Its events."""
        return tuple(moment.recorded for moment in self.moments)


def live(
    incident: Incident,
    terms_at: TermsAt,
    until: datetime,
    *,
    arrivals: Sequence[datetime] | None = None,
    signals: Container[str] = (),
    sealed: bool = False,
) -> Life:
    """The life of an incident up to and with `until`; a ticket that closes earlier ends there.

    `arrivals`: when the opening and each command came, for a life that was lived elsewhere; the incident's own
    instants otherwise. `signals`: the types of commands that nobody answers, so that what they cannot have becomes a
    fact (semantics 23e); any other refused command changes nothing. `sealed`: whether its events are chained by
    digests, which takes longer.
    """
    came = tuple(arrivals) if arrivals is not None else incident.arrivals
    if len(came) != len(incident.commands) + 1:
        raise ValueError("a life needs one arrival for its opening and one for each command")
    if came[0] > until:
        later = f"it was received at {came[0]:%Y-%m-%d %H:%M} UTC, after the end of the simulation"
        return _unopened(incident, until, came[0], later)
    request, before = incident.request, GENESIS if sealed else UNSEALED
    opened = open_turn(incident.opening(), lambda at: terms_at(request, at), came[0], before=before)
    if opened.refusal is not None:
        return _unopened(incident, until, came[0], opened.refusal)
    incident = incident.under(opened.steps[0].ticket.terms)
    so_far = _Lived(opened, terms_at, signals)
    lived = 0
    for command, now in zip(incident.commands, came[1:], strict=True):
        if now > until:
            break
        lived += 1
        so_far.ring(now)
        so_far.meet(command, now)
    so_far.ring(until)
    return Life(incident, until, tuple(so_far.moments), tuple(so_far.refused), to_come=len(incident.commands) - lived)


def _unopened(incident: Incident, until: datetime, at: datetime, sentence: str) -> Life:
    refused = Refused(f"{incident.id}:open", "open", at, sentence, after_closing=False)
    return Life(incident, until, (), (refused,), to_come=len(incident.commands))


class _Lived:
    """What has happened so far, and what comes next by itself."""

    def __init__(self, opened: Turn, terms_at: TermsAt, signals: Container[str]) -> None:
        self.moments: list[Moment] = []
        self.refused: list[Refused] = []
        self._rings_at: datetime | None = None
        self._terms_at = terms_at
        self._signals = signals
        self._follow(opened)

    @property
    def _ticket(self) -> Ticket:
        return self.moments[-1].ticket

    def ring(self, now: datetime) -> None:
        """Every timer that rings by now, each at its own instant."""
        while self._rings_at is not None and (rings := self._rings_at + RINGS_AFTER) <= now:
            try:
                self._follow(tick_turn(self._ticket, rings))
            except CalendarError as beyond:
                # A wait can outlast the years whose holidays the terms know; the clock cannot go on then.
                self.refused.append(Refused("", "the clock", rings, str(beyond), after_closing=False))
                self._rings_at = None

    def meet(self, command: Command, now: datetime) -> None:
        """A command comes."""
        awaited = command.type not in self._signals
        turn = take_turn(
            self._ticket, command, now, awaited=awaited, terms_at=self._terms_at, quiet_until=self._rings_at
        )
        if turn.refusal is None:
            self._follow(turn)
            return
        closed = isinstance(self._ticket.status, Closed)
        self.refused.append(Refused(command.id or "", command.type, now, turn.refusal, closed))

    def _follow(self, turn: Turn) -> None:
        for recorded, ticket in turn.steps:
            self.moments.append(Moment(recorded, ticket, announcements(ticket, recorded)))
        self._rings_at = turn.upcoming.at if turn.upcoming else None
