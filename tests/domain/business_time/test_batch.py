"""The batch form gives what the scalar form gives, and refuses what it refuses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from domain.business_time import (
    BeyondDatetime,
    BeyondKnownYears,
    Calendar,
    CalendarSpec,
    NaiveInstant,
    NeverOpen,
    NotAnInstant,
    calendar_for,
)
from tests.domain.business_time.given.offices import EVERY_DAY, at, christmas, hours, office, spec


def instants(*walls: str) -> Any:
    """Rome's wall clocks as an array."""
    return np.array([at(wall).replace(tzinfo=None) for wall in walls], "datetime64[us]")


def durations(*counts: float) -> Any:
    """Hours as an array."""
    return np.array([hours(count) for count in counts], "timedelta64[us]")


def as_datetimes(values: Any) -> list[datetime]:
    """An array as aware datetimes."""
    return [value.replace(tzinfo=UTC) for value in values.astype(datetime).ravel()]


@pytest.mark.parametrize(
    "the_spec",
    [
        spec(),
        spec(holidays={"2024-12-25": "Natale"}, years=(2024, 2025)),
        spec("00:00-06:00", "22:00-24:00", days=EVERY_DAY, zone="America/St_Johns"),
        CalendarSpec.always("Asia/Dubai"),
    ],
)
def test_arrays_get_the_answers_that_single_instants_get(the_spec: CalendarSpec) -> None:
    calendar = calendar_for(the_spec)
    random = np.random.default_rng(2024)
    start = np.datetime64("2024-06-01", "us")
    a, b = (start + random.integers(0, 365 * 86_400_000_000, 500).astype("timedelta64[us]") for _ in "ab")
    budgets = random.integers(-200 * 3_600_000_000, 200 * 3_600_000_000, 500).astype("timedelta64[us]")
    budgets[::50] = np.timedelta64(0, "us")

    added = calendar.add_many(a, budgets)
    elapsed = calendar.elapsed_many(a, b)

    assert added.dtype == "datetime64[us]"
    assert elapsed.dtype == "timedelta64[us]"
    pairs = list(zip(as_datetimes(a), budgets.astype(timedelta), strict=True))
    assert as_datetimes(added) == [calendar.add(t, budget) for t, budget in pairs]
    spans = zip(as_datetimes(a), as_datetimes(b), strict=True)
    assert list(elapsed.astype(timedelta)) == [calendar.elapsed(x, y) for x, y in spans]


def test_closing_times_and_openings_are_the_same_in_arrays() -> None:
    starts = instants("2024-05-06 16:00", "2024-05-07 10:00", "2024-05-11 03:00")

    assert as_datetimes(office().add_many(starts, durations(2, -1, 0))) == [
        at("2024-05-06 18:00"),
        at("2024-05-07 09:00"),
        at("2024-05-11 03:00"),
    ]


def test_one_budget_serves_many_starts_and_one_start_many_budgets() -> None:
    rome = office()

    due = rome.add_many(instants("2024-05-06 09:00", "2024-05-10 17:00"), hours(2))
    dues = rome.add_many(at("2024-05-06 09:00"), durations(1, 2, 3))
    spent = rome.elapsed_many(at("2024-05-06 09:00"), instants("2024-05-06 10:00", "2024-05-07 10:00"))

    assert as_datetimes(due) == [at("2024-05-06 11:00"), at("2024-05-13 10:00")]
    assert as_datetimes(dues) == [at(f"2024-05-06 {hour}:00") for hour in (10, 11, 12)]
    assert list(spent) == list(durations(1, 10))


def test_shapes_broadcast() -> None:
    starts = instants("2024-05-06 09:00", "2024-05-06 10:00").reshape(2, 1)

    due = office().add_many(starts, durations(1, 2, 3).reshape(1, 3))

    assert due.shape == (2, 3)
    assert [t.astimezone(UTC).hour for t in as_datetimes(due)] == [8, 9, 10, 9, 10, 11]


def test_nothing_in_nothing_out() -> None:
    assert office().add_many(instants(), durations()).shape == (0,)
    assert office().elapsed_many(instants(), at("2024-05-06 09:00")).shape == (0,)


