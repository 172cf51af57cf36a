"""What differs between a ticket that was imported and what its file says now: nothing of it is changed by that."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.deciding.importing import taken_in
from domain.errors import DomainError
from domain.showing.sentences import office_time, sentence
from domain.ticket.events import Event, FromOutside, PromiseKept, TicketImported, TicketOpened
from domain.ticket.keeping import BY_RECORDING
from domain.ticket.recorded import Recorded
from moving.onboarding.examining import Arrival

MOST = 5
"""Differences that are told of one ticket."""

_BESIDE = {"type", "occurred_at", "asked_at", "command", "before", "cause", "due_at", "skipped", "sentence"}
"""Fields of an event that are not what the file says, or that say how it was read."""


class Difference(NamedTuple):
    """One thing that the file says otherwise, and where it does."""

    line: int | None
    says: str


class _Fact(NamedTuple):
    type: str
    at: datetime
    says: str

    @classmethod
    def of(cls, event: Event) -> "_Fact":
        plain = event.model_dump_json(exclude=_BESIDE, exclude_none=True)
        return cls(event.type, event.occurred_at, plain)


def was_imported(stream: Sequence[Recorded]) -> bool:
    """Whether a ticket came from another system."""
    return any(isinstance(recorded.event, TicketImported) for recorded in stream)


def differences(arrival: Arrival, stream: Sequence[Recorded], now: datetime) -> tuple[Difference, ...]:
    """What the file says now and the ticket does not have, and the other way round.

    What happened to the ticket here since its import is no difference. `now` is the instant of this import.
    """
    opened = stream[0].event
    assert isinstance(opened, TicketOpened)
    zone = opened.terms.zone
    found = [*_openings(arrival, opened, zone)]
    try:
        turn = taken_in(arrival.opening, arrival.history, lambda at: opened.terms, now)
    except DomainError as refused:
        found.append(Difference(arrival.line, f"by what the file says now, {refused.sentence}"))
    else:
        found += _facts(arrival, [step.recorded.event for step in turn.steps], stream, zone)
    more = len(found) - MOST
    return (*found[:MOST], *([Difference(None, f"{more:,} more differences")] if more > 0 else []))


def _openings(arrival: Arrival, opened: TicketOpened, zone: str) -> Iterator[Difference]:
    asked = arrival.opening
    here = {"customer": opened.customer, "subject": opened.subject, **opened.request.model_dump()}
    there = {"customer": asked.customer, "subject": asked.subject, **asked.request.model_dump()}
    for name, value in there.items():
        if value != here[name]:
            yield _told(arrival.line, f"{name} is {_quoted(value)}", f"is {_quoted(here[name])}")
    if asked.at is not None and asked.at != opened.occurred_at:
        at, known = office_time(asked.at, zone), office_time(opened.occurred_at, zone)
        yield _told(arrival.line, f"it was opened {at}", f"was opened {known}")


def _facts(arrival: Arrival, said: Sequence[Event], stream: Sequence[Recorded], zone: str) -> Iterator[Difference]:
    lines = {command.id: line for command, line in zip(arrival.history.commands, arrival.lines[1:], strict=False)}
    imported = next(recorded for recorded in stream if isinstance(recorded.event, TicketImported))
    came = [one.event for one in stream if one.recorded_at == imported.recorded_at]
    left = Counter(_Fact.of(one.event) for one in stream if _is_fact(one.event))
    for event in _missing(said, left):
        line = lines.get(_command(event))
        yield _told(line, _shown(event, zone), "has nothing of it")
    for event in _missing(came, Counter(_Fact.of(event) for event in said if _is_fact(event))):
        yield Difference(arrival.line, f"the ticket here has: {_shown(event, zone)}; the file says nothing of it")


def _missing(events: Iterable[Event], known: Counter[_Fact]) -> Iterator[Event]:
    """The facts that are not among those known; the first of each command, as the others follow from it."""
    told: set[str] = set()
    for event in events:
        if not _is_fact(event):
            continue
        fact, command = _Fact.of(event), _command(event)
        if known[fact] > 0:
            known[fact] -= 1
        elif command not in told:
            yield event
            if command is not None:
                told.add(command)


def _shown(event: Event, zone: str) -> str:
    return f"{sentence(event, zone)}, {office_time(event.occurred_at, zone)}"


def _is_fact(event: Event) -> bool:
    """Whether somebody did it, and not time."""
    if isinstance(event, TicketOpened | TicketImported):
        return False
    if isinstance(event, PromiseKept):
        # When it was recorded there, the file says.
        return event.promise == BY_RECORDING
    return _command(event) is not None


def _command(event: Event) -> str | None:
    return event.command if isinstance(event, FromOutside) else None


def _told(line: int | None, there: str, here: str) -> Difference:
    return Difference(line, f"the file says: {there}; the ticket here {here}")


def _quoted(value: object) -> str:
    return "not said" if value is None else repr(value)
