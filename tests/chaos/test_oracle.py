"""The oracle finds what it is there to find: what was acknowledged and is lost, doubled, or elsewhere than it was."""

from dataclasses import replace
from datetime import timedelta

from contracts.public_holidays import public_holidays
from domain.contract.library import Library
from domain.deciding.parsing import read_command
from domain.terms.request import Request
from studies.files.incidents import Incident
from studies.rehearsal.living import Rehearsed, Sent
from studies.simulation.running import live
from studies.simulation.terms import terms_book
from tests.chaos.living.stories import MONDAY
from tests.chaos.oracle import unkept

NINE = MONDAY + timedelta(hours=9)
GOLD = Request(contract="imagiclecare-4.1", plan="gold", theatre="europe", priority="P2")


def two_notes(library: Library) -> Rehearsed:
    """A ticket that took two notes, as an engine lives it that loses nothing."""
    notes = [
        read_command("add_note", {"id": f"note-{number}", "at": NINE + timedelta(minutes=number), "text": "Noted"})
        for number in (1, 2)
    ]
    incident = Incident(
        id="T-1", opened_at=NINE, customer="Bakery Rossi", subject="No calls", request=GOLD, commands=tuple(notes)
    )
    until = NINE + timedelta(minutes=10)
    stream = live(incident, terms_book(library, public_holidays), until, sealed=True).stream
    sent = tuple(Sent(note, NINE, number, None) for number, note in enumerate(notes, start=2))
    return Rehearsed(incident, until, None, sent, stream, stream)


def test_what_is_there_once_and_in_order_is_kept(library: Library) -> None:
    assert list(unkept(two_notes(library))) == []


def test_a_note_that_was_acknowledged_and_is_not_there_is_found(library: Library) -> None:
    had = two_notes(library)
    (lost,) = unkept(replace(had, stream=had.stream[:-1]))
    assert lost == "the command note-2 (add_note) was acknowledged and is in the stream 0 times"


def test_a_note_that_is_there_twice_is_found(library: Library) -> None:
    had = two_notes(library)
    again = had.stream[-1].model_copy(update={"recorded_at": NINE + timedelta(hours=1)})
    (doubled,) = unkept(replace(had, stream=(*had.stream, again)))
    assert doubled == "the command note-2 (add_note) was acknowledged and is in the stream 2 times"


def test_another_order_than_that_of_the_answers_is_found(library: Library) -> None:
    had = two_notes(library)
    first, second = had.stream[-2:]
    (order,) = unkept(replace(had, stream=(*had.stream[:-2], second, first)))
    assert order == "acknowledged in the order note-1, note-2 and recorded in the order note-2, note-1"


def test_a_note_that_was_refused_and_is_there_is_found(library: Library) -> None:
    had = two_notes(library)
    refused = replace(had.sent[-1], refusal="the ticket is closed")
    (there,) = unkept(replace(had, sent=(had.sent[0], refused)))
    assert there == "the command note-2 (add_note) was refused and is in the stream: the ticket is closed"
