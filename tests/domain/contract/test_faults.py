"""Each kind of fault that a contract file can have, with its cure, and nothing said twice."""

from typing import Any

import pytest

from tests.domain.contract.given import GONE, found

ROW = "ladder/rows/P2"
REST = "rest_of_the_world"


@pytest.mark.parametrize(
    ("path", "value", "field", "wrong", "right"),
    [
        # Names that lead nowhere.
        ("promises/reaction/targets/silver", {"P1": "1 h", "P2": "1 h", "P3": "1 h", "P4": "1 h"},
         "promises.reaction.targets.silver", "unknown plan 'silver'", "choose basic, gold or platinum"),
        ("promises/reaction/targets/gold/P5", "9 h",
         "promises.reaction.targets.gold.P5", "unknown priority 'P5'", "choose P1, P2, P3 or P4"),
        ("promises/reaction/missed_tells", "team-leder",
         "promises.reaction.missed_tells", "unknown level 'team-leder'", "did you mean team-leader?"),
        ("ladder/rows/P2/1", "team-lead",
         "ladder.rows.P2[1]", "unknown level 'team-lead'", "did you mean team-leader?"),
        ("levels/team-leader/requested_by", ["Customer"],
         "levels.team-leader.requested_by[0]", "unknown level 'Customer'", "did you mean customer?"),
        ("on_call/plans", ["Platinum"], "on_call.plans[0]", "unknown plan 'Platinum'", "did you mean platinum?"),
        ("on_call/priorities/1", "P9", "on_call.priorities[1]", "unknown priority 'P9'", "choose P1, P2, P3 or P4"),
        ("on_call/channels/0", "phon", "on_call.channels[0]", "unknown channel 'phon'", "did you mean phone?"),
        ("on_call/promises", ["attention"],
         "on_call.promises[0]", "unknown promise 'attention'", "choose priority-notification or reaction"),
        ("on_call/calendar", "24/7", "on_call.calendar", "'24/7' is not known here", "did you mean 24x7?"),
        ("on_call/languages", ["ja"],
         "on_call.languages[0]", "'ja' is not a supported language", "choose en, it, de, fr, es, pt or ar"),
        ("channels/proactive/plans/0", "golden", "channels.proactive.plans[0]", "unknown plan 'golden'",
         "did you mean gold?"),
        (f"{REST}/candidates/1", "europa", f"{REST}.candidates[1]", "unknown theatre 'europa'", "did you mean europe?"),
        (f"{REST}/name", "europe", f"{REST}.name", "'europe' is a theatre too", "give it a name of its own"),
        ("facts/proactive/events/disk-running-out/priority", "P0",
         "facts.proactive.events.disk-running-out.priority", "unknown priority 'P0'", "choose P1, P2, P3 or P4"),
        ("languages/default", "nl", "languages.default", "'nl' is not a supported language",
         "choose en, it, de, fr, es, pt or ar"),
        ("channels/chat/synonyms", ["mail"],
         "channels.email.synonyms[1]", "'mail' already means the channel 'chat'", "leave it out of one"),
        ("resolved/source", "6.0 en, section 1", "resolved.source",
         "'6.0 en, section 1' names no document of this contract",
         "begin with '4.1 es', '4.1 fr', '4.1 de' or 'not in the sources'"),
        # Calendars.
        ("theatres/europe/zone", "Europe/Roma", "theatres.europe.zone",
         "'Europe/Roma' is not a time zone of the tz database",
         "did you mean Europe/Rome, Europe/Riga or Europe/Sofia?"),
        ("theatres/europe/public_holidays/country", "IX", "theatres.europe.public_holidays.country",
         "the public holidays of 'IX' are not known", "write a two-letter code such as IT"),
        ("theatres/europe/days/4", "friday", "theatres.europe.days[4]", "'friday' is not known here",
         "did you mean fri?"),
        ("theatres/europe/days/4", "mon", "theatres.europe.days", "mon is there 2 times", "name each day once"),
        ("theatres/europe/extension/days", ["fri"], "theatres.europe.extension.days",
         "fri is a standard day already", "leave it out of one"),
        ("theatres/europe/extension", GONE, "theatres.europe.extension",
         "is missing, and gold and platinum reach beyond the standard days", "give its days and hours"),
        ("theatres/europe/single_dates", [{"date": "2026-12-24", "name": n} for n in ("Eve", "Party")],
         "theatres.europe.single_dates", "2026-12-24 is there 2 times", "give each date once"),
        ("theatres/europe/public_holidays/removed", ["Easter"], "theatres.europe.public_holidays.removed[0]",
         "'Easter' is no date", "write a date, such as 2026-12-24"),
        # Promises.
        ("promises/reaction/targets/basic/P3", GONE, "promises.reaction.targets.basic.P3",
         "the priority 'P3' has no row", 'give it a duration, or "best effort" where there is no target'),
        ("promises/reaction/targets/platinum", GONE, "promises.reaction.targets.platinum",
         "the plan 'platinum' has no targets", "give it one for each priority"),
        ("promises/priority-notification/targets/gold/P2", "1 h", "promises.priority-notification.targets.gold.P2",
         "the promise is not made for 'P2'", "add it to the promise's priorities, or leave its target out"),
        ("promises/reaction/targets/gold/P2", "2 ours", "promises.reaction.targets.gold.P2",
         "'2 ours' is not a duration",
         'write for example "30 min", "2 h", "2 working days", "end of the next working day" or "best effort"'),
        ("promises/atention", {"about": "Somebody comes.", "targets": {}, "source": "not in the sources"},
         "promises.atention", "unknown key 'atention'", "did you mean attention or reaction?"),
        # The ladder.
        (ROW, GONE, "ladder.rows.P2", "the priority 'P2' has no row", "give its level in each column"),
        ("ladder/columns/gold", GONE, "ladder.columns.gold", "the plan 'gold' has no columns",
         "give the time of each column"),
        (ROW, ["support-team", "team-leader", "support-manager"], "ladder.rows.P2",
         "a gap in the ladder: 3 cells for 5 columns",
         'write one level for each column, or "same" where a merged cell goes on'),
        (ROW, ["support-team", "same", "same", "support-manager", "co-ceo-cto"], "ladder.rows.P2[3]",
         "'support-manager' comes before team-leader", "give every level between its column"),
        (ROW, ["support-team", "co-ceo-cto", "same", "same", "same"], "ladder.rows.P2[1]",
         "'co-ceo-cto' comes before team-leader and support-manager", "give every level between its column"),
        (ROW, ["support-team", "team-leader", "support-manager", "team-leader", "same"], "ladder.rows.P2[3]",
         "the row goes down from 'support-manager' to 'team-leader'", "a level is never given back: let the row rise"),
        (ROW, ["same", "team-leader", "same", "support-manager", "co-ceo-cto"], "ladder.rows.P2[0]",
         '"same" has nothing before it',
         "write a level: support-team, team-leader, support-manager or co-ceo-cto"),
        ("ladder/columns/gold/2", "3 h", "ladder.columns.gold[2]",
         "a threshold is out of order: it is not after the one before it (americas)", "let the columns rise"),
        ("ladder/columns/basic", ["2 h", "4 h"], "ladder.columns.basic",
         "has 2 columns where other plans have 5", "give every plan the same number of columns"),
        # Times.
        ("warnings/at", [0.5, 0.9, 0.75], "warnings.at[2]", "a warning is out of order: 0.75 comes after 0.9",
         "let the warnings rise"),
        ("warnings/at/2", 90, "warnings.at[2]", "90.0 is no fraction of a budget",
         "write a number between 0 and 1, such as 0.75"),
        ("warnings/at/0", 0, "warnings.at[0]", "0.0 is no fraction of a budget",
         "write a number between 0 and 1, such as 0.75"),
        ("silence/reminders", ["8 h", "4 h"], "silence.reminders[1]", "a reminder is out of order (americas)",
         "let the reminders rise"),
        ("silence/reminders", ["4 h", "16 h"], "silence.reminders",
         "a reminder does not come before the step down in priority (americas)", "remind before silence.step_down"),
        ("silence/close", "some day", "silence.close", "'some day' is not a duration",
         'write for example "40 h", "5 working days" or "never"'),
        ("on_call/not_at_standard_offsets/first", "5:30", "on_call.not_at_standard_offsets.first",
         "'5:30' is not an offset from UTC", 'write for example "+05:30"'),
        ("on_call/not_at_standard_offsets/first", "+15:00", "on_call.not_at_standard_offsets",
         "the last offset lies before the first", "write them from west to east"),
        # Shape.
        ("plans/gold/goes_frist", True, "plans.gold.goes_frist",
         "unknown key 'goes_frist'", "did you mean goes_first?"),
        ("plans/gold/colour", "gold", "plans.gold.colour", "unknown key 'colour'",
         "choose source, reading, extended_days, public_holidays, goes_first, end_users or remote_support"),
        ("plans/gold/end_users", GONE, "plans.gold.end_users", "is missing", "add 'end_users'"),
        ("plans/gold/extended_days", "yes", "plans.gold.extended_days", "'yes' does not fit", "write true or false"),
        ("plans/gold/end_users", "sometimes", "plans.gold.end_users", "'sometimes' is not known here",
         "choose never, by-agreement or included"),
        ("plans", [], "plans", "[] does not fit", "write a mapping of keys to values"),
        ("vendor", "", "vendor", "'' does not fit", "write some text"),
        ("id", "Our Contract", "id", "'Our Contract' is not written as it has to be",
         "match the pattern ^[a-z0-9][a-z0-9.-]*$"),
        ("silence", GONE, "silence", "is missing", "add 'silence'"),
        ("facts/renewals/0/late_within_days", "120", "facts.renewals[0].late_within_days", "'120' does not fit",
         "write a whole number"),
    ],
)  # fmt: skip
def test_a_fault_says_where_it_is_what_is_wrong_and_what_would_be_right(
    path: str, value: Any, field: str, wrong: str, right: str
) -> None:
    assert found({path: value}) == {field: (wrong, right)}


