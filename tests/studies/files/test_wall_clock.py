from datetime import UTC, datetime

import pytest

from studies.files.exported_time import NotATime, read


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("29-02-2016 09:15", "Europe/Rome", datetime(2016, 2, 29, 8, 15, tzinfo=UTC)),
        ("2016-02-29 09:15", "Europe/Rome", datetime(2016, 2, 29, 8, 15, tzinfo=UTC)),
        ("2016-07-01T09:15:30", "Europe/Rome", datetime(2016, 7, 1, 7, 15, 30, tzinfo=UTC)),
        ("2016-02-29T09:15:00-05:00", "Europe/Rome", datetime(2016, 2, 29, 14, 15, tzinfo=UTC)),
        ("2016-02-29T09:15:00Z", "Asia/Kolkata", datetime(2016, 2, 29, 9, 15, tzinfo=UTC)),
        (" 2016-03-01 00:00 ", "UTC", datetime(2016, 3, 1, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_on_the_wall_clock_of_the_zone_unless_it_has_an_offset(
    text: str, zone: str, instant: datetime
) -> None:
    assert read(text, zone).not_before(None) == instant


def test_a_time_that_the_clock_shows_twice_is_the_first_unless_that_lies_before_what_happened_before() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    reading = read("2026-10-25 02:30", "Europe/Rome")
    assert reading.not_before(None) == first
    assert reading.not_before(datetime(2026, 10, 25, 0, 45, tzinfo=UTC)) == second


def test_a_time_that_the_clock_skips_is_an_hour_later_and_says_so() -> None:
    reading = read("2026-03-29 02:30", "Europe/Rome")
    assert reading.skipped
    assert reading.first == datetime(2026, 3, 29, 1, 30, tzinfo=UTC) == read("2026-03-29 03:30", "Europe/Rome").first


@pytest.mark.parametrize(
    "text", ["", "?", "tomorrow", "2016-02-30 09:00", "29-02-2016", "42429", "29-02-2016 25:00", "9" * 500]
)
def test_what_is_no_time_is_a_sentence(text: str) -> None:
    with pytest.raises(NotATime, match="write 2016-02-29 09:15 on the wall clock of --zone, or 2016-02"):
        read(text, "UTC")


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "29-02-0016 09:15", "9999-12-31 23:59"])
def test_a_year_that_only_a_slip_can_be_is_no_time(text: str) -> None:
    with pytest.raises(NotATime):
        read(text, "UTC")
