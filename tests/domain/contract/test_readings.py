"""A customer changes a reading by changing the file: nothing of it is in the code."""

from datetime import date, timedelta

import pytest

from domain.terms.terms import NextWorkingDay, Within
from tests.domain.contract.given import GONE, terms_of

HOUR = timedelta(hours=1)


def test_the_on_call_clock_can_be_the_offices() -> None:
    found = terms_of({"on_call/calendar": "office"}, plan="platinum")
    assert found.target("reaction", "P1", on_call=True) == Within(budget=HOUR)
    assert set(found.calendars) == {"office"}


def test_the_on_call_service_can_be_open_to_every_time_zone_and_language() -> None:
    changes = {"on_call/not_at_standard_offsets": GONE, "on_call/languages": ["en", "it"]}
    found = terms_of(changes, plan="platinum", customer_zone="Asia/Tokyo", language="it")
    assert found.on_call is not None


def test_the_ladder_can_run_around_the_clock() -> None:
    changes = {"ladder/calendar": "24x7", "ladder/columns/basic": ["18 h", "27 h", "45 h", "90 h", "180 h"]}
    found = terms_of(changes)
    assert found.ladder_calendar == "24x7"
    assert set(found.calendars) == {"office", "24x7"}


def test_a_merged_cell_can_hold_from_its_last_column_instead() -> None:
    row = ["support-team", "team-leader", "same", "support-manager", "co-ceo-cto"]
    assert [step.after for step in terms_of({"ladder/rows/P1": row}).rows["P1"].ladder] == [
        4 * HOUR,
        16 * HOUR,
        40 * HOUR,
    ]


def test_silence_and_the_time_to_disagree_can_be_any_time() -> None:
    silence = {
        "reminders": ["1 working day"],
        "step_down": "2 working days",
        "propose_closing": "1 h",
        "close": "30 min",
    }
    changes = {f"silence/{name}": value for name, value in silence.items()}
    found = terms_of({**changes, "resolved/time_to_disagree": "5 working days"}, theatre="americas")
    assert found.silence.reminders == (10 * HOUR,)
    assert found.silence.step_down == 20 * HOUR
    assert found.silence.propose_closing == HOUR
    assert found.silence.close == HOUR / 2
    assert found.time_to_disagree == 50 * HOUR


def test_there_can_be_no_reminders_and_no_warnings() -> None:
    found = terms_of({"silence/reminders": [], "warnings/at": []})
    assert (found.silence.reminders, found.warnings) == ((), ())


@pytest.mark.parametrize(("observed", "closed"), [(True, True), (False, False)])
def test_observed_holidays_can_be_kept_or_not(observed: bool, closed: bool) -> None:
    found = terms_of({"theatres/americas/public_holidays/observed": observed}, theatre="americas")
    assert (date(2026, 7, 3) in found.calendars["office"].holidays) is closed


def test_single_dates_can_be_added_and_removed() -> None:
    changes = {
        "theatres/europe/public_holidays/removed": ["2027-01-06"],
        "theatres/europe/single_dates": [
            {"date": "2026-12-24", "name": "Christmas Eve", "hours": ["09:00-13:00"]},
            {"date": "2026-12-31", "name": "Inventory"},
        ],
    }
    calendar = terms_of(changes).calendars["office"]
    assert date(2027, 1, 6) not in calendar.holidays
    assert date(2028, 1, 6) in calendar.holidays
    assert [str(hours) for hours in calendar.hours_on(date(2026, 12, 24))] == ["09:00-13:00"]
    assert calendar.hours_on(date(2026, 12, 31)) == ()
    assert calendar.dates[date(2026, 12, 31)].name == "Inventory"


def test_a_plan_can_close_on_public_holidays_and_still_open_on_saturdays() -> None:
    calendar = terms_of({"plans/gold/public_holidays": "closed"}).calendars["office"]
    assert calendar.hours_on(date(2026, 12, 8)) == ()
    assert [str(hours) for hours in calendar.hours_on(date(2026, 11, 21))] == ["09:00-18:00"]


def test_the_rest_of_the_world_can_be_served_by_one_team() -> None:
    changes = {"rest_of_the_world/candidates": ["europe"]}
    assert terms_of(changes, theatre="rest-of-the-world", customer_zone="Asia/Dubai").theatre == "europe"


def test_a_plan_can_go_first_or_not() -> None:
    assert not terms_of({"plans/gold/goes_first": False}).goes_first


def test_a_theatre_can_guarantee_fewer_languages() -> None:
    spoken = {"guaranteed": ["it"], "source": "not in the sources"}
    assert not terms_of({"theatres/europe/spoken": spoken}).guaranteed
    assert terms_of({"theatres/europe/spoken": spoken, "languages/default": "it"}).guaranteed


def test_e_mail_can_be_guaranteed() -> None:
    changes = {"channels/email/not_guaranteed_because": GONE}
    assert terms_of(changes, "imagiclecare-5.0", channel="email").guaranteed


def test_gold_can_be_promised_the_end_of_the_next_working_day() -> None:
    found = terms_of({"promises/reaction/targets/gold/P4": "end of the next working day"})
    assert found.target("reaction", "P4", on_call=False) == NextWorkingDay()


def test_a_promise_can_be_counted_around_the_clock() -> None:
    found = terms_of({"promises/priority-notification/calendar": "24x7"})
    assert found.target("priority-notification", "P1", on_call=False) == Within(budget=HOUR / 2, calendar="24x7")
    assert "24x7" in found.calendars


def test_monitoring_can_be_left_to_gold_and_platinum_in_5_0_too() -> None:
    found = terms_of(
        {"channels/proactive/plans": ["platinum"]}, "imagiclecare-5.0", plan="platinum", channel="proactive"
    )
    assert found.plan == "platinum"


def test_rest_days_can_stay_closed_though_they_are_public_holidays() -> None:
    # In 2026 All Saints' Day is a Sunday, Christmas a Friday, and Saint Stephen's Day a Saturday.
    found = terms_of({"plans/gold/public_holidays": "extension-but-rest-days"}).calendars["office"]
    sunday, friday, saturday = date(2026, 11, 1), date(2026, 12, 25), date(2026, 12, 26)
    assert [bool(found.hours_on(day)) for day in (sunday, friday, saturday)] == [False, True, True]
    assert found.dates[sunday].name == "All Saints' Day"
    as_printed = terms_of({}).calendars["office"]
    assert bool(as_printed.hours_on(sunday))


def test_the_on_call_service_can_be_for_requests_in_its_own_languages_alone() -> None:
    changes = {"on_call/other_languages": "excluded"}
    assert terms_of(changes, plan="platinum", language="en").on_call is not None
    excluded = terms_of(changes, plan="platinum", language="it")
    assert (excluded.on_call, excluded.no_on_call_because) == (
        None,
        "it is for requests in en, and this one is in it",
    )


def test_the_alarm_can_be_for_who_came_by_the_services_own_channels_alone() -> None:
    service = terms_of({"on_call/alarm": "these-channels"}, plan="platinum").on_call
    assert service is not None
    assert not service.alarm_on_any_channel


def test_a_holiday_that_is_no_day_off_can_be_kept_after_all_and_others_can_be_left_out() -> None:
    kept = terms_of({"theatres/europe/public_holidays/no_days_off": ["Epiphany"]}).calendars["office"].holidays
    assert date(2027, 1, 6) not in kept
    assert kept[date(2027, 11, 7)] == "National Unity Day"


def test_a_resolution_can_be_made_to_need_a_summary() -> None:
    assert terms_of({"resolved/summary": "required"}).resolution_needs_summary
