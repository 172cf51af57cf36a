"""Situations that libraries of business time in other languages are known to handle, or to be asked for, told anew."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from domain.business_time import Calendar, CalendarSpec, calendar_for
from tests.domain.business_time.given.offices import EVERY_DAY, WEEKDAYS, always, at, hours, office

NINE_TO_FIVE = "09:00-17:00"


def uneven() -> Calendar:
    """Hours that differ from day to day, and a short Saturday."""
    week = {
        "mon": ["09:00-17:00"],
        "tue": ["10:00-16:00"],
        "wed": ["09:00-17:00"],
        "thu": ["10:00-16:00"],
        "sat": ["11:00-14:30"],
    }
    return calendar_for(CalendarSpec.model_validate({"zone": "Etc/UTC", "week": week}))


@pytest.mark.parametrize(
    ("start", "budget", "due"),
    [
        ("2024-05-10 16:00", 0.5, "2024-05-10 16:30"),  # stays within Friday
        ("2024-05-10 16:00", 1, "2024-05-10 17:00"),  # reaches closing time
        ("2024-05-10 16:00", 2, "2024-05-13 10:00"),  # rolls over the weekend
        ("2024-05-10 20:00", 1, "2024-05-13 10:00"),  # begins in the evening
        ("2024-05-12 12:00", 8, "2024-05-13 17:00"),  # begins on Sunday
        ("2024-05-10 16:00", 80, "2024-05-24 16:00"),  # ten working days
        ("2024-05-13 09:00", 8.25, "2024-05-14 09:15"),  # a day and a quarter of an hour
    ],
)
def test_a_shop_from_nine_to_five_adds_hours(start: str, budget: float, due: str) -> None:
    assert office(NINE_TO_FIVE).add(at(start), hours(budget)) == at(due)


@pytest.mark.parametrize(
    ("start", "budget", "due"),
    [
        ("2024-05-13 10:00", -1, "2024-05-13 09:00"),  # back to opening time
        ("2024-05-13 10:00", -2, "2024-05-10 16:00"),  # back over the weekend
        ("2024-05-12 12:00", -1, "2024-05-10 16:00"),  # from a Sunday
        ("2024-05-13 08:00", -8, "2024-05-10 09:00"),  # from early in the morning
        ("2024-05-24 16:00", -80, "2024-05-10 16:00"),  # ten working days back
    ],
)
def test_a_shop_from_nine_to_five_takes_hours_back(start: str, budget: float, due: str) -> None:
    assert office(NINE_TO_FIVE).add(at(start), hours(budget)) == at(due)


def test_an_uneven_week_has_the_sum_of_its_days() -> None:
    saturday = datetime(2015, 3, 7, tzinfo=UTC)

    assert uneven().elapsed(saturday, saturday + timedelta(weeks=1)) == hours(8 + 6 + 8 + 6 + 3.5)
    assert len(list(uneven().open_intervals(saturday, saturday + timedelta(weeks=1)))) == 5


def test_an_uneven_week_is_walked_day_by_day() -> None:
    thursday = datetime(2015, 3, 12, 15, tzinfo=UTC)

    assert uneven().add(thursday, hours(1)) == datetime(2015, 3, 12, 16, tzinfo=UTC)
    assert uneven().add(thursday, hours(2)) == datetime(2015, 3, 14, 12, tzinfo=UTC)
    assert uneven().add(thursday, hours(4.5)) == datetime(2015, 3, 14, 14, 30, tzinfo=UTC)
    assert uneven().add(thursday, hours(5)) == datetime(2015, 3, 16, 9, 30, tzinfo=UTC)


def test_a_week_with_lunch_has_forty_hours_and_one_without_has_forty_five() -> None:
    monday, friday = at("2016-01-18 09:00"), at("2016-01-22 18:00")

    assert office("09:00-18:00").elapsed(monday, friday) == hours(45)
    assert office("09:00-12:00", "13:00-18:00").elapsed(monday, friday) == hours(40)
    assert office("09:00-12:00", "13:00-18:00").add(monday, hours(40)) == friday


def test_a_night_shift_that_begins_in_the_evening_ends_in_the_morning() -> None:
    # Ten in the evening to six in the morning, as two spans of two dates.
    shift = office("00:00-06:00", "22:00-24:00", days=EVERY_DAY)

    assert shift.elapsed(at("2024-05-06 12:00"), at("2024-05-07 12:00")) == hours(8)
    assert shift.next_close(at("2024-05-06 23:00")) == at("2024-05-07 06:00")
    assert shift.add(at("2024-05-06 21:00"), hours(9)) == at("2024-05-07 23:00")


def test_a_night_shift_is_an_hour_shorter_in_spring_and_longer_in_autumn() -> None:
    shift = office("00:00-06:00", "22:00-24:00", days=EVERY_DAY, zone="America/Los_Angeles")

    def worked(evening: str, morning: str) -> timedelta:
        return shift.elapsed(at(evening, "America/Los_Angeles"), at(morning, "America/Los_Angeles"))

    assert worked("2024-03-09 20:00", "2024-03-10 08:00") == hours(7)
    assert worked("2024-11-02 20:00", "2024-11-03 08:00") == hours(9)
    assert worked("2024-06-01 20:00", "2024-06-02 08:00") == hours(8)


def test_an_eight_hour_budget_over_the_change_of_the_clocks_is_due_at_the_same_reading() -> None:
    assert office(NINE_TO_FIVE).add(at("2024-03-29 13:00"), hours(8)) == at("2024-04-01 13:00")
    assert office(NINE_TO_FIVE).add(at("2024-10-25 13:00"), hours(8)) == at("2024-10-28 13:00")


def test_three_teams_that_follow_the_sun_leave_no_gap_and_never_work_at_once() -> None:
    teams = [
        office("00:00-08:00", days=EVERY_DAY, zone="Etc/UTC"),
        office("08:00-16:00", days=EVERY_DAY, zone="Etc/UTC"),
        office("16:00-24:00", days=EVERY_DAY, zone="Etc/UTC"),
    ]
    a, b = datetime(2024, 3, 9, 11, tzinfo=UTC), datetime(2024, 3, 13, 5, tzinfo=UTC)

    shifts = sorted(
        ((shift.start, shift.end) for team in teams for shift in team.open_intervals(a, b)), key=lambda s: s[0]
    )

    assert [shifts[0][0], shifts[-1][1]] == [a, b]
    assert all(first[1] == second[0] for first, second in pairwise(shifts))


def test_two_theatres_share_the_hours_in_which_both_are_open() -> None:
    rome, new_york = office(), office("07:00-17:00", zone="America/New_York")
    a, b = at("2024-05-06 00:00"), at("2024-05-07 00:00")

    shared = [
        both
        for here in rome.open_intervals(a, b)
        for there in new_york.open_intervals(a, b)
        if (both := here.intersect(there)) is not None
    ]

    assert [(both.start, both.length) for both in shared] == [(at("2024-05-06 13:00"), hours(5))]


def test_for_three_weeks_in_march_two_theatres_are_an_hour_closer() -> None:
    # New York changes its clocks on the second Sunday of March, Rome on the last.
    rome, new_york = office(), office("07:00-17:00", zone="America/New_York")

    def apart(day: str) -> timedelta:
        return new_york.next_open(at(f"{day} 00:00")) - rome.next_open(at(f"{day} 00:00"))

    assert [apart(day) for day in ("2024-03-08", "2024-03-11", "2024-03-29", "2024-04-02")] == [
        hours(4),
        hours(3),
        hours(3),
        hours(4),
    ]


def test_a_holiday_on_a_weekend_takes_nothing_away() -> None:
    # 2023-01-01 was a Sunday.
    plain = office(years=(2022, 2023))
    with_it = office(holidays={"2023-01-01": "Capodanno"}, years=(2022, 2023))
    a, b = at("2022-12-28 10:00"), at("2023-01-04 10:00")

    assert with_it.elapsed(a, b) == plain.elapsed(a, b) == hours(45)


def test_a_run_of_holidays_longer_than_a_week_is_one_closed_time() -> None:
    feast = {f"2024-02-{day:02}": "Spring Festival" for day in range(10, 18)}
    shop = office(NINE_TO_FIVE, days=EVERY_DAY, zone="Asia/Shanghai", holidays=feast, years=(2024, 2024))

    assert shop.next_open(at("2024-02-09 17:00", "Asia/Shanghai")) == at("2024-02-18 09:00", "Asia/Shanghai")
    closed = list(shop.spans(at("2024-02-10 00:00", "Asia/Shanghai"), at("2024-02-18 00:00", "Asia/Shanghai")))
    assert [span.holiday for span in closed] == ["Spring Festival"]


def test_a_working_saturday_makes_up_for_a_bridge_day() -> None:
    shop = office(
        dates={
            "2024-08-16": {"name": "Bridge day"},
            "2024-08-24": {"name": "Made up", "hours": ["09:00-18:00"]},
        }
    )

    assert shop.elapsed(at("2024-08-12 00:00"), at("2024-08-17 00:00")) == hours(36)
    assert shop.elapsed(at("2024-08-19 00:00"), at("2024-08-25 00:00")) == hours(54)


def test_a_leap_day_is_a_day_like_any_other() -> None:
    assert office().elapsed(at("2024-02-28 09:00"), at("2024-03-01 18:00")) == hours(27)
    assert office().elapsed(at("2023-02-28 09:00"), at("2023-03-01 18:00")) == hours(18)


def test_friday_and_saturday_are_the_weekend_where_the_week_begins_on_sunday() -> None:
    dubai = office(days=("sun", "mon", "tue", "wed", "thu"), zone="Asia/Dubai")

    assert dubai.add(at("2024-05-09 17:00", "Asia/Dubai"), hours(2)) == at("2024-05-12 10:00", "Asia/Dubai")


def test_a_year_of_office_hours_is_two_hundred_and_sixty_two_days_of_nine() -> None:
    assert office().elapsed(at("2024-01-01 00:00"), at("2025-01-01 00:00")) == 262 * hours(9)
    assert always().elapsed(at("2024-01-01 00:00"), at("2025-01-01 00:00")) == timedelta(days=366)


def test_a_span_that_ends_a_moment_before_midnight_leaves_that_moment_closed() -> None:
    # What "23:59:59" does where 24:00 cannot be written.
    shop = office("00:00-23:59:59", days=WEEKDAYS)

    assert shop.elapsed(at("2024-05-06 00:00"), at("2024-05-08 00:00")) == hours(48) - timedelta(seconds=2)
    assert not shop.is_open(at("2024-05-06 23:59:59"))
