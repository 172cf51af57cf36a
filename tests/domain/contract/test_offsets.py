from datetime import UTC, datetime, timedelta

import pytest

from domain.resolving.offsets import distance, nearest_of, standard_offset

JANUARY, RAMADAN, JULY = (datetime(2025, month, 15, tzinfo=UTC) for month in (1, 3, 7))


@pytest.mark.parametrize("at", [JANUARY, RAMADAN, JULY])
@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("Europe/Rome", 1),
        ("Europe/London", 0),
        ("Europe/Dublin", 0),
        ("Africa/Casablanca", 0),
        ("America/New_York", -5),
        ("Asia/Kolkata", 5.5),
        ("Australia/Lord_Howe", 10.5),
        ("Pacific/Auckland", 12),
        ("UTC", 0),
    ],
)
def test_the_standard_offset_is_the_same_all_year(zone: str, hours: float, at: datetime) -> None:
    assert standard_offset(zone, at) == timedelta(hours=hours)


def test_a_zone_that_moved_has_the_standard_offset_of_its_time() -> None:
    before, after = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    assert standard_offset("Asia/Almaty", before) == timedelta(hours=6)
    assert standard_offset("Asia/Almaty", after) == timedelta(hours=5)


@pytest.mark.parametrize(
    ("one", "other", "apart"), [(1, 4, 3), (-5, 1, 6), (14, -10, 0), (12, -11, 1), (-5, 13, 6), (-12, 12, 0)]
)
def test_offsets_are_compared_around_the_clock(one: int, other: int, apart: int) -> None:
    assert distance(timedelta(hours=one), timedelta(hours=other)) == timedelta(hours=apart)
    assert distance(timedelta(hours=other), timedelta(hours=one)) == timedelta(hours=apart)


def test_of_two_equally_near_the_first_is_taken() -> None:
    london_and_athens = {"north": "Europe/London", "south": "Europe/Athens"}
    assert nearest_of(london_and_athens, "Europe/Rome", JANUARY) == "north"
    assert nearest_of(dict(reversed(london_and_athens.items())), "Europe/Rome", JANUARY) == "south"
