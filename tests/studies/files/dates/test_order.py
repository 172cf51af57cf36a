"""A file has one order of day and month: its dates prove it, or it is asked for."""

import pytest

from studies.files.dates.order import DateOrder, OrderUnknown, order_of
from studies.files.exported_time import NotATime, read


def proven(*texts: str) -> DateOrder | None:
    return order_of(enumerate(texts, start=2), None)


def test_one_date_proves_the_order_for_all() -> None:
    assert proven("03/04/2025 10:00", "05/06/2025 10:00", "13/06/2025 10:00") is DateOrder.DAY_FIRST
    assert proven("3/4/2025 10:00", "3/17/2025 6:04") is DateOrder.MONTH_FIRST
    assert proven("03.04.25, 10:00", "30.04.25, 10:00") is DateOrder.DAY_FIRST
    assert proven("02-03-2026 09:00", "29-02-2016 09:00") is DateOrder.DAY_FIRST


def test_a_date_that_the_calendar_or_its_weekday_allows_in_one_order_alone_is_proof_too() -> None:
    assert proven("Mon 03/02/2025 10:00", "04/05/2025 10:00") is DateOrder.DAY_FIRST
    assert proven("03/04/2025 10:00", "31/12/2025 10:00") is DateOrder.DAY_FIRST


def test_where_it_does_not_matter_nothing_is_asked() -> None:
    assert proven() is None
    assert proven("2025-03-04 10:00", "14/Jul/25 3:42 PM", "nonsense") is None
    assert proven("05/05/2025 10:00", "12/12/2025 10:00") is None


def test_where_nothing_proves_it_it_is_asked_for() -> None:
    with pytest.raises(OrderUnknown) as asked:
        proven("05/05/2025 10:00", "03/04/2025 10:00")
    assert asked.value.sentence == (
        "Line 3 says '03/04/2025 10:00', and no date of the file proves whether it writes the day first or the month: "
        "give --dates day-first or --dates month-first."
    )
    assert order_of([(2, "03/04/2025 10:00")], DateOrder.MONTH_FIRST) is DateOrder.MONTH_FIRST


def test_a_year_first_date_is_never_swapped() -> None:
    for order in (None, *DateOrder):
        assert read("2025-03-04 10:00", "UTC", order).first.month == 3
        assert read("2025/03/04 10:00", "UTC", order).first.month == 3


def test_what_contradicts_the_order_of_its_file_is_told_and_not_swapped() -> None:
    with pytest.raises(NotATime, match="is no date in the order of this file's, day-first"):
        read("3/17/2025 6:04", "UTC", DateOrder.DAY_FIRST)
    with pytest.raises(NotATime, match="is no date in the order of this file's, month-first"):
        read("17/3/2025 6:04", "UTC", DateOrder.MONTH_FIRST)


def test_where_dates_prove_both_only_those_are_read_that_can_be_one_thing() -> None:
    assert proven("13/04/2025 10:00", "04/13/2025 10:00") is None
    assert read("13/04/2025 10:00", "UTC").first == read("04/13/2025 10:00", "UTC").first
    with pytest.raises(NotATime, match="give --dates day-first or --dates month-first"):
        read("03/04/2025 10:00", "UTC")


def test_a_slip_among_many_does_not_change_the_order() -> None:
    assert proven(*["13/04/2025 10:00"] * 10, "04/13/2025 10:00") is DateOrder.DAY_FIRST
    assert proven(*["13/04/2025 10:00"] * 9, "04/13/2025 10:00") is None


def test_in_a_file_of_year_first_dates_another_order_is_a_slip() -> None:
    assert proven("2026-11-26 09:10", "2026-11-26 09:30", "26/11/2026 10:00") is DateOrder.YEAR_FIRST
    with pytest.raises(NotATime, match="in another order than the file's other dates, which are year-first"):
        read("26/11/2026 10:00", "UTC", DateOrder.YEAR_FIRST)
    assert proven("2026-11-26 09:10", "26/11/2026 10:00") is DateOrder.DAY_FIRST
