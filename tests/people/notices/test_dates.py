"""Instants on the reader's clock, durations and lists in the reader's language."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.business_time import UnknownZone
from people.notices.wording.catalogue import UnknownLanguage
from people.notices.wording.reader import Reader
from people.notices.wording.voice import voice_of

NBSP = "\N{NO-BREAK SPACE}"
CHRISTMAS_EVE = datetime(2026, 12, 24, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("it", "Europe/Rome", f"giovedì 24 dicembre 2026 alle 16:30{NBSP}CET"),
        ("en", "America/New_York", f"Thursday, December 24, 2026, 10:30\u202fAM{NBSP}EST"),
        ("en-GB", "Europe/London", f"Thursday, 24 December 2026, 15:30{NBSP}GMT"),
        ("de", "Europe/Berlin", f"Donnerstag, 24. Dezember 2026, 16:30{NBSP}CET"),
        ("es", "America/Mexico_City", f"jueves, 24 de diciembre de 2026, 9:30{NBSP}CST"),
        ("pt", "America/Sao_Paulo", f"quinta-feira, 24 de dezembro de 2026 às 12:30{NBSP}UTC-3"),
        ("fr", "Asia/Kolkata", f"jeudi 24 décembre 2026 à 21:00{NBSP}IST"),
        ("fr", "Asia/Kathmandu", f"jeudi 24 décembre 2026 à 21:15{NBSP}UTC+5:45"),
        ("ar", "Asia/Dubai", f"الخميس، 24 ديسمبر 2026، 7:30{NBSP}م{NBSP}\u2068UTC+4\u2069"),
    ],
)
def test_an_instant_has_weekday_date_time_and_zone(language: str, zone: str, said: str) -> None:
    written = voice_of(Reader("Ada", language, zone)).when(CHRISTMAS_EVE)
    assert written.split() == said.split()
    # No line ends between an hour and what belongs to it.
    assert NBSP not in written.rsplit(" ", 1)[0]
    assert " " not in written[written.index(":") :]


def test_the_two_passes_of_a_repeated_hour_differ_by_their_zone() -> None:
    voice = voice_of(Reader("Nino", "it", "Europe/Rome"))
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert voice.when(first) == f"domenica 25 ottobre 2026 alle 02:30{NBSP}CEST"
    assert voice.when(first + timedelta(hours=1)) == f"domenica 25 ottobre 2026 alle 02:30{NBSP}CET"


def test_the_same_instant_moves_by_the_switches_of_each_zone() -> None:
    rome, new_york = (voice_of(Reader("Ada", "en-GB", zone)) for zone in ("Europe/Rome", "America/New_York"))
    # The United States have switched by then, Europe has not.
    between = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
    assert rome.when(between) == f"Monday, 16 March 2026, 09:00{NBSP}CET"
    assert new_york.when(between) == f"Monday, 16 March 2026, 04:00{NBSP}EDT"


def test_a_pager_gets_the_instant_without_the_year_and_with_plain_spaces() -> None:
    assert voice_of(Reader("Ada", "en", "Europe/Rome")).briefly(CHRISTMAS_EVE) == "Thu, Dec 24 4:30 PM CET"


def test_a_zone_has_its_name_and_utc_its_own() -> None:
    assert voice_of(Reader("Nino", "it", "Europe/Rome")).zone == "Ora dell’Europa centrale"
    assert voice_of(Reader("Nino", "it", "UTC")).zone == "UTC"


def test_working_time_is_never_rounded_up() -> None:
    voice = voice_of(Reader("Ada", "en", "UTC"))
    assert voice.working_time(timedelta(hours=1, minutes=36, seconds=59)) == "1 working hour and 36 working minutes"
    assert voice.working_time(timedelta(seconds=59)) == "0 working minutes"
    assert voice.clock_time(timedelta(hours=24)) == "24 hours"
    assert voice.clock_time(timedelta(minutes=30)) == "30 minutes"


@pytest.mark.parametrize("language", ["nl", "xx", "english", ""])
def test_a_language_without_texts_is_an_error_that_names_the_others(language: str) -> None:
    with pytest.raises(UnknownLanguage, match="choose one of it, en, fr, de, es, pt, ar"):
        voice_of(Reader("Ada", language, "UTC"))


def test_a_zone_that_is_none_is_an_error() -> None:
    with pytest.raises(UnknownZone, match="Mars/Olympus"):
        voice_of(Reader("Ada", "en", "Mars/Olympus"))
