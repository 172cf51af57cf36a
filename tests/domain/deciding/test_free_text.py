"""What people write never decides whether a fact counts: it is mended, and mended once for all (semantics 24a)."""

import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deciding.parsing import read_command, read_opening
from domain.errors import Unreadable
from domain.ticket.commands import AddNote, OpenTicket, Resolve, WaitForCustomer
from domain.ticket.events import NoteAdded
from domain.ticket.recorded import GENESIS, Recorded, record
from tests.domain.given.lives import LAW
from tests.domain.given.times import mon

FREE = [
    ("wait_for_customer", "question"),
    ("customer_responded", "text"),
    ("third_party_responded", "text"),
    ("escalate", "reason"),
    ("add_note", "text"),
    ("resolve", "summary"),
    ("reopen", "reason"),
    ("close", "reason"),
]
"""Every command that carries what somebody wrote, but for those that need more."""

WRITTEN = st.text(st.characters() | st.sampled_from("\r\n\v\f\x1c\x85\u2028\u2029\t\x00\x9b\u202e\ud83d\ude00\u200b"))
"""Whatever can stand in a JSON string, with much of what goes wrong."""


def read(command: str, field: str, text: object) -> str | None:
    """What is kept of a text that comes with a command."""
    kept: str | None = getattr(read_command(command, {field: text}), field)
    return kept


def subject(text: object) -> str:
    """What is kept of a subject."""
    opening = {"ticket": "T-1", "customer": "Acme", "request": {"contract": "c", "priority": "P1"}}
    return read_opening({**opening, "subject": text}).subject


@pytest.mark.parametrize(("command", "field"), FREE)
@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Here it is:\r\nlog", "Here it is:\nlog"),
        ("a\rb\x85c\u2028d\u2029e\vf\fg", "a\nb\nc\nd\ne\nf\ng"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("bell\x07, \x1b[31mred\x9b0m, \x00, \x7f", "bell, [31mred0m, ,"),
        ("name\tvalue", "name\tvalue"),
        (" \r\n spaces around \t\n", "spaces around"),
        ("x" * 4000, "x" * 4000),
        ("x" * 4001, "x" * 3999 + "…"),
        ("x" * 3998 + "\r\ny", "x" * 3998 + "\ny"),
        ("\x00" * 5000 + "all the same", "all the same"),
        ("x" * 3998 + " yz", "x" * 3998 + "…"),
        ("e\u0301" * 2001, "e\u0301" * 1999 + "…"),
        ("👩🏽‍💻" * 1001, "👩🏽‍💻" * 999 + "…"),
        ("half a \ud83d character, and \ud83d\ude00", "half a \ufffd character, and 😀"),
        ("الهاتف \u200fلا يعمل\u200e", "الهاتف \u200fلا يعمل\u200e"),
        ("\U0001fae9 is newer than this Python", "\U0001fae9 is newer than this Python"),
    ],
)
def test_a_text_is_mended(command: str, field: str, written: str, kept: str) -> None:
    assert read(command, field, written) == kept


@pytest.mark.parametrize("blank", ["", "  \r\n\t", "\u00a0\u2003", "\u200b\ufeff\u2060", "\x00\x9b", "\u3164\u2800"])
def test_what_says_nothing_is_none_and_the_fact_counts(blank: str) -> None:
    kept = {(command, field): read(command, field, blank) for command, field in FREE}
    assert kept.pop(("add_note", "text")) == "(no text)"
    assert set(kept.values()) == {None}
    assert subject(blank) == "(no subject)"


def test_where_nothing_was_written_at_all_it_is_the_same() -> None:
    assert read_command("add_note", {}) == read_command("add_note", {"text": None}) == AddNote(text=" ")
    assert read_command("resolve", {"summary": None}) == read_command("resolve", {}) == Resolve()
    assert subject(None) == "(no subject)"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("No dial tone\u2028(since Monday", "No dial tone (since Monday"),
        ("two\r\nlines, a\vb\fc\x85d\u2029e\tf", "two lines, a b c d e f"),
        ("\x1b[2Jclear", "[2Jclear"),
        ("x" * 201, "x" * 199 + "…"),
        ("y" * 200, "y" * 200),
    ],
)
def test_a_subject_is_one_line(written: str, kept: str) -> None:
    assert subject(written) == kept


@pytest.mark.parametrize("name", ["", "\u200b", "two\nlines", "a\u2028b", "a\x85b", "a\x9bb", "a\x00b", "x" * 201])
def test_the_name_of_a_thing_is_refused_instead(name: str) -> None:
    for command, field in (("wait_for_third_party", "party"), ("assign", "to"), ("close", "id"), ("close", "by")):
        with pytest.raises(Unreadable):
            read_command(command, {field: name})


def test_what_is_no_text_is_refused() -> None:
    for wrong in (7, ["a"], {"a": 1}, True):
        with pytest.raises(Unreadable, match="summary: input should be a valid string"):
            read_command("resolve", {"summary": wrong})


@LAW
@given(WRITTEN)
def test_mending_what_is_mended_changes_nothing(written: str) -> None:
    for command, field in FREE:
        once = read(command, field, written)
        assert read(command, field, once) == once
    assert subject(subject(written)) == subject(written)


@LAW
@given(WRITTEN)
def test_what_is_kept_can_be_stored_sent_and_shown(written: str) -> None:
    kept = read("add_note", "text", written)
    assert kept is not None
    assert kept.encode().decode() == kept
    assert not {one for one in kept if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")} - {"\n", "\t"}
    assert not {one for one in subject(written) if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")}
    assert len(kept) <= 4000
    assert json.loads(AddNote(text=written).model_dump_json())["text"] == kept


@LAW
@given(WRITTEN)
def test_letters_and_digits_are_never_lost_from_a_text_with_room(written: str) -> None:
    kept = read("add_note", "text", written)
    assert kept is not None
    assert [one for one in written if one.isalnum()] == [one for one in kept if one.isalnum()] or kept == "(no text)"


def test_an_event_of_a_command_is_kept_as_it_is() -> None:
    for text in ("Zwölf\n\tAnrufe ☎", "x" * 4000, "an old \u2028 one\x85"):
        kept = record(
            NoteAdded(occurred_at=mon("09:00"), text=text), number=1, recorded_at=mon("09:00"), before=GENESIS
        )
        again = Recorded.model_validate_json(kept.model_dump_json())
        assert again == kept
        assert again.stored() == kept.stored()


@pytest.mark.parametrize("one", ["x", "\n", "\x00", "\r\n", "\u200b", "\ud800", "é\u0301", " "])
def test_a_text_of_megabytes_is_no_burden(one: str) -> None:
    text = one * (1_900_000 // len(one))
    began = time.process_time()
    WaitForCustomer(question=text)
    OpenTicket.model_validate(
        {"ticket": "T-1", "customer": "Acme", "subject": text, "request": {"contract": "c", "priority": "P1"}}
    )
    # It takes a hundredth of this; a way that grows faster than the text would take minutes.
    assert time.process_time() - began < 5
