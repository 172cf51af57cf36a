"""Messages come in as plain JSON: a command, or a sentence that lists every fault (semantics 24)."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deciding.parsing import read_command, read_opening
from domain.errors import Unreadable
from domain.ticket.commands import Acknowledge, AddNote, Command, OpenTicket, WaitForThirdParty
from tests.domain.given.lives import LAW
from tests.domain.given.times import mon

TYPES = st.sampled_from(["acknowledge", "wait_for_third_party", "escalate", "change_priority", "add_note", "no_such"])
NAMES = st.sampled_from(["id", "at", "by", "type", "text", "party", "request", "ticket", "\ud800"]) | st.text()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=8,
)


def test_a_message_becomes_the_command_that_it_is() -> None:
    assert read_command("acknowledge", None) == Acknowledge()
    read = read_command("wait_for_third_party", {"party": " Acme ", "at": "2026-03-02T09:00:00+01:00"})
    assert read == WaitForThirdParty(party="Acme", at=mon("09:00"))


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "Hi", "txet": "Ho"}, "there is no field txet; did you mean text"),
        ({"text": "Hi", "at": "2026-03-02T09:00:00"}, "at has no time zone; write it like"),
        ({"text": "Hi", "at": "yesterday"}, "at is not an instant; write it like"),
        ({"text": ["Hi"]}, "text: input should be a valid string"),
        ({"text": "Hi", "by": " "}, "by is empty"),
        ({"text": "Hi", "by": "\u200b"}, "by is empty"),
        ({"text": "Hi", "by": "bell\u0007"}, "by: it holds the control character U+0007"),
        ({"text": "Hi", "by": "\u009b31m"}, "by: it holds the control character U+009B"),
        ({"text": "Hi", "by": "two\u2028lines"}, "by: it must be one line"),
        ({"text": "Hi", "by": "two\nlines"}, "by: it must be one line"),
        ({"text": "Hi", "by": "x" * 201}, "by is too long; it can have 200"),
        (["text"], "the message is a list; it must be a JSON object"),
        ("text", "the message is a text; it must be a JSON object"),
        (7, "the message is a number; it must be a JSON object"),
        (True, "the message is a truth value; it must be a JSON object"),
    ],
    ids=lambda one: one[:12] if isinstance(one, str) else None,
)
def test_a_message_that_is_no_such_command_is_refused_with_what_would_be_right(message: object, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_command("add_note", message)
    assert words in refused.value.sentence
    assert refused.value.sentence.startswith("add_note: ")


def test_a_sentence_lists_every_fault() -> None:
    with pytest.raises(Unreadable) as refused:
        read_command("wait_for_third_party", {"at": "soon", "nobody": 1})
    for fault in ("party is missing", "at is not an instant", "nobody"):
        assert fault in refused.value.sentence


def test_a_ticket_is_named_with_letters_digits_dots_underscores_and_hyphens() -> None:
    opening = {"ticket": "SD 1", "customer": "Ada", "subject": "Help", "request": {"contract": "c", "priority": "P1"}}
    with pytest.raises(Unreadable, match=r"ticket may hold .*letters, digits, dots, underscores and hyphens"):
        read_opening(opening)
    assert read_opening({**opening, "ticket": "SD-1"}).ticket == "SD-1"
    with pytest.raises(Unreadable, match="priority is missing"):
        read_opening({**opening, "ticket": "SD-1", "request": {"contract": "c"}})


@LAW
@given(TYPES, JSON)
def test_whatever_comes_in_is_read_or_refused_with_a_sentence_that_can_be_sent(type_: str, message: object) -> None:
    answers = [_answer(lambda: read_command(type_, message)), _answer(lambda: read_opening(message))]
    assert [answer for answer in answers if len(answer.encode()) < 20] == []


def _answer(read: Callable[[], Command | OpenTicket]) -> str:
    try:
        return read().model_dump_json()
    except Unreadable as refused:
        return refused.sentence


def test_a_note_travels_as_json_as_it_was() -> None:
    note = AddNote(text="Zwölf\n\tAnrufe ☎", at=mon("09:00"), id="n-1")
    assert read_command("add_note", json.loads(note.model_dump_json(exclude={"type"}))) == note
