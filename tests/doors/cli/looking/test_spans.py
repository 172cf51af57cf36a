"""How long, how late, and on whose clock."""

from datetime import UTC, datetime, timedelta

import pytest

from doors.cli.reader_clock import NoSuchZone, reader_clock
from doors.cli.spans import NotASpan, from_now, read_span, span

NOON = datetime(2026, 12, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=35), "35 min"),
        (timedelta(minutes=130), "2 h 10 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=76), "3 d 4 h"),
        (timedelta(days=3, minutes=50), "3 d"),
        (timedelta(days=12, hours=5), "12 d"),
        (timedelta(days=1200), "1,200 d"),
        (-timedelta(minutes=90), "1 h 30 min"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(length: timedelta, said: str) -> None:
    assert span(length) == said


def test_what_lies_behind_is_late_and_what_lies_ahead_is_in_so_much_time() -> None:
    assert from_now(NOON + timedelta(minutes=130), NOON) == "in 2 h 10 min"
    assert from_now(NOON - timedelta(minutes=35), NOON) == "35 min late"
    assert from_now(NOON, NOON) == "in 0 min"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("90min", timedelta(minutes=90)),
        ("90 m", timedelta(minutes=90)),
        ("4h", timedelta(hours=4)),
        ("1h30m", timedelta(minutes=90)),
        ("1d 12h", timedelta(hours=36)),
        ("2 days", timedelta(days=2)),
        ("0h", timedelta()),
    ],
)
def test_a_span_is_read_as_people_write_it(text: str, meant: timedelta) -> None:
    assert read_span("--due-within", text) == meant


@pytest.mark.parametrize("text", ["", " ", "4", "soon", "4w", "-4h", "4h later", "9999d", "9" * 400 + "h", "٤h", "h"])
def test_what_is_no_span_is_refused_with_one_that_is(text: str) -> None:
    with pytest.raises(NotASpan, match=r"is no span of time up to ten years; write it like 90min, 4h or 1d 12h"):
        read_span("--due-within", text)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(hours=2), "15:00"),
        (timedelta(hours=12), "Thu 01:00"),
        (-timedelta(days=2), "Mon 13:00"),
        (-timedelta(days=30), "30 Nov 13:00"),
        (timedelta(days=30), "29 Jan 2027 13:00"),
    ],
)
def test_an_instant_is_as_short_as_it_is_clear(ahead: timedelta, said: str) -> None:
    assert reader_clock("Europe/Rome").day_and_time(NOON + ahead, NOON) == said


def test_the_heading_names_the_zone() -> None:
    assert reader_clock("Europe/Rome").heading(NOON) == "Wed 30 Dec 2026 13:00 CET (Europe/Rome)"
    assert reader_clock(None).heading(NOON).startswith("Wed 30 Dec 2026 ")


def test_a_zone_that_there_is_not_is_refused_with_the_nearest() -> None:
    with pytest.raises(NoSuchZone, match="--zone 'Europe/Roma' is not a time zone of the tz database: did you mean Eu"):
        reader_clock("Europe/Roma")


def test_the_ends_of_time_have_a_date() -> None:
    assert reader_clock("Pacific/Kiritimati").day_and_time(datetime(9999, 12, 31, 23, tzinfo=UTC), NOON) == "9999-12-31"
