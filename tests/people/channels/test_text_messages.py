"""A text message keeps to its characters and to its segments, and is readable at both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.channels.text_messages import fitted, segments_of
from tests.domain.given.lives import LAW


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("[" * 80, 1),
        ("[" * 81, 2),
        ("€" * 81, 2),
        ("àèéìòù ÄÖÜäöüß Ñ ¿¡ Δ", 1),
        ("ا" * 70, 1),
        ("ا" * 71, 2),
        ("á" + "a" * 69, 1),
        ("á" + "a" * 70, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("ا" * 134, 2),
        ("ا" * 135, 3),
    ],
)
def test_segments_are_counted_as_phones_do(text: str, segments: int) -> None:
    assert segments_of(text) == segments


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("ROSSI-1 - P1 - due 10:00", "ROSSI-1 - P1 - due 10:00"),
        ("“No calls” – they said… it’s down\u00a0now", '"No calls" - they said... it\'s down now'),
        ("El ticket pasó", "El ticket pasó"),
        ("El ticket pasó al líder " + "a" * 100, "El ticket paso al lider " + "a" * 100),
        ("Ligação não atendida 📞 " + "a" * 100, "Ligacao nao atendida " + "a" * 100),
        ("Žluťoučký kůň " + "a" * 100, "Zlutoucky kun " + "a" * 100),
        ("x" * 200, "x" * 157 + "..."),
        ("[" * 100, "[" * 78 + "..."),
        ("ا" * 100, "ا" * 69 + "…"),
        ("\u2068" + "ا" * 100 + "\u2069", "\u2068" + "ا" * 67 + "…\u2069"),
        ("电话" * 50, "电话" * 34 + "电…"),
        ("ا" + "😀" * 40, "ا" + "😀" * 34 + "…"),
    ],
)
def test_one_message_is_as_long_as_one_can_be(text: str, sent: str) -> None:
    assert fitted(text, 1) == sent


def test_where_several_are_taken_other_scripts_have_more_room() -> None:
    assert fitted("ا" * 160, 3) == "ا" * 160
    assert fitted("ا" * 300, 3) == "ا" * 200 + "…"
    assert fitted("x" * 500, 3) == "x" * 456 + "..."


@LAW
@given(st.text(max_size=400), st.integers(1, 10))
def test_no_message_takes_more_than_it_may(text: str, segments: int) -> None:
    sent = fitted(text.encode("utf-8", "ignore").decode(), segments)
    assert segments_of(sent) <= segments
    assert sent.encode("utf-16-le").decode("utf-16-le") == sent


@LAW
@given(st.text(st.sampled_from("abc ÀÉÍÓÚâêîôûçãõñßøåæ0123-:'"), max_size=150))
def test_a_message_in_latin_letters_is_one(text: str) -> None:
    assert segments_of(fitted(text, 10)) == 1
