from datetime import timedelta
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from domain.contract.durations import (
    BestEffort,
    Hours,
    NextWorkingDayEnd,
    WorkingDays,
    length,
    parse_duration,
    parse_duration_or_never,
    parse_target,
)

A_DAY_IN_NEW_YORK = timedelta(hours=10)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("30 min", 0.5), ("60 min", 1), ("2 h", 2), ("40h", 40), ("1 h 30 min", 1.5), ("24 h", 24)],
)
def test_hours_and_minutes_are_read(text: str, hours: float) -> None:
    assert parse_duration(text) == Hours(timedelta(hours=hours))


@pytest.mark.parametrize(("text", "days"), [("1 working day", 1), ("2 working days", 2), ("20 working days", 20)])
def test_working_days_are_as_long_as_the_theatres_standard_day(text: str, days: int) -> None:
    assert parse_duration(text) == WorkingDays(days)
    assert length(parse_duration(text), A_DAY_IN_NEW_YORK) == timedelta(hours=10 * days)


@pytest.mark.parametrize(
    "text",
    ["", " ", "0 h", "0 min", "0 working days", "-2 h", "2", "2 hours", "1.5 h", "2 days", "2 H", 2, None, "never"],
)
def test_anything_else_is_no_duration(text: Any) -> None:
    with pytest.raises(PydanticCustomError, match="is not a duration"):
        parse_duration(text)


def test_a_target_can_be_the_next_working_day_or_none_at_all() -> None:
    assert parse_target("end of the next working day") == NextWorkingDayEnd()
    assert parse_target("best effort") == BestEffort()
    assert parse_target("4 h") == Hours(timedelta(hours=4))


def test_only_what_may_never_happen_can_say_never() -> None:
    assert parse_duration_or_never("never") is None
    with pytest.raises(PydanticCustomError, match="is not a duration"):
        parse_target("never")


@pytest.mark.parametrize(
    "text",
    ["30 min", "2 h", "1 h 30 min", "1 working day", "5 working days", "end of the next working day", "best effort"],
)
def test_a_duration_is_written_as_it_was_read(text: str) -> None:
    assert str(parse_target(text)) == text
