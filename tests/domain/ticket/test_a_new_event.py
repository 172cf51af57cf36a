"""A new event is given a thought everywhere: the compiler names the complete matches, and this all other places."""

from types import UnionType
from typing import get_args

from domain.ticket.events import (
    EVENTS,
    Acknowledged,
    ClosingProposed,
    CommandRefused,
    CustomerReminded,
    CustomerResponded,
    Escalated,
    Event,
    MissWithdrawn,
    NoteAdded,
    OnCallEngaged,
    PriorityChanged,
    PriorityConfirmed,
    PromiseKept,
    PromiseMissed,
    ThirdPartyResponded,
    TicketAssigned,
    TicketClosed,
    TicketImported,
    TicketMigrated,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    WaitEnded,
    WaitStarted,
    WarningGiven,
    kinds,
)
from tests.domain.ticket.telling_apart import Place, complete, places

KINDS: dict[type[Event], set[str]] = {
    TicketOpened: set(),
    TicketImported: set(),
    TicketMigrated: set(),
    Acknowledged: {"EndsAlarm"},
    PriorityConfirmed: set(),
    WaitStarted: {"EndsAlarm"},
    CustomerResponded: {"Response"},
    ThirdPartyResponded: {"Response"},
    WaitEnded: set(),
    OnCallEngaged: set(),
    PriorityChanged: {"ComesDue", "OfSilence"},
    Escalated: {"ComesDue", "Judging", "Urgent"},
    TicketAssigned: set(),
    NoteAdded: set(),
    TicketResolved: {"EndsAlarm"},
    TicketReopened: set(),
    TicketClosed: {"ComesDue", "EndsAlarm", "OfSilence"},
    CommandRefused: set(),
    WarningGiven: {"ComesDue"},
    PromiseKept: {"Judging"},
    PromiseMissed: {"ComesDue", "Judging", "Urgent"},
    MissWithdrawn: set(),
    CustomerReminded: {"ComesDue", "OfSilence"},
    ClosingProposed: {"ComesDue", "OfSilence"},
}
"""Of which kinds each event is. One that stands here has been thought of in each of the `places`."""


def to_look_at(new: str) -> str:
    """What is left to do for an event of which nobody has thought yet."""
    several, one = ([place for place in places() if (len(place.knows) > 1) is more] for more in (True, False))
    return "\n  ".join(
        [
            f"{new} is new: say in KINDS of which of domain/ticket/events/kinds.py it is, once you have looked at",
            *map(str, several),
            "and, which ask about one event alone, at",
            *map(str, one),
        ]
    )


def test_every_event_has_been_thought_of() -> None:
    new = [event.__name__ for event in EVENTS if event not in KINDS]
    assert not new, to_look_at(" and ".join(new))
    assert list(KINDS) == list(EVENTS)


def test_every_event_is_of_the_kinds_that_are_meant_for_it() -> None:
    groups = {name: get_args(value) for name, value in vars(kinds).items() if isinstance(value, UnionType)}
    assert {event: {name for name, group in groups.items() if event in group} for event in EVENTS} == KINDS


def test_what_a_change_can_bring_due_names_the_change() -> None:
    assert {*get_args(kinds.ComesDue)} == {event for event in EVENTS if "cause" in event.model_fields}


def knowing(where: tuple[Place, ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(place.file, place.name): place.knows for place in where}


def test_a_new_event_stops_at_the_compiler_wherever_each_must_have_its_word() -> None:
    found = knowing(complete())
    every = {event.__name__ for event in EVENTS}
    assert {*found["domain/ticket/evolve.py", "_changed"]} == every
    assert {*found["domain/ticket/keeping.py", "keeps"]} == every
    assert {*found["domain/showing/announcements.py", "_recipients"]} == every
    assert {*found["people/notices/letters/by_event.py", "_to_customer"]} == every
    assert {*found["people/notices/letters/by_event.py", "_to_a_level"]} == every
    said = {*found["domain/showing/sentences.py", "sentence"], *found["domain/showing/sentences.py", "_of_the_clock"]}
    assert said == every


def test_for_a_new_event_every_other_place_is_named() -> None:
    told = to_look_at("TicketMerged")
    assert told.startswith("TicketMerged is new: say in KINDS of which of domain/ticket/events/kinds.py it is")
    assert "people/notices/notice.py:" in told
    assert " CONSEQUENCES knows PromiseKept, TicketClosed, TicketReopened, WaitEnded" in told
    assert " rings knows OnCallEngaged, TicketMigrated" in told
    assert "activities/journal/sql/lists/places.sql:1 places knows TicketMigrated, TicketOpened" in told
    # What only states events, or is complete, need not be looked at.
    assert not {("domain/clock/silence.py", "_closing"), ("domain/ticket/evolve.py", "_changed")} & {*knowing(places())}
