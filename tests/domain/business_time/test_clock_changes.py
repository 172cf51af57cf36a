"""Wherever clocks jump, what a clock in the office reads decides (semantics 2 and 4)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.domain.business_time.given.offices import EVERY_DAY, at, hours, office


def test_a_skipped_hour_is_never_open() -> None:
    # Rome went from 02:00 to 03:00 on 2024-03-31.
    night = office("01:00-04:00", days=EVERY_DAY)

    assert night.elapsed(at("2024-03-31 00:00"), at("2024-03-31 12:00")) == hours(2)
    assert night.add(at("2024-03-31 01:30"), hours(1)) == at("2024-03-31 03:30")


def test_hours_that_lie_in_the_skipped_hour_do_not_open_that_day() -> None:
    night = office("02:00-03:00", days=EVERY_DAY)

    assert night.elapsed(at("2024-03-31 00:00"), at("2024-04-01 00:00")) == timedelta(0)
    assert night.next_open(at("2024-03-30 12:00")) == at("2024-04-01 02:00")


def test_a_repeated_hour_is_open_twice() -> None:
    # Rome read 02:00 to 03:00 twice on 2024-10-27.
    night = office("02:00-03:00", days=EVERY_DAY)

    assert night.elapsed(at("2024-10-27 00:00"), at("2024-10-27 12:00")) == hours(2)
    assert night.add(at("2024-10-27 02:30"), hours(1)) == at("2024-10-27 02:30", fold=1)


def test_hours_that_end_within_the_repeated_hour_open_again_when_it_repeats() -> None:
    night = office("01:00-02:30", days=EVERY_DAY)

    assert night.elapsed(at("2024-10-27 00:00"), at("2024-10-27 12:00")) == hours(2)
    assert night.next_close(at("2024-10-27 01:00")) == at("2024-10-27 02:30")
    assert night.next_open(at("2024-10-27 02:30")) == at("2024-10-27 02:00", fold=1)


def test_around_the_clock_the_day_of_a_change_has_its_real_length() -> None:
    always = office("00:00-24:00", days=EVERY_DAY, holidays={"2024-12-25": "Natale"}, years=(2024, 2024))

    assert always.elapsed(at("2024-03-31 00:00"), at("2024-04-01 00:00")) == hours(23)
    assert always.elapsed(at("2024-10-27 00:00"), at("2024-10-28 00:00")) == hours(25)


def test_office_hours_stay_at_the_wall_clock_across_a_change() -> None:
    rome = office()

    assert rome.next_open(at("2024-03-29 20:00")) == datetime(2024, 4, 1, 7, tzinfo=UTC)
    assert rome.next_open(at("2024-03-22 20:00")) == datetime(2024, 3, 25, 8, tzinfo=UTC)


def test_a_half_hour_switch_moves_half_an_hour() -> None:
    # Lord Howe Island reads 01:30 to 02:00 twice on 2024-04-07 and skips 02:00 to 02:30 on 2024-10-06.
    island = office("01:00-03:00", days=EVERY_DAY, zone="Australia/Lord_Howe")

    noons = [at(f"{day} 12:00", island.spec.zone) for day in ("2024-04-06", "2024-04-07", "2024-10-05", "2024-10-06")]

    assert island.elapsed(noons[0], noons[1]) == hours(2.5)
    assert island.elapsed(noons[2], noons[3]) == hours(1.5)


def test_a_day_that_begins_at_one_o_clock_opens_at_one() -> None:
    # Beirut skips midnight to 01:00 on 2024-03-31.
    shop = office("00:00-02:00", days=EVERY_DAY, zone="Asia/Beirut")

    assert shop.elapsed(at("2024-03-30 12:00", "Asia/Beirut"), at("2024-03-31 12:00", "Asia/Beirut")) == hours(1)
    assert shop.next_open(at("2024-03-30 12:00", "Asia/Beirut")) == at("2024-03-31 01:00", "Asia/Beirut")


def test_a_switch_at_midnight_repeats_the_last_hour_of_a_date() -> None:
    # Havana goes from 01:00 back to 00:00 on 2024-11-03; Asunción went from 00:00 back to 23:00 on 2024-03-24.
    zone = "America/Asuncion"
    late = office("23:00-24:00", days=EVERY_DAY, zone=zone)

    assert late.elapsed(at("2024-03-23 12:00", zone), at("2024-03-24 12:00", zone)) == hours(2)
    havana = office("00:00-01:00", days=EVERY_DAY, zone="America/Havana")
    assert havana.elapsed(at("2024-11-02 12:00", "America/Havana"), at("2024-11-03 12:00", "America/Havana")) == hours(
        2
    )


def test_a_date_that_comes_back_for_an_hour_is_open_by_its_own_hours() -> None:
    # St. John's went from 00:01 on 2010-11-07, a Sunday, back to 23:01 on the Saturday.
    zone = "America/St_Johns"
    saturdays = office("23:30-24:00", days=("sat",), zone=zone)
    sundays = office("00:00-01:00", days=("sun",), zone=zone)
    noon = at("2010-11-06 12:00", zone)

    assert saturdays.elapsed(noon, noon + hours(24)) == hours(1)
    assert sundays.elapsed(noon, noon + hours(24)) == hours(1) + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("zone", "before", "skipped", "after"),
    [
        ("Pacific/Apia", "2011-12-29 18:00", "2011-12-30", "2011-12-31 09:00"),
        ("Pacific/Kwajalein", "1993-08-20 18:00", "1993-08-21", "1993-08-22 09:00"),
    ],
)
def test_a_day_that_the_zone_skipped_has_no_hours(zone: str, before: str, skipped: str, after: str) -> None:
    shop = office(days=EVERY_DAY, zone=zone)

    assert shop.add(at(before, zone), timedelta(microseconds=1)) == at(after, zone) + timedelta(microseconds=1)
    assert shop.working_day_after(at(before, zone) - hours(1)) == at(after, zone) + hours(9)
    only_that = office(days=(), zone=zone, dates={skipped: {"name": "Never was", "hours": ["00:00-24:00"]}})
    assert not list(only_that.open_intervals(at(before, zone), at(after, zone)))


def test_local_mean_time_counts_to_its_second() -> None:
    zone = "Africa/Monrovia"
    shop = office(days=EVERY_DAY, zone=zone)

    # Monrovia ran 44 minutes and 30 seconds behind Greenwich until 1972-01-07.
    assert shop.next_open(datetime(1971, 6, 1, tzinfo=UTC)) == datetime(1971, 6, 1, 9, 44, 30, tzinfo=UTC)
    assert shop.next_open(datetime(1972, 6, 1, tzinfo=UTC)) == datetime(1972, 6, 1, 9, tzinfo=UTC)
