"""What `add` and `elapsed` promise (semantics 3)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.business_time import CalendarSpec, calendar_for
from tests.domain.business_time.given.offices import at, christmas, hours, office


def test_a_budget_that_ends_at_closing_time_is_due_at_closing_time() -> None:
    # 2024-05-06 is a Monday.
    assert office().add(at("2024-05-06 16:00"), hours(2)) == at("2024-05-06 18:00")


def test_a_microsecond_more_is_due_a_microsecond_after_the_next_opening() -> None:
    due = office().add(at("2024-05-06 16:00"), hours(2) + timedelta(microseconds=1))

    assert due == at("2024-05-07 09:00") + timedelta(microseconds=1)


def test_a_budget_that_outlasts_friday_goes_on_on_monday() -> None:
    assert office().add(at("2024-05-10 17:30"), hours(1)) == at("2024-05-13 09:30")


def test_a_budget_given_out_of_hours_begins_at_the_next_opening() -> None:
    assert office().add(at("2024-05-11 03:00"), hours(1)) == at("2024-05-13 10:00")


@pytest.mark.parametrize("wall", ["2024-05-06 11:00", "2024-05-06 18:00", "2024-05-11 03:00"])
def test_no_budget_is_due_at_once_even_out_of_hours(wall: str) -> None:
    assert office().add(at(wall), timedelta(0)) == at(wall)


def test_no_budget_is_due_at_once_even_where_the_holidays_are_not_known() -> None:
    assert christmas().add(at("2031-05-05 11:00"), timedelta(0)) == at("2031-05-05 11:00")


def test_a_negative_budget_goes_back_within_the_day() -> None:
    assert office().add(at("2024-05-06 16:00"), hours(-2)) == at("2024-05-06 14:00")


def test_a_negative_budget_that_begins_at_opening_time_comes_to_that_opening() -> None:
    assert office().add(at("2024-05-07 10:00"), hours(-1)) == at("2024-05-07 09:00")


def test_a_negative_budget_that_is_longer_goes_back_into_the_day_before() -> None:
    due = office().add(at("2024-05-07 10:00"), hours(-1) - timedelta(microseconds=1))

    assert due == at("2024-05-06 18:00") - timedelta(microseconds=1)


def test_a_negative_budget_given_out_of_hours_counts_back_from_the_last_closing() -> None:
    assert office().add(at("2024-05-12 12:00"), hours(-3)) == at("2024-05-10 15:00")


def test_elapsed_counts_open_time_only() -> None:
    # Friday afternoon to Tuesday morning: 1 h, then 9 h, then 1 h.
    assert office().elapsed(at("2024-05-10 17:00"), at("2024-05-14 10:00")) == hours(11)


def test_elapsed_backwards_is_the_same_with_a_minus() -> None:
    assert office().elapsed(at("2024-05-14 10:00"), at("2024-05-10 17:00")) == hours(-11)


def test_nothing_elapses_while_the_office_is_closed() -> None:
    assert office().elapsed(at("2024-05-10 18:00"), at("2024-05-13 09:00")) == timedelta(0)


def test_nothing_elapses_between_an_instant_and_itself() -> None:
    assert office().elapsed(at("2024-05-10 11:00"), at("2024-05-10 11:00")) == timedelta(0)


def test_a_lunch_break_is_not_counted() -> None:
    calendar = office("09:00-13:00", "14:00-18:00")

    assert calendar.add(at("2024-05-06 12:30"), hours(1)) == at("2024-05-06 14:30")
    assert calendar.elapsed(at("2024-05-06 09:00"), at("2024-05-06 18:00")) == hours(8)


def test_a_public_holiday_is_closed() -> None:
    # 2024-12-24 is a Tuesday; Wednesday and Thursday are holidays.
    assert christmas().add(at("2024-12-24 17:00"), hours(2)) == at("2024-12-27 10:00")


def test_a_public_holiday_with_hours_is_open_at_those_whatever_the_weekday() -> None:
    saturday = {"2024-06-01": "Festa"}
    calendar = office(holidays=saturday, holiday_hours=["10:00-12:00"], years=(2024, 2024))

    assert calendar.elapsed(at("2024-06-01 00:00"), at("2024-06-02 00:00")) == hours(2)


def test_a_single_date_overrides_weekday_and_holiday() -> None:
    calendar = christmas(
        dates={
            "2024-12-24": {"name": "Vigilia", "hours": ["09:00-12:00"]},
            "2024-12-26": {"name": "Inventario", "hours": ["10:00-11:00"]},
            "2024-12-27": {"name": "Ponte"},
        }
    )

    assert calendar.elapsed(at("2024-12-24 00:00"), at("2024-12-25 00:00")) == hours(3)
    assert calendar.elapsed(at("2024-12-26 00:00"), at("2024-12-27 00:00")) == hours(1)
    assert calendar.elapsed(at("2024-12-27 00:00"), at("2024-12-30 00:00")) == timedelta(0)


def test_hours_may_be_given_to_the_second() -> None:
    calendar = office("09:00:30-09:00:45")

    assert calendar.add(at("2024-05-06 09:00"), timedelta(seconds=15)) == at("2024-05-06 09:00:45")


def test_hours_that_meet_at_midnight_are_one_open_time() -> None:
    calendar = office("00:00-06:00", "22:00-24:00", days=("mon", "tue"))

    assert calendar.add(at("2024-05-06 23:00"), hours(2)) == at("2024-05-07 01:00")
    assert calendar.next_close(at("2024-05-06 23:00")) == at("2024-05-07 06:00")


def test_answers_are_in_utc_whatever_zone_the_question_was_in() -> None:
    # 08:00 in New York is 14:00 in Rome.
    new_york = datetime(2024, 5, 6, 8, tzinfo=ZoneInfo("America/New_York"))

    due = office().add(new_york, hours(1))

    assert due == datetime(2024, 5, 6, 13, tzinfo=UTC)
    assert due.tzinfo is UTC
    assert office().next_open(new_york).tzinfo is UTC
    assert office().add(new_york, timedelta(0)).tzinfo is UTC


def test_the_second_reading_of_a_repeated_hour_is_an_hour_later() -> None:
    first = datetime(2024, 10, 27, 2, 30, tzinfo=ZoneInfo("Europe/Rome"))
    always = calendar_for(CalendarSpec.always("Europe/Rome"))

    assert always.elapsed(first, first.replace(fold=1)) == hours(1)


def test_around_the_clock_every_hour_counts() -> None:
    always = calendar_for(CalendarSpec.always("Asia/Dubai"))
    start = datetime(2024, 2, 28, 22, 15, tzinfo=UTC)

    assert always.add(start, timedelta(days=3650, microseconds=1)) == start + timedelta(days=3650, microseconds=1)
    assert always.add(start, timedelta(days=-3650)) == start - timedelta(days=3650)
    assert always.elapsed(start, start + timedelta(days=9999)) == timedelta(days=9999)


def test_a_budget_of_many_years_makes_an_unbounded_calendar_grow() -> None:
    week = hours(45)
    later = office().add(at("2024-05-06 09:00"), 52 * 40 * week + hours(9))
    sooner = office().add(at("2024-05-06 09:00"), -52 * 40 * week)

    assert later == at("2064-03-17 18:00")
    assert sooner == at("1984-06-25 09:00")
    assert office().elapsed(sooner, later) == 2 * 52 * 40 * week + hours(9)
