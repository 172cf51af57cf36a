"""A calendar as data: what it says in JSON, and what it refuses."""

import copy
import pickle
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.business_time import BadHours, CalendarSpec, OpenHours, SpecialDate
from tests.domain.business_time.given.offices import spec


def refused(**fields: object) -> str:
    """The sentence with which a spec is refused."""
    with pytest.raises(ValidationError) as refusal:
        CalendarSpec.model_validate({"zone": "Europe/Rome", **fields})
    return refusal.value.errors()[0]["msg"]


FULL = {
    "zone": "Europe/Rome",
    "week": {"mon": ["09:00-13:00", "14:00-18:00"], "sat": ["09:00-12:30:30"]},
    "holidays": {"2024-12-25": "Natale", "2024-12-26": "Santo Stefano"},
    "holiday_hours": ["10:00-12:00"],
    "dates": {"2024-12-24": {"name": "Vigilia", "hours": ["09:00-12:00"]}, "2024-12-31": {"name": "San Silvestro"}},
    "years": [2024, 2025],
}


def test_json_says_what_was_said_and_leaves_out_what_is_empty() -> None:
    full = CalendarSpec.model_validate(FULL)
    bare = CalendarSpec(zone="Asia/Dubai")

    assert full.model_dump(mode="json") == FULL
    assert bare.model_dump_json() == '{"zone":"Asia/Dubai"}'


def test_a_spec_survives_json_and_copies_and_equals_itself() -> None:
    full = CalendarSpec.model_validate(FULL)

    for again in (
        CalendarSpec.model_validate_json(full.model_dump_json()),
        CalendarSpec.model_validate(full.model_dump()),
        full.model_copy(deep=True),
        copy.deepcopy(full),
        pickle.loads(pickle.dumps(full)),
    ):
        assert again == full
        assert hash(again) == hash(full)


def test_the_order_in_which_dates_and_hours_are_written_makes_no_other_spec() -> None:
    one = CalendarSpec.model_validate(FULL)
    two = CalendarSpec.model_validate(
        {
            **FULL,
            "holidays": {"2024-12-26": "Santo Stefano", "2024-12-25": "Natale"},
            "week": {"mon": ["14:00-18:00", "09:00-13:00"], "sat": ["09:00-12:30:30"]},
        }
    )

    assert one == two
    assert one.model_dump_json() == two.model_dump_json()


def test_specs_that_differ_in_one_name_differ() -> None:
    other = {**FULL, "holidays": {"2024-12-25": "Natale", "2024-12-26": "S. Stefano"}}

    assert CalendarSpec.model_validate(FULL) != CalendarSpec.model_validate(other)


def test_nothing_of_a_spec_can_be_changed() -> None:
    source = {date(2024, 12, 25): "Natale"}
    frozen: Any = CalendarSpec(zone="Europe/Rome", holidays=source, years=(2024, 2024))

    source[date(2024, 12, 26)] = "Santo Stefano"
    assert list(frozen.holidays) == [date(2024, 12, 25)]
    with pytest.raises(TypeError):
        frozen.holidays[date(2024, 12, 26)] = "Santo Stefano"
    with pytest.raises(ValidationError):
        frozen.zone = "Europe/Paris"


def test_the_hours_of_a_date_are_its_special_ones_else_its_holiday_s_else_its_weekday_s() -> None:
    full = CalendarSpec.model_validate(FULL)

    assert full.hours_on(date(2024, 12, 24)) == (OpenHours.parse("09:00-12:00"),)
    assert full.hours_on(date(2024, 12, 31)) == ()
    assert full.hours_on(date(2024, 12, 25)) == (OpenHours.parse("10:00-12:00"),)
    assert full.hours_on(date(2024, 12, 23)) == (OpenHours.parse("09:00-13:00"), OpenHours.parse("14:00-18:00"))
    assert full.hours_on(date(2024, 12, 22)) == ()


def test_around_the_clock_every_day_has_all_its_hours() -> None:
    always = CalendarSpec.always("Asia/Dubai")

    assert {str(span) for day in always.week.days for span in day} == {"00:00-24:00"}
    assert always.week.always_open


