from datetime import UTC, datetime

import pytest

from demo.stage.office_clock import NotAnInstant, instant_of


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("2032-10-29 15:00", "Europe/Rome", datetime(2032, 10, 29, 13, tzinfo=UTC)),
        ("2032-11-01 15:00", "Europe/Rome", datetime(2032, 11, 1, 14, tzinfo=UTC)),
        ("2032-11-07 01:15-04:00", "America/New_York", datetime(2032, 11, 7, 5, 15, tzinfo=UTC)),
        ("2032-11-07 01:15-05:00", "America/New_York", datetime(2032, 11, 7, 6, 15, tzinfo=UTC)),
        ("2032-11-07 02:00", "America/New_York", datetime(2032, 11, 7, 7, tzinfo=UTC)),
        ("2032-11-05 09:40-06:00", "America/Mexico_City", datetime(2032, 11, 5, 15, 40, tzinfo=UTC)),
    ],
)
def test_a_wall_clock_is_read_in_its_office(text: str, zone: str, instant: datetime) -> None:
    assert instant_of(text, zone) == instant


def test_an_hour_that_comes_twice_must_say_which() -> None:
    with pytest.raises(NotAnInstant) as refused:
        instant_of("2032-11-07 01:15", "America/New_York")
    assert str(refused.value) == (
        "clocks in America/New_York read 2032-11-07 01:15 twice; write 2032-11-07 01:15-04:00 or 2032-11-07 01:15-05:00"
    )


def test_an_hour_that_is_skipped_is_refused() -> None:
    with pytest.raises(NotAnInstant, match=r"^no clock in Europe/Rome ever reads 2032-03-28 02:30, as that hour"):
        instant_of("2032-03-28 02:30", "Europe/Rome")


def test_an_offset_that_the_zone_does_not_have_is_refused() -> None:
    with pytest.raises(NotAnInstant, match=r"does not have the offset of Europe/Rome; write 2032-10-29 15:00\+02:00$"):
        instant_of("2032-10-29 15:00+01:00", "Europe/Rome")


@pytest.mark.parametrize("text", ["", "tomorrow", "2032-10-29", "2032-10-29T15:00", "2032-13-01 10:00", "15:00"])
def test_anything_else_is_no_time(text: str) -> None:
    with pytest.raises(NotAnInstant, match="is no time; write it like 2032-10-29 15:00"):
        instant_of(text, "Europe/Rome")
