"""When the teams work: every theatre and plan, on plain days, Saturdays and public holidays."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.business_time import calendar_for
from tests.contracts.given import local, office, terms

ZONES = {
    "americas": "America/New_York",
    "europe": "Europe/Rome",
    "middle-east": "Asia/Dubai",
    "middle-east-uae": "Asia/Dubai",
    "mexico": "America/Mexico_City",
}
# A week without public holidays, in which Saturday is the 14th and Sunday the 15th of November 2026.
WEEK = [f"2026-11-{day}" for day in range(14, 21)]
MON_FRI = {"2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"}
SUN_THU = {"2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"}
BOTH = ("imagiclecare-4.1", "imagiclecare-5.0")

STANDARD = [
    ("americas", MON_FRI, "07:00", "17:00"),
    ("europe", MON_FRI, "09:00", "18:00"),
    ("middle-east", SUN_THU, "09:00", "18:00"),
    ("middle-east-uae", MON_FRI, "09:00", "18:00"),
]
EXTENSIONS = [
    ("imagiclecare-4.1", "americas", "07:00", "12:00"),
    ("imagiclecare-5.0", "americas", "08:00", "12:00"),
    *((contract, "europe", "09:00", "18:00") for contract in BOTH),
    *((contract, "middle-east", "12:00", "18:00") for contract in BOTH),
    *((contract, "middle-east-uae", "12:00", "18:00") for contract in BOTH),
]
HOLIDAYS = [
    ("americas", "2026-11-26", "Thanksgiving Day"),
    ("europe", "2026-12-08", "Immaculate Conception"),
    ("middle-east", "2026-12-02", "National Day"),
    ("middle-east-uae", "2026-12-02", "National Day"),
]


def opened(contract: str, theatre: str, plan: str, day: str) -> list[tuple[str, str]]:
    """The hours of one date as the office's clock reads them."""
    zone = ZONES[theatre]
    next_day = date.fromordinal(date.fromisoformat(day).toordinal() + 1)
    calendar = office(contract, theatre=theatre, plan=plan)
    spans = calendar.open_intervals(local(zone, f"{day} 00:00"), local(zone, f"{next_day} 00:00"))
    return [(clock(span.start, zone), clock(span.end, zone)) for span in spans]


def clock(instant: datetime, zone: str) -> str:
    return instant.astimezone(ZoneInfo(zone)).strftime("%H:%M")


@pytest.mark.parametrize("contract", BOTH)
@pytest.mark.parametrize("plan", ["basic", "gold", "platinum"])
@pytest.mark.parametrize(("theatre", "days", "opens", "closes"), STANDARD)
def test_the_standard_days_have_the_standard_hours(
    contract: str, plan: str, theatre: str, days: set[str], opens: str, closes: str
) -> None:
    weekdays = [day for day in WEEK if day != "2026-11-14"]
    assert {day: opened(contract, theatre, plan, day) for day in weekdays} == {
        day: [(opens, closes)] if day in days else [] for day in weekdays
    }


@pytest.mark.parametrize(("contract", "theatre", "opens", "closes"), EXTENSIONS)
def test_saturdays_are_open_for_gold_and_platinum_only(contract: str, theatre: str, opens: str, closes: str) -> None:
    assert opened(contract, theatre, "basic", "2026-11-14") == []
    assert opened(contract, theatre, "gold", "2026-11-14") == [(opens, closes)]
    assert opened(contract, theatre, "platinum", "2026-11-14") == [(opens, closes)]


@pytest.mark.parametrize(("contract", "theatre", "opens", "closes"), EXTENSIONS)
def test_public_holidays_are_open_for_gold_and_platinum_only_at_the_extensions_hours(
    contract: str, theatre: str, opens: str, closes: str
) -> None:
    (day, name), *_ = [(day, name) for where, day, name in HOLIDAYS if where == theatre]
    carried = terms(contract, theatre=theatre).calendars["office"].holidays
    assert carried[date.fromisoformat(day)] == name
    assert opened(contract, theatre, "basic", day) == []
    assert opened(contract, theatre, "gold", day) == [(opens, closes)]
    assert opened(contract, theatre, "platinum", day) == [(opens, closes)]


