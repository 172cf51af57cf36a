from datetime import date

import pytest

from contracts.public_holidays import CountryUnknown, HolidaysUnknown, countries, known_years, public_holidays


def test_holidays_are_named_in_english_in_the_order_of_their_dates() -> None:
    found = public_holidays("IT", [2026])
    assert found[date(2026, 4, 6)] == "Easter Monday"
    assert list(found) == sorted(found)


def test_only_the_years_that_were_asked_for_are_given() -> None:
    assert {day.year for day in public_holidays("AE", [2030, 2026])} == {2026, 2030}


def test_new_years_day_observed_in_the_old_year_belongs_to_the_old_year() -> None:
    assert public_holidays("US", [2021])[date(2021, 12, 31)] == "New Year's Day (observed)"


def test_a_contract_can_leave_the_observed_days_out() -> None:
    with_them, without = (public_holidays("US", [2026], observed=observed) for observed in (True, False))
    assert set(with_them) - set(without) == {date(2026, 7, 3)}


def test_mexico_has_the_holidays_of_its_labour_law() -> None:
    assert list(public_holidays("MX", [2026])) == [
        date(2026, *day) for day in ((1, 1), (2, 2), (3, 16), (5, 1), (9, 16), (11, 16), (12, 25))
    ]


@pytest.mark.parametrize("country", ["US", "IT", "AE", "MX"])
def test_the_teams_countries_are_known(country: str) -> None:
    assert country in countries()


def test_a_country_that_does_not_exist_is_not_known() -> None:
    assert "XX" not in countries()
    with pytest.raises(CountryUnknown, match="The public holidays of 'XX' are not known; write a country's code"):
        public_holidays("XX", [2026])


@pytest.mark.parametrize("country", ["US", "IT", "AE", "MX"])
def test_every_known_year_has_as_many_holidays_as_this_decade_and_no_other_year_is_answered(country: str) -> None:
    fewest = min(len(public_holidays(country, [year])) for year in range(2020, 2030))
    # The years around the last one are where the package's own knowledge would thin out.
    for year in range(2060, known_years(country)[-1] + 1):
        assert len(public_holidays(country, [year])) >= fewest - 1
    with pytest.raises(HolidaysUnknown, match=f"The public holidays of {country} are not known for 2150"):
        public_holidays(country, [2150])


def test_the_emirates_moon_is_not_known_beyond_its_tables() -> None:
    with pytest.raises(HolidaysUnknown, match="not known for 2077, only from 1972 to 2076"):
        public_holidays("AE", [2077])