def test_hours_that_are_no_span_of_a_day_are_refused_with_an_example() -> None:
    ((field, (wrong, right)),) = found({"theatres/europe/hours": ["9-18"]}).items()
    assert field == "theatres.europe.hours[0]"
    assert wrong.startswith("'9-18' is not a span of hours")
    assert "09:00-18:00" in right


def test_hours_that_overlap_are_refused() -> None:
    ((field, (wrong, _)),) = found({"theatres/europe/hours": ["09:00-13:00", "12:00-18:00"]}).items()
    assert (field, wrong) == ("theatres.europe.hours", "09:00-13:00 and 12:00-18:00 overlap")


def test_working_days_are_not_counted_around_the_clock() -> None:
    faults = found(
        {
            "promises/reaction/calendar": "24x7",
            "ladder/calendar": "24x7",
            "levels/support-manager/answers": {"within": "1 working day", "calendar": "24x7"},
            "silence/step_down": "2 working days",
            "resolved/time_to_disagree": "5 working days",
        }
    )
    assert set(faults) == {
        "promises.reaction.targets.basic.P1",
        "promises.reaction.targets.basic.P2",
        "levels.support-manager.answers.within",
        *(f"ladder.columns.basic[{column}]" for column in range(5)),
        "silence.step_down",
        "resolved.time_to_disagree",
    }
    assert {wrong for wrong, _ in faults.values()} == {"working days are counted on the calendar 'office' only"}