def test_what_is_given_stays_as_it_is() -> None:
    starts, budgets = instants("2024-05-06 16:00"), durations(2)

    office().add_many(starts, budgets)[0] = np.datetime64("1999-01-01", "us")

    assert starts.tolist() == instants("2024-05-06 16:00").tolist()
    assert budgets.tolist() == durations(2).tolist()
    unmoved = office().add_many(starts, timedelta(0))
    unmoved[0] = np.datetime64("1999-01-01", "us")
    assert starts.tolist() == instants("2024-05-06 16:00").tolist()


@pytest.mark.parametrize(("weeks", "due"), [(900, "2041-08-02 18:00"), (-900, "2007-02-05 09:00")])
def test_an_array_makes_an_unbounded_calendar_grow_either_way(weeks: int, due: str) -> None:
    calendar = Calendar(spec("09:00-18:00"))
    monday = instants("2024-05-06 09:00")

    assert as_datetimes(calendar.add_many(monday, weeks * hours(45))) == [at(due)]


@pytest.mark.parametrize(
    "values",
    [
        np.array(["2024-05-06", "NaT"], "datetime64[us]"),
        np.array(["NaT"], "datetime64"),
        np.array(["2024-05-06"], "datetime64[ns]"),
        np.array(["2024-05-06"], "datetime64[D]"),
        np.array([1, 2]),
        [datetime(2024, 5, 6, tzinfo=UTC)],
        None,
    ],
)
def test_what_is_no_array_of_instants_is_refused(values: Any) -> None:
    for ask in (
        lambda: office().add_many(values, hours(1)),
        lambda: office().elapsed_many(values, at("2024-05-06 09:00")),
        lambda: office().elapsed_many(at("2024-05-06 09:00"), values),
    ):
        with pytest.raises(NotAnInstant, match=r"NaT is among the instants|does not hold instants: convert it"):
            ask()


@pytest.mark.parametrize("values", [np.array([1, "NaT"], "timedelta64[us]"), np.array([3600]), instants("2024-05-06")])
def test_what_is_no_array_of_durations_is_refused(values: Any) -> None:
    with pytest.raises(NotAnInstant, match=r"NaT is among the durations|does not hold durations: convert it"):
        office().add_many(at("2024-05-06 09:00"), values)


def test_a_single_datetime_needs_a_zone_here_too() -> None:
    with pytest.raises(NaiveInstant):
        office().add_many(datetime(2024, 5, 6, 9), durations(1))


def test_arrays_meet_the_same_limits_as_single_instants() -> None:
    known, beyond = "2024-05-06 09:00", "2031-05-05 09:00"

    with pytest.raises(BeyondKnownYears, match=r"it was asked about 2031-05-05T07:00:00"):
        christmas().add_many(instants(known, beyond), hours(1))
    with pytest.raises(BeyondKnownYears, match=r"it was asked about 2031-05-05T07:00:00"):
        christmas().elapsed_many(instants(known), instants(beyond))
    with pytest.raises(BeyondKnownYears, match=r"it was asked for .* of business time from 2024-05-06"):
        christmas().add_many(instants(known), durations(1, 100_000))
    assert as_datetimes(christmas().add_many(instants(beyond, known), durations(0, 1))) == [
        at(beyond),
        at("2024-05-06 10:00"),
    ]


def test_arrays_that_ask_for_open_time_where_there_is_none_say_so() -> None:
    with pytest.raises(NeverOpen, match="has no more open time"):
        office(days=()).add_many(instants("2024-05-06 09:00"), hours(1))


@pytest.mark.parametrize("extreme", [2**63 - 1, -(2**63) + 1])
def test_extremes_of_64_bits_are_refused_and_do_not_wrap_around(extreme: int) -> None:
    always = calendar_for(CalendarSpec.always("Europe/Rome"))

    with pytest.raises(BeyondDatetime):
        always.add_many(instants("2024-05-06 09:00"), np.array([extreme], "timedelta64[us]"))
    with pytest.raises(BeyondDatetime):
        always.add_many(np.array([extreme], "datetime64[us]"), hours(1))
    with pytest.raises(BeyondDatetime):
        always.add_many(instants("2024-05-06 09:00"), timedelta.max if extreme > 0 else timedelta.min)
