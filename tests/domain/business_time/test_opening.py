"""When the office is open, opens and closes."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.business_time import BackwardsInterval, Interval, NeverCloses
from tests.domain.business_time.given.offices import always, at, christmas, hours, office


@pytest.mark.parametrize(
    ("wall", "is_open"),
    [
        ("2024-05-06 08:59:59.999999", False),
        ("2024-05-06 09:00", True),
        ("2024-05-06 17:59:59.999999", True),
        ("2024-05-06 18:00", False),
        ("2024-05-11 11:00", False),
    ],
)
def test_the_office_is_open_from_opening_time_until_just_before_closing_time(wall: str, is_open: bool) -> None:
    assert office().is_open(at(wall)) is is_open


def test_an_open_office_opens_now() -> None:
    assert office().next_open(at("2024-05-06 09:00")) == at("2024-05-06 09:00")
    assert office().next_open(at("2024-05-06 17:59")) == at("2024-05-06 17:59")


def test_at_closing_time_it_opens_next_on_the_next_working_day() -> None:
    assert office().next_open(at("2024-05-10 18:00")) == at("2024-05-13 09:00")


def test_an_open_office_closes_at_the_end_of_its_hours_and_a_closed_one_at_the_end_of_its_next() -> None:
    assert office().next_close(at("2024-05-06 09:00")) == at("2024-05-06 18:00")
    assert office().next_close(at("2024-05-10 18:00")) == at("2024-05-13 18:00")


def test_around_the_clock_there_is_no_closing_time() -> None:
    with pytest.raises(NeverCloses, match=r"never closes after 2024-05-06T07:00:00\+00:00"):
        always().next_close(at("2024-05-06 09:00"))


def test_around_the_clock_a_single_closed_date_still_closes_it() -> None:
    calendar = office(
        "00:00-24:00",
        days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        dates={
            "2024-05-09": {"name": "Move to the new office"},
        },
    )

    assert calendar.next_close(at("1999-01-01 00:00")) == at("2024-05-09 00:00")
    assert calendar.add(at("2024-05-08 23:00"), hours(2)) == at("2024-05-10 01:00")
    with pytest.raises(NeverCloses):
        calendar.next_close(at("2024-05-09 00:00"))


def test_halves_of_a_day_that_touch_are_around_the_clock_too() -> None:
    halves = office("00:00-12:00", "12:00-24:00", days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"))

    with pytest.raises(NeverCloses):
        halves.next_close(at("2024-05-06 09:00"))


def test_open_intervals_are_clipped_to_what_is_asked() -> None:
    found = list(office().open_intervals(at("2024-05-10 17:00"), at("2024-05-13 10:00")))

    assert found == [
        Interval(at("2024-05-10 17:00"), at("2024-05-10 18:00")),
        Interval(at("2024-05-13 09:00"), at("2024-05-13 10:00")),
    ]


def test_open_intervals_run_through_midnight() -> None:
    night = office("00:00-06:00", "22:00-24:00", days=("mon", "tue"))

    found = list(night.open_intervals(at("2024-05-06 12:00"), at("2024-05-07 12:00")))

    assert found == [Interval(at("2024-05-06 22:00"), at("2024-05-07 06:00"))]


def test_there_are_no_open_intervals_in_closed_or_in_no_time() -> None:
    assert list(office().open_intervals(at("2024-05-10 18:00"), at("2024-05-13 09:00"))) == []
    assert list(office().open_intervals(at("2024-05-10 11:00"), at("2024-05-10 11:00"))) == []


def test_intervals_are_asked_for_from_the_earlier_instant() -> None:
    with pytest.raises(BackwardsInterval, match="give the earlier instant first"):
        office().open_intervals(at("2024-05-13 09:00"), at("2024-05-10 18:00"))
    with pytest.raises(BackwardsInterval):
        office().spans(at("2024-05-13 09:00"), at("2024-05-10 18:00"))


@pytest.mark.parametrize(
    ("wall", "close"),
    [
        ("2024-05-06 09:00", "2024-05-07 18:00"),  # Monday, open: Tuesday's close
        ("2024-05-06 17:59", "2024-05-07 18:00"),
        ("2024-05-06 18:00", "2024-05-07 18:00"),  # Monday evening is Monday still
        ("2024-05-06 23:59", "2024-05-07 18:00"),
        ("2024-05-07 00:00", "2024-05-08 18:00"),  # and the night after it is Tuesday
        ("2024-05-06 08:00", "2024-05-07 18:00"),
        ("2024-05-10 17:00", "2024-05-13 18:00"),  # Friday, open
        ("2024-05-10 20:00", "2024-05-13 18:00"),
        ("2024-05-11 12:00", "2024-05-13 18:00"),  # Saturday and Sunday: Monday's close
        ("2024-05-12 23:59", "2024-05-13 18:00"),
    ],
)
def test_the_working_day_after_closes_with_its_own_hours(wall: str, close: str) -> None:
    assert office().working_day_after(at(wall)) == at(close)


def test_a_holiday_is_no_working_day_but_half_a_day_is() -> None:
    calendar = christmas(dates={"2024-12-27": {"name": "Ponte", "hours": ["09:00-12:00"]}})

    assert calendar.working_day_after(at("2024-12-24 10:00")) == at("2024-12-27 12:00")


def test_the_working_day_after_closes_in_the_evening_not_for_lunch() -> None:
    lunch = office("09:00-13:00", "14:00-18:00")

    assert lunch.working_day_after(at("2024-05-06 13:30")) == at("2024-05-07 18:00")


def test_a_working_day_ends_at_midnight_even_where_the_next_opens_at_once() -> None:
    assert always().working_day_after(at("2024-05-06 09:00")) == at("2024-05-08 00:00")


def test_the_working_day_is_the_date_in_the_office_whatever_zone_asks() -> None:
    # 20:00 on Sunday in New York is Monday 09:00 in Tokyo.
    tokyo = office("09:00-18:00", zone="Asia/Tokyo")

    assert tokyo.working_day_after(at("2024-05-05 20:00", "America/New_York")) == at("2024-05-07 18:00", "Asia/Tokyo")


def test_an_interval_is_half_open_and_kept_in_utc() -> None:
    morning = Interval(at("2024-05-06 09:00"), at("2024-05-06 12:00"))

    assert morning.start == datetime(2024, 5, 6, 7, tzinfo=UTC)
    assert morning.start.tzinfo is UTC
    assert morning.length == hours(3)
    assert morning.contains(at("2024-05-06 09:00"))
    assert not morning.contains(at("2024-05-06 12:00"))


def test_intervals_intersect_where_they_share_time_and_not_where_they_touch() -> None:
    morning = Interval(at("2024-05-06 09:00"), at("2024-05-06 12:00"))
    call = Interval(at("2024-05-06 11:00"), at("2024-05-06 13:00"))
    lunch = Interval(at("2024-05-06 12:00"), at("2024-05-06 13:00"))

    assert morning.intersect(call) == Interval(at("2024-05-06 11:00"), at("2024-05-06 12:00"))
    assert call.intersect(morning) == morning.intersect(call)
    assert morning.intersect(lunch) is None


def test_an_interval_may_be_empty_but_not_run_backwards() -> None:
    noon = at("2024-05-06 12:00")

    assert Interval(noon, noon).length == timedelta(0)
    with pytest.raises(BackwardsInterval, match="An interval cannot start at 2024-05-06T10:00:00"):
        Interval(noon, noon - hours(1))