def test_every_fault_of_one_section_is_told_beside_those_of_its_shape() -> None:
    faults = found(
        {
            "ladder/columns/gold/4": "soon",
            "ladder/rows/P1": ["team-leader"],
            "ladder/rows/P3": GONE,
            "ladder/rows/P4/4": "support-manager",
        }
    )
    assert set(faults) == {"ladder.columns.gold[4]", "ladder.rows.P1", "ladder.rows.P3", "ladder.rows.P4[4]"}


def test_a_faulty_plan_is_still_a_plan_that_others_may_name() -> None:
    assert set(found({"plans/gold/public_holidays": "open"})) == {"plans.gold.public_holidays"}


def test_a_misspelt_key_is_not_also_missing_between_the_sections() -> None:
    faults = found({"ladder/rowz": {"P1": []}, "ladder/rows": GONE})
    assert faults == {"ladder.rowz": ("unknown key 'rowz'", "did you mean rows?")}


def test_thresholds_in_days_and_hours_are_compared_by_the_length_of_the_theatres_day() -> None:
    assert set(found({"ladder/columns/basic": ["9 h", "1 working day", "6 working days", "61 h", "70 h"]})) == {
        "ladder.columns.basic[1]"
    }


def test_another_company_has_no_ticket_from_the_beginning_and_hears_of_no_miss() -> None:
    faults = found(
        {
            "levels/support-team/outside": True,
            "levels/team-leader/outside": True,
            "promises/reaction/missed_tells": "team-leader",
        }
    )
    assert faults == {
        "levels.support-team.outside": ("every ticket starts here", "begin with a level of the vendor's"),
        "promises.reaction.missed_tells": (
            "'team-leader' is another company, which hears only what it is asked",
            "name a level of the vendor's own",
        ),
    }
