"""Changes of offset are found by stepping: the database itself proves that no step is too long."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from domain.business_time import UnknownZone
from domain.business_time.zones import STEP, local_days, parts_of, segments, zone_named
from tests.domain.business_time.given.tzif import changes_of, every_zone

UNUSUAL = [
    "Africa/Casablanca",
    "Africa/Freetown",
    "America/Juneau",
    "Antarctica/Troll",
    "Asia/Manila",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Rome",
    "Pacific/Apia",
    "Pacific/Kwajalein",
]


def test_no_zone_ever_changed_its_offset_twice_within_a_step() -> None:
    gaps = [(second.at - first.at, zone) for zone in every_zone() for first, second in pairwise(changes_of(zone))]

    assert len(gaps) > 30_000
    assert min(gaps) > (STEP, "")


@pytest.mark.parametrize("zone", UNUSUAL)
def test_the_changes_found_are_those_of_the_database(zone: str) -> None:
    start, end = datetime(1840, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)

    found = list(segments(ZoneInfo(zone), start, end))

    assert [found[0].start, found[-1].end] == [start, end]
    assert [(s.end, s.offset.total_seconds(), t.offset.total_seconds()) for s, t in pairwise(found)] == [
        change for change in changes_of(zone) if start < change.at < end
    ]
    assert all(first.end == second.start for first, second in pairwise(found))


def test_a_change_at_the_end_of_what_is_asked_belongs_to_what_follows() -> None:
    change = datetime(2024, 3, 31, 1, tzinfo=UTC)
    rome = ZoneInfo("Europe/Rome")

    assert [s.end for s in segments(rome, change - STEP, change)] == [change]
    assert [s.offset for s in segments(rome, change, change + STEP)] == [timedelta(hours=2)]


def test_local_dates_are_walked_as_clocks_read_them() -> None:
    start, end = datetime(2011, 12, 29, 0, tzinfo=UTC), datetime(2012, 1, 1, 0, tzinfo=UTC)

    days = list(local_days(ZoneInfo("Pacific/Apia"), start, end))

    assert [day.date.day for day in days] == [28, 29, 31, 1]
    assert [days[0].start, days[-1].end] == [start, end]
    assert all(first.end == second.start for first, second in pairwise(days))


def test_a_skipped_date_has_no_part_and_one_that_comes_back_has_two() -> None:
    assert parts_of(ZoneInfo("Pacific/Apia"), date(2011, 12, 30)) == []
    saturday = parts_of(ZoneInfo("America/St_Johns"), date(2010, 11, 6))
    sunday = parts_of(ZoneInfo("America/St_Johns"), date(2010, 11, 7))

    assert [part.end - part.start for part in saturday] == [timedelta(days=1), timedelta(minutes=59)]
    assert [part.end - part.start for part in sunday] == [timedelta(minutes=1), timedelta(days=1)]


def test_an_unknown_zone_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(UnknownZone, match=r"'Europe/Roma' is not a time zone .* did you mean Europe/Rome or"):
        zone_named("Europe/Roma")


@pytest.mark.parametrize(
    "name", ["", "localtime", "right/Europe/Rome", "posix/UTC", "../zone", "/etc/localtime", "Europe", "a\0b"]
)
def test_what_is_no_name_of_the_database_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone, match="is not a time zone of the tz database"):
        zone_named(name)
