"""A ticket's life for the examples, driven through the pure domain as the workflow drives it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clock.advance import after
from domain.clock.contacts import HasContact, everybody
from domain.clock.due import due
from domain.deciding.decision import Decision
from domain.deciding.turns import open_ticket, take, tick
from domain.showing.announcements import Announcement
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded

_RINGS_AFTER = timedelta(milliseconds=1)

TermsAt = Callable[[Request, datetime], Terms]


@dataclass(frozen=True, slots=True)
class Deed:
    """A command, and when it arrives; as a signal, whose refusal nobody hears."""

    at: datetime
    command: Command
    signal: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to a ticket, and who was told of it."""

    stream: tuple[Recorded, ...]
    told: tuple[Announcement, ...]


def live(
    opening: OpenTicket,
    at: datetime,
    deeds: Sequence[Deed],
    until: datetime,
    terms_at: TermsAt,
    has_contact: HasContact = everybody,
) -> Life:
    """The life of a ticket opened at an instant. Raises `ValueError` where something is refused."""
    turns = [_agreed(open_ticket(opening, lambda now: terms_at(opening.request, now), at, has_contact=has_contact))]
    ticket = replay(turns[0].events)
    for deed in (*deeds, None):
        now = deed.at if deed else until
        while (upcoming := due(ticket)) is not None and upcoming.at + _RINGS_AFTER <= now:
            turns.append(tick(ticket, upcoming.at + _RINGS_AFTER, has_contact))
            ticket = after(ticket, turns[-1].events)
        if deed:
            awaited = not deed.signal
            turn = take(ticket, deed.command, now, awaited=awaited, terms_at=terms_at, has_contact=has_contact)
            turns.append(_agreed(turn))
            ticket = after(ticket, turn.events)
    return Life(
        tuple(event for turn in turns for event in turn.events),
        tuple(told for turn in turns for told in turn.announcements),
    )


def _agreed(decision: Decision) -> Decision:
    if decision.refusal is not None:
        raise ValueError(decision.refusal)
    return decision
