"""Instants as programs write them, each read as that program means it or refused in a sentence."""

from datetime import UTC, datetime

import pytest

from studies.files.dates.order import DateOrder
from studies.files.dates.words import MONTHS, in_english
from studies.files.exported_time import NotATime, read, with_offset

ROME = "Europe/Rome"
SIX = datetime(2025, 3, 17, 6, 4, 5, tzinfo=UTC)
"""A clock in Rome shows 07:04:05."""


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-17 06:04:05+00",
        "2025-03-17 06:04:05.000+00:00",
        "2025-03-17 07:04:05+01",
        "2025-03-17 07:04:05+0100",
        "2025-03-17 11:34:05+05:30",
        "2025-03-17 06:04:05 UTC",
        "2025-03-17T06:04:05Z",
        "2025-03-17t06:04:05z",
        "2025-03-17T07:04:05+01:00[Europe/Rome]",
        "2025-03-17 06:04:05 +0000 UTC",
        "20250317T060405Z",
        "20250317060405Z",
        "/Date(1742191445000)/",
        "/Date(1742191445000+0100)/",
        "1742191445",
        "1742191445.0",
        "1742191445000",
        "1742191445000000",
        "1742191445000000000",
        "Mon, 17 Mar 2025 06:04:05 GMT",
        "Mon, 17 Mar 2025 07:04:05 +0100 (CET)",
        "17 Mar 2025 06:04:05 -0000",
        "Mon Mar 17 2025 07:04:05 GMT+0100 (Central European Standard Time)",
        "Mon Mar 17 06:04:05 UTC 2025",
        "Mon Mar 17 07:04:05 +0100 2025",
        "Mon Mar 17 06:04:05.000000 2025 UTC",
        "Mon 17 Mar 06:04:05 2025 UTC",
    ],
)
def test_a_text_that_says_where_it_is_needs_no_zone(text: str) -> None:
    assert read(text, "Asia/Kolkata").first == SIX == with_offset(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-17 07:04:05",
        "2025-03-17T07:04:05.0000000",
        "2025/03/17 07:04:05",
        "2025-03-17 7:04:05",
        "20250317 070405",
        "20250317070405",
        "45733.2945023148",
        "45733,2945023",
        "17 March 2025 07:04:05",
        "17-MAR-25 07.04.05.000000 AM",
        "Monday, March 17, 2025 7:04:05 AM",
        "Mar 17 2025  7:04:05AM",
        "17/Mar/25 7:04:05 AM",
        "17/mar/25 07:04:05",
        "17. März 2025 07:04:05",
        "17 de marzo de 2025, 7:04:05",
        "17 mars 2025 07:04:05",
        "17 março 2025 07:04:05",
        "Mon Mar 17 07:04:05 2025",
        "2025-Mar-17 07:04:05",
        "17/03/2025 07:04:05",
        "17.3.2025, 07:04:05",
        "17-03-2025 07:04:05",
        "3/17/2025, 7:04:05\u202fAM",
        "3/17/25 7:04:05 am",
        "17/03/25 7:04:05 a. m.",
        "2025-03-17 07:04:05 CET",
        "17/03/2025 07:04:05 CET",
        "Mon 17 Mar 07:04:05 2025 CET",
    ],
)
def test_a_wall_clock_is_that_of_the_zone(text: str) -> None:
    assert read(text, ROME).first == SIX
    assert with_offset(text) is None


def test_a_fraction_is_kept_as_far_as_an_instant_has_room_for_it() -> None:
    for text in ("2025-03-17T06:04:05.1234567Z", "2025-03-17 06:04:05,123456789 UTC", "2025-03-17T06:04:05.123456Z"):
        assert read(text, ROME).first.microsecond in (123456, 123457)
    assert read("2025-03-17T06:04:05.1Z", ROME).first.microsecond == 100_000


def test_the_name_of_a_zone_is_known_where_the_clock_of_the_file_shows_it() -> None:
    assert read("2025-07-17 06:04 CEST", ROME).first == datetime(2025, 7, 17, 4, 4, tzinfo=UTC)
    assert read("2025-03-17 06:04 EDT", "America/New_York").first == datetime(2025, 3, 17, 10, 4, tzinfo=UTC)
    for hour, name in ((0, "CEST"), (1, "CET")):
        assert read(f"2025-10-26 02:30 {name}", ROME).first == datetime(2025, 10, 26, hour, 30, tzinfo=UTC)
    for text in ("2025-07-17 06:04 CET", "2025-03-17 06:04:05 EST", "2025-03-17 06:04 XYZ"):
        with pytest.raises(NotATime, match="which is not what the clocks of Europe/Rome show then"):
            read(text, ROME)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("10:30", "is no time of the years 1900 to 2199"),
        ("17.03.2025", "has no time of the day"),
        ("March 17, 2025", "has no time of the day"),
        ("45733", "is a number: let the program that wrote it write a date and a time"),
        ("2034031706", "is a number"),
        ("742191445", "is a number"),
        ("/Date(99999999999999)/", "is no time of the years 1900 to 2199"),
        ("17421914450", "is a number"),
        ("20250317060405123", "is a number"),
        ("99999999999999", "is no time"),
        ("1742191445Z", "is no time"),
        ("2025-03-17 10 AM", "is no time"),
        ("2025-03-17 24:00", "is no time"),
        ("2025-03-17 06:04:60", "is no time"),
        ("3/17/2025 13:04 PM", "is no time"),
        ("2025-02-30 10:00", "is no time"),
        ("30/02/2025 10:00", "is no time"),
        ("Tue, 17 Mar 2025 06:04:05 +0100", "is no time"),
        ("17 Mart 2025 06:04", "is no time"),
        ("2025-03-17 06:04 17", "is no time"),
        ("2025-03-17 06:04 +99:00", "is no time"),
        ("17/03/1025 06:04", "is no time"),
        ("1/2/3 4:5", "is no time"),
        ("x" * 101, "is too long for a time"),
        ("tomorrow 06:04", "is no time"),
    ],
)
def test_what_is_no_instant_is_refused_and_nothing_of_it_is_filled_in(text: str, sentence: str) -> None:
    for order in (None, *DateOrder):
        with pytest.raises(NotATime, match="write 2016-02-29 09:15") as refused:
            read(text, ROME, order)
        assert sentence in refused.value.sentence


def test_a_year_of_two_digits_stands_last_and_is_of_this_century_up_to_69() -> None:
    assert read("17/03/69 10:00", "UTC").first.year == 2069
    assert read("17/03/70 10:00", "UTC").first.year == 1970


def test_no_two_months_share_a_name_in_the_languages_that_are_known() -> None:
    for text, month in (("gen", 0), ("MAG.", 4), ("Juli", 6), ("août", 7), ("set", 8), ("Okt.", 9), ("dez", 11)):
        assert in_english(text) == MONTHS[month]
