"""Arabic: right to left, Latin names isolated, six plurals."""

from datetime import timedelta

import pytest

from domain.ticket.events import TicketOpened, WaitStarted
from people.notices.wording.voice import voice_of
from tests.people.notices.told import LAYLA, NINO, told


def test_a_page_runs_from_right_to_left_and_isolates_ids_and_latin_names() -> None:
    message = told(TicketOpened, to="support-team").to(LAYLA)
    assert '<html lang="ar" dir="rtl">' in message.html
    assert 'align="right"' in message.html
    assert "border-right:4px" in message.html
    for latin in ("SD-1042", "Trattoria da Nino", "P1", "ImagicleCare 5.0, Gold"):
        assert f"\u2068{latin}\u2069" in message.text
        assert f"\u2068{latin}\u2069" in message.html


def test_a_quote_keeps_its_own_direction() -> None:
    assert 'dir="auto"' in told(WaitStarted).to(LAYLA).html


def test_a_left_to_right_message_isolates_an_arabic_name_alone() -> None:
    message = told(TicketOpened).to(NINO)
    assert "\u2068" not in message.subject + message.text + message.short + message.html
    assert voice_of(NINO).say("Dear %(name)s,", name="ليلى") == "Gentile \u2068ليلى\u2069,"


def test_what_is_isolated_already_is_not_isolated_again() -> None:
    message = told(TicketOpened, to="on-call").to(LAYLA)
    for form in (message.subject, message.short, message.text, message.html):
        assert "\u2068\u2068" not in form
    assert message.subject.startswith("[\u2068SD-1044\u2069] إنذار \u2068P1\u2069 - ")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1, "ساعة عمل واحدة"),
        (2, "ساعتا عمل"),
        (5, "5 ساعات عمل"),
        (16, "16 ساعة عمل"),
        (40, "40 ساعة عمل"),
        (100, "100 ساعة عمل"),
        (103, "103 ساعات عمل"),
    ],
)
def test_working_hours_have_the_plural_that_their_number_asks_for(hours: int, said: str) -> None:
    assert voice_of(LAYLA).working_time(timedelta(hours=hours)) == said


def test_hours_of_the_clock_too() -> None:
    assert voice_of(LAYLA).clock_time(timedelta(hours=2)) == "ساعتان"
