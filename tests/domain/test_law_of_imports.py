"""An imported ticket is the one that would have lived here all along (semantics 9a, 15a)."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.clock.timers import timers
from domain.deciding.importing import History, taken_in
from domain.errors import AlreadyOver
from domain.terms.request import Request
from domain.ticket.commands import Command
from domain.ticket.events import Event, PriorityChanged, PromiseMissed, TicketClosed, TicketImported, WarningGiven
from domain.ticket.recorded import Recorded, broken_link
from domain.ticket.ticket import Closed, Judgement, Kept, Missed, Running, Ticket, Working
from studies.files.incidents import Incident
from studies.simulation.running import Life, live
from tests.domain.given.lives import HORIZON, LAW, Drawn, command_of, lives, terms_of
from tests.domain.imported import IMPORT, Imported

MINUTES = st.integers(0, HORIZON)


def incident_of(drawn: Drawn) -> Incident:
    """The drawn life as the simulation knows it."""
    commands = (
        command_of(deed).model_copy(update={"id": f"{number}", "at": drawn.instant(minute)})
        for number, (minute, deed) in enumerate(drawn.deeds)
    )
    return Incident(
        id="T-1",
        opened_at=drawn.instant(drawn.opened),
        customer="Ada",
        subject="Help",
        request=Request(contract="drawn", priority=drawn.priority, channel="phone" if drawn.phoned else "web"),
        commands=tuple(commands),
    )


def lived_here(drawn: Drawn, until: datetime) -> Life:
    """The life of one that was always here, with what was asked up to and with an instant."""
    incident = incident_of(drawn)
    known = tuple(command for command in incident.commands if at_of(command) <= until)
    return live(incident.model_copy(update={"commands": known}), lambda *_: terms_of(drawn), until)


def came(drawn: Drawn, now: datetime) -> Imported:
    """The same, brought in at an instant. Raises what is refused."""
    incident = incident_of(drawn)
    history = History(source="there", commands=tuple(one for one in incident.commands if at_of(one) <= now))
    return Imported(taken_in(incident.opening(), history, lambda _: terms_of(drawn), now))


def at_of(command: Command) -> datetime:
    assert command.at is not None
    return command.at


def was_broken(life: Life) -> bool:
    """Whether silence brought something here that a later fact broke elsewhere."""
    ticket, last = life.ticket, max(life.incident.arrivals)
    assert ticket is not None
    waits = ticket.status.customer if isinstance(ticket.status, Working) else None
    closed = [one.event for one in life.stream if isinstance(one.event, TicketClosed)]
    if closed:
        return any(event.due_at is not None and event.due_at < last for event in closed)
    steps = [one.event for one in life.stream if isinstance(one.event, PriorityChanged) and one.event.silent_periods]
    return any(waits is None or event.occurred_at < waits.since for event in steps)


def standing_of(ticket: Ticket, stream: list[Recorded]) -> dict[str, Any]:
    """All that decides what comes next."""
    due_at = {one.number: one.event.due_at for one in stream if isinstance(one.event, PromiseMissed)}

    def judged(one: Judgement) -> tuple[Any, ...]:
        match one:
            case Kept():
                return "kept", one.at
            case Missed():
                return "missed", due_at[one.event]
            case Running():
                return "running", one.warned

    running = timers(ticket)
    return {
        "status": ticket.status,
        "ledger": ticket.ledger,
        "priority": ticket.priority,
        "on call": ticket.on_call,
        "level": ticket.level,
        "taken in charge": ticket.acknowledged_at,
        "confirmed": ticket.confirmed,
        "promises": {name: judged(one) for name, one in ticket.promises.items()},
        "answers": {level: (one.asked_by, judged(one.judgement)) for level, one in ticket.answers.items()},
        "warned of": {
            level: fraction
            for level, fraction in ticket.warned_of_level.items()
            if ticket.terms.height(level) > ticket.terms.height(ticket.level)
        },
        "deadlines": [(timer.promise, timer.level, timer.deadline(ticket)) for timer in running],
    }


def told(stream: list[Recorded]) -> list[dict[str, Any]]:
    """What happened, but for numbers of other events, which are others there."""
    return [one.event.model_dump(exclude={"cause", "missed"}) for one in stream]


@LAW
@given(lives(), MINUTES)
def test_an_imported_ticket_stands_and_goes_on_as_if_it_had_always_been_here(drawn: Drawn, minute: int) -> None:
    now = drawn.instant(max(minute, drawn.opened))
    here = lived_here(drawn, now)
    assert here.ticket is not None
    assume(not was_broken(here))
    if isinstance(here.ticket.status, Closed):
        closed = here.stream[-1].event
        assert isinstance(closed, TicketClosed)
        with pytest.raises(AlreadyOver) as over:
            came(drawn, now)
        assert (over.value.at, over.value.because) == (closed.due_at or closed.occurred_at, closed.because)
        return
    story = came(drawn, now)
    assert standing_of(story.ticket, story.stream) == standing_of(here.ticket, list(here.stream))
    known = len(story.stream)
    for command in incident_of(drawn).commands:
        if at_of(command) > now:
            story.when(command, at_of(command))
    story.time_passes_until(drawn.instant(HORIZON))
    whole = live(incident_of(drawn), lambda *_: terms_of(drawn), drawn.instant(HORIZON))
    assert told(story.stream[known:]) == told(list(whole.stream[len(here.stream) :]))


def tries(drawn: Drawn, now: datetime) -> Imported | None:
    try:
        return came(drawn, now)
    except AlreadyOver:
        return None


@LAW
@given(lives(), MINUTES)
def test_what_time_had_brought_is_past_names_the_import_and_is_told_to_nobody(drawn: Drawn, minute: int) -> None:
    now = drawn.instant(max(minute, drawn.opened))
    story = tries(drawn, now)
    if story is None:
        return
    assert [one.number for one in story.stream if isinstance(one.event, TicketImported)] == [IMPORT]
    assert story.told == []
    assert broken_link(story.stream) is None
    assert {one.recorded_at for one in story.stream} == {now}
    brought = [one.event for one in story.stream if _due_at(one.event) is not None]
    assert all(_due_at(event) < now for event in brought)
    assert {(event.occurred_at, getattr(event, "cause", None)) for event in brought} <= {(now, IMPORT)}
    warnings = [(one.promise, one.level) for one in brought if isinstance(one, WarningGiven)]
    assert len(warnings) == len(set(warnings))


def _due_at(event: Event) -> Any:
    return getattr(event, "due_at", None)