@pytest.mark.parametrize("contract", BOTH)
def test_a_public_holiday_on_a_sunday_is_open_where_other_sundays_are_closed(contract: str) -> None:
    assert opened(contract, "europe", "gold", "2026-11-01") == [("09:00", "18:00")]
    assert opened(contract, "europe", "gold", "2026-11-08") == []


@pytest.mark.parametrize("contract", BOTH)
@pytest.mark.parametrize("year", range(2025, 2032))
def test_italys_national_unity_day_is_no_day_off(contract: str, year: int) -> None:
    at = local("Europe/Rome", f"{year}-06-15 10:00")
    kept = terms(contract, at, theatre="europe").calendars["office"].holidays
    assert {name for together in kept.values() for name in together.split("; ")} & {"National Unity Day"} == set()
    sundays = [day for day in kept if day.month == 11 and day.weekday() == 6]
    # All Saints' Day stays one, also where both fall on one Sunday.
    assert all((day.day, kept[day]) == (1, "All Saints' Day") for day in sundays)


@pytest.mark.parametrize("contract", BOTH)
def test_the_first_sunday_of_november_is_a_sunday_like_any_other(contract: str) -> None:
    assert opened(contract, "europe", "gold", "2027-11-07") == []
    assert opened(contract, "europe", "gold", "2027-11-01") == [("09:00", "18:00")]


def test_a_public_holiday_on_a_friday_is_open_where_the_week_is_sunday_to_thursday() -> None:
    assert opened("imagiclecare-5.0", "middle-east", "gold", "2026-08-28") == [("12:00", "18:00")]
    assert opened("imagiclecare-5.0", "middle-east", "gold", "2026-08-21") == []


def test_the_day_observed_for_a_holiday_on_a_weekend_is_kept_too() -> None:
    assert opened("imagiclecare-4.1", "americas", "basic", "2026-07-03") == []
    assert opened("imagiclecare-4.1", "americas", "gold", "2026-07-03") == [("07:00", "12:00")]


@pytest.mark.parametrize("day", WEEK)
def test_imagen_works_from_nine_to_six_on_weekdays(day: str) -> None:
    hours = [("09:00", "18:00")] if day in MON_FRI - {"2026-11-16"} else []
    assert opened_in_mexico(day) == hours


@pytest.mark.parametrize(
    "day", ["2026-01-01", "2026-02-02", "2026-03-16", "2026-05-01", "2026-09-16", "2026-11-16", "2026-12-25"]
)
def test_imagen_rests_on_the_mandatory_holidays_of_mexico(day: str) -> None:
    assert opened_in_mexico(day) == []


def opened_in_mexico(day: str) -> list[tuple[str, str]]:
    calendar = calendar_for(terms("imagen-ti").calendars["office"])
    zone = ZONES["mexico"]
    spans = calendar.open_intervals(local(zone, f"{day} 00:00"), local(zone, f"{day} 23:59"))
    return [(clock(span.start, zone), clock(span.end, zone)) for span in spans]


def test_the_holidays_reach_from_the_year_before_to_five_years_after_in_the_offices_time() -> None:
    new_years_eve_in_new_york = local("America/New_York", "2026-12-31 21:00")
    found = terms("imagiclecare-4.1", new_years_eve_in_new_york, theatre="americas").calendars["office"]
    assert found.years == (2025, 2031)
    assert min(found.holidays) == date(2025, 1, 1)
    assert max(found.holidays) == date(2031, 12, 25)


def test_the_same_instant_counts_as_the_next_year_in_rome() -> None:
    new_years_eve_in_new_york = local("America/New_York", "2026-12-31 21:00")
    assert terms("imagiclecare-4.1", new_years_eve_in_new_york).calendars["office"].years == (2026, 2032)


def test_the_clock_that_never_stops_is_carried_only_where_something_counts_on_it() -> None:
    assert set(terms("imagiclecare-4.1", plan="gold").calendars) == {"office"}
    assert set(terms("imagiclecare-4.1", plan="platinum").calendars) == {"office", "24x7"}
    assert set(terms("imagen-ti").calendars) == {"office", "24x7"}


def test_basics_next_working_day_skips_the_weekend_and_the_holiday_after_it() -> None:
    calendar = office("imagiclecare-4.1", plan="basic")
    friday_before_all_saints_monday = local("Europe/Rome", "2027-10-29 16:00")
    assert calendar.working_day_after(friday_before_all_saints_monday) == local("Europe/Rome", "2027-11-02 18:00")