@pytest.mark.parametrize("text", ["09:00-18:00", "00:00-24:00", "22:00-24:00", "09:00:30-09:00:45", "23:59:59-24:00"])
def test_hours_are_read_and_written_the_same(text: str) -> None:
    assert str(OpenHours.parse(text)) == text


def test_seconds_that_say_nothing_are_not_written() -> None:
    assert str(OpenHours.parse("09:00:00-18:00:00")) == "09:00-18:00"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("18:00-09:00", "it has to close later than it opens, on the same day"),
        ("09:00-09:00", "it has to close later than it opens, on the same day"),
        ("22:00-24:01", "a day runs from 00:00 to 24:00"),
        ("25:00-26:00", "a day runs from 00:00 to 24:00"),
        ("09:60-18:00", "minutes and seconds end at 59"),
        ("09:00-18:00:75", "minutes and seconds end at 59"),
        ("9:00-18:00", "two clock times of two digits each and a hyphen"),
        ("09:00", "two clock times of two digits each and a hyphen"),
        ("09:00-18:00 ", "two clock times of two digits each and a hyphen"),
        ("٠٩:٠٠-١٨:٠٠", "two clock times of two digits each and a hyphen"),
        (9, "two clock times of two digits each and a hyphen"),
        (None, "two clock times of two digits each and a hyphen"),
    ],
)
def test_what_says_no_hours_is_refused(text: object, fault: str) -> None:
    with pytest.raises(BadHours, match=f"is not a span of hours, .*{fault}: write it like 09:00-18:00"):
        OpenHours.parse(text)


def test_hours_made_of_numbers_are_held_to_the_same() -> None:
    with pytest.raises(BadHours, match="a day runs from"):
        OpenHours(timedelta(hours=-1), timedelta(hours=3))


def test_hours_that_touch_are_fine_and_hours_that_overlap_are_refused() -> None:
    assert len(spec("09:00-12:00", "12:00-18:00").week.mon) == 2
    sentence = refused(week={"mon": ["09:00-18:00", "17:00-19:00"]})
    assert "09:00-18:00 and 17:00-19:00 overlap" in sentence
    assert "overlap" in refused(holiday_hours=["09:00-18:00", "10:00-11:00"])
    assert "overlap" in refused(dates={"2024-12-24": {"name": "Vigilia", "hours": ["09:00-18:00", "10:00-11:00"]}})


def test_a_zone_that_does_not_exist_is_refused_with_the_nearest_names() -> None:
    assert "did you mean Europe/Rome" in refused(zone="Europe/Roma")


def test_holidays_need_the_years_for_which_they_are_known() -> None:
    assert "say for which years they are known" in refused(holidays={"2024-12-25": "Natale"})
    sentence = refused(holidays={"2026-12-25": "Natale"}, years=(2024, 2025))
    assert "Natale on 2026-12-25 lies outside 2024 to 2025" in sentence


@pytest.mark.parametrize("years", [(2025, 2024), (1, 2024), (2024, 9999)])
def test_years_run_forward_and_stay_where_datetimes_are(years: tuple[int, int]) -> None:
    assert "give the first and the last year, between 2 and 9998" in refused(years=years)


@pytest.mark.parametrize(
    "fields",
    [{"week": {"monday": ["09:00-18:00"]}}, {"removed_holidays": []}, {"dates": {"2024-12-24": {"hours": []}}}],
)
def test_unknown_and_missing_fields_are_refused(fields: dict[str, object]) -> None:
    assert refused(**fields) in ("Extra inputs are not permitted", "Field required")


def test_a_special_date_without_hours_is_closed() -> None:
    assert SpecialDate(name="Ponte").model_dump() == {"name": "Ponte"}


def test_the_json_schema_says_how_hours_are_written() -> None:
    schema = CalendarSpec.model_json_schema()

    assert schema["$defs"]["Week"]["properties"]["mon"]["items"]["pattern"].startswith("^([0-9]{2}):([0-9]{2})")
