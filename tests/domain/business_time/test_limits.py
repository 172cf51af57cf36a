"""A calendar that cannot answer says so, at once (semantics 5)."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from domain.business_time import (
    BeyondDatetime,
    BeyondKnownYears,
    Calendar,
    CalendarSpec,
    NaiveInstant,
    NeverOpen,
    calendar_for,
)
from tests.domain.business_time.given.offices import EVERY_DAY, at, christmas, hours, office, spec

QUESTIONS: list[Callable[[Calendar, datetime], object]] = [
    lambda calendar, t: calendar.add(t, hours(1)),
    lambda calendar, t: calendar.add(t, hours(-1)),
    lambda calendar, t: calendar.elapsed(t, t + hours(1)),
    lambda calendar, t: calendar.elapsed(t + hours(1), t),
    lambda calendar, t: calendar.is_open(t),
    lambda calendar, t: calendar.next_open(t),
    lambda calendar, t: calendar.next_close(t),
    lambda calendar, t: list(calendar.open_intervals(t, t + hours(1))),
    lambda calendar, t: list(calendar.spans(t, t + hours(1))),
    lambda calendar, t: calendar.working_day_after(t),
]


@pytest.mark.parametrize("ask", QUESTIONS)
@pytest.mark.parametrize("wall", ["2023-12-31 22:00", "2026-01-02 10:00"])
def test_no_question_is_answered_beyond_the_known_years(ask: Callable[[Calendar, datetime], object], wall: str) -> None:
    with pytest.raises(BeyondKnownYears, match="The holidays are known for 2024 to 2025 only, and it was asked"):
        ask(christmas(), at(wall))


@pytest.mark.parametrize("ask", QUESTIONS)
def test_every_question_needs_a_zone(ask: Callable[[Calendar, datetime], object]) -> None:
    with pytest.raises(NaiveInstant, match=r"2024-05-06T1\d:00:00 has no time zone: give an aware datetime"):
        ask(office(), datetime(2024, 5, 6, 11))


@pytest.mark.parametrize("ask", QUESTIONS)
@pytest.mark.parametrize("t", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_a_calendar_without_years_ends_where_datetimes_do(
    ask: Callable[[Calendar, datetime], object], t: datetime
) -> None:
    always = calendar_for(CalendarSpec.always("Europe/Rome"))

    with pytest.raises(BeyondDatetime, match="Dates end with the years 1 and 9999"):
        ask(always, t)


def test_an_instant_that_has_no_date_in_utc_is_beyond_too() -> None:
    with pytest.raises(BeyondDatetime, match="has no date in UTC"):
        office().is_open(datetime.min.replace(tzinfo=timezone(hours(2))))


def test_the_known_years_are_those_that_a_clock_in_the_office_reads() -> None:
    tokyo = office("00:00-24:00", days=EVERY_DAY, zone="Asia/Tokyo", years=(2024, 2024))
    start, end = at("2024-01-01 00:00", "Asia/Tokyo"), at("2025-01-01 00:00", "Asia/Tokyo")

    assert tokyo.elapsed(start, end) == timedelta(days=366)
    assert tokyo.is_open(start)
    with pytest.raises(BeyondKnownYears, match="known for 2024 only"):
        tokyo.is_open(end)
    with pytest.raises(BeyondKnownYears):
        tokyo.elapsed(start - timedelta(microseconds=1), end)


def test_known_years_meet_where_the_zone_crossed_the_date_line_on_new_year_s_eve() -> None:
    # Kiritimati went from the last instant of 1994-12-30 straight to 1995-01-01.
    sooner = office("00:00-24:00", days=EVERY_DAY, zone="Pacific/Kiritimati", years=(1994, 1994))
    later = office("00:00-24:00", days=EVERY_DAY, zone="Pacific/Kiritimati", years=(1995, 1995))
    crossed = datetime(1994, 12, 31, 10, tzinfo=UTC)

    assert sooner.add(crossed - hours(1), hours(1)) == crossed
    assert later.next_open(crossed) == crossed
    with pytest.raises(BeyondKnownYears):
        sooner.is_open(crossed)
    with pytest.raises(BeyondKnownYears):
        later.is_open(crossed - timedelta(microseconds=1))


def test_an_hour_that_new_year_s_eve_reads_twice_belongs_to_the_old_year() -> None:
    # Casablanca went from midnight back to 23:00 at the end of 1985.
    old = office("23:00-24:00", days=EVERY_DAY, zone="Africa/Casablanca", years=(1985, 1985))
    new = office("00:00-01:00", days=EVERY_DAY, zone="Africa/Casablanca", years=(1986, 1986))
    midnight = datetime(1986, 1, 1, tzinfo=UTC)

    assert old.elapsed(midnight - hours(12), midnight) == hours(2)
    assert new.next_open(midnight) == midnight
    with pytest.raises(BeyondKnownYears):
        new.next_open(midnight - hours(1))


def test_minutes_that_new_year_s_day_skips_belong_to_no_year() -> None:
    # Tonga went from midnight straight to 00:40 at the beginning of 1961.
    old = office("00:00-24:00", days=EVERY_DAY, zone="Pacific/Tongatapu", years=(1960, 1960))
    new = office("00:00-24:00", days=EVERY_DAY, zone="Pacific/Tongatapu", years=(1961, 1961))
    skip = datetime(1960, 12, 31, 11, 40, tzinfo=UTC)

    assert old.elapsed(skip - hours(5), skip) == hours(5)
    assert new.elapsed(skip, skip + hours(5)) == hours(5)
    with pytest.raises(BeyondKnownYears):
        old.is_open(skip)
    with pytest.raises(BeyondKnownYears):
        new.is_open(skip - timedelta(microseconds=1))


def test_a_budget_that_runs_past_the_known_years_is_refused_and_one_that_just_fits_is_not() -> None:
    calendar = christmas()
    left = calendar.elapsed(at("2025-12-31 09:00"), at("2026-01-01 00:00"))

    assert calendar.add(at("2025-12-31 09:00"), left) == at("2025-12-31 18:00")
    with pytest.raises(BeyondKnownYears, match=r"it was asked for 9:00:00\.000001 of business time from 2025-12-31"):
        calendar.add(at("2025-12-31 09:00"), left + timedelta(microseconds=1))
    with pytest.raises(BeyondKnownYears):
        calendar.add(at("2024-01-01 12:00"), hours(-4))


def test_no_closing_time_is_guessed_at_the_end_of_the_known_years() -> None:
    silvester = office("22:00-24:00", years=(2024, 2024))

    assert silvester.add(at("2024-12-31 23:00"), hours(1)) == at("2025-01-01 00:00")
    with pytest.raises(BeyondKnownYears, match="it is still open when they end"):
        silvester.next_close(at("2024-12-31 23:00"))


@pytest.mark.parametrize("budget", [timedelta.max, timedelta.min, timedelta(days=3_700_000)])
def test_a_budget_beyond_all_datetimes_is_refused(budget: timedelta) -> None:
    always = calendar_for(CalendarSpec.always("Europe/Rome"))

    with pytest.raises(BeyondDatetime, match="of business time from 2024-05-06"):
        always.add(at("2024-05-06 09:00"), budget)


def test_an_office_that_never_opens_says_so_and_nothing_elapses_there() -> None:
    for never in (office(days=()), office(days=(), years=(2020, 2030))):
        t = at("2024-05-06 09:00")

        assert never.elapsed(t, t + timedelta(days=1000)) == timedelta(0)
        assert never.is_open(t) is False
        assert [span.open for span in never.spans(t, t + timedelta(days=10))] == [False]
        for ask in (never.next_open, never.next_close, never.working_day_after):
            with pytest.raises(NeverOpen, match="has no more open time"):
                ask(t)
        for budget in (hours(1), hours(-1)):
            with pytest.raises(NeverOpen, match="of business time from"):
                never.add(t, budget)


def test_an_office_whose_holidays_take_every_hour_never_opens() -> None:
    mondays = [date(2024, 1, 1) + timedelta(weeks=n) for n in range(53)]
    never = office(days=("mon",), holidays=dict.fromkeys(mondays, "Lunedì"), years=(2024, 2024))

    with pytest.raises(NeverOpen):
        never.next_open(at("2024-05-06 09:00"))


def test_an_office_that_opened_on_one_date_only_has_no_open_time_after_it() -> None:
    fair = office(days=(), dates={"2024-05-09": {"name": "Fair", "hours": ["10:00-12:00"]}})

    assert fair.next_open(at("1024-05-06 09:00")) == at("2024-05-09 10:00")
    assert fair.add(at("2024-05-01 00:00"), hours(2)) == at("2024-05-09 12:00")
    assert fair.add(at("2024-06-01 00:00"), hours(-2)) == at("2024-05-09 10:00")
    with pytest.raises(NeverOpen):
        fair.next_open(at("2024-05-09 12:00"))
    with pytest.raises(NeverOpen):
        fair.add(at("2024-05-09 11:00"), hours(2))


def test_equal_specs_share_one_calendar() -> None:
    assert calendar_for(spec("09:00-17:00")) is calendar_for(spec("09:00-17:00"))
    assert calendar_for(spec("09:00-17:00")) is not calendar_for(spec("09:00-17:30"))


def test_threads_that_make_one_calendar_grow_all_get_the_right_answer() -> None:
    calendar = Calendar(spec("09:00-17:00", zone="Etc/UTC"))
    monday = datetime(2024, 5, 6, 9, tzinfo=UTC)
    weeks = [*range(-400, 400, 40)]
    answers: dict[int, datetime] = {}

    def ask(n: int) -> None:
        answers[n] = calendar.add(monday + timedelta(weeks=n), hours(40 * 26 + 8))

    threads = [threading.Thread(target=ask, args=(n,)) for n in weeks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == {n: monday + timedelta(weeks=n + 26, hours=8) for n in weeks}
