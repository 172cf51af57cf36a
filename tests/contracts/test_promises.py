"""Every time that the contracts promise, as printed in their documents."""

import pytest

from domain.business_time import calendar_for
from tests.contracts.given import climbs, hours, local, promised, terms

BOTH = ("imagiclecare-4.1", "imagiclecare-5.0")
FAST = {"P1": 1, "P2": 2, "P3": 4, "P4": 8}
DAY_LENGTHS = {"americas": 10, "europe": 9, "middle-east": 9, "middle-east-uae": 9}


@pytest.mark.parametrize("contract", BOTH)
@pytest.mark.parametrize("plan", ["gold", "platinum"])
@pytest.mark.parametrize("theatre", DAY_LENGTHS)
def test_gold_and_platinum_react_within_1_2_4_and_8_working_hours(contract: str, plan: str, theatre: str) -> None:
    found = terms(contract, plan=plan, theatre=theatre)
    assert {priority: promised(found, "reaction", priority) for priority in FAST} == FAST


@pytest.mark.parametrize("contract", BOTH)
@pytest.mark.parametrize(("theatre", "day"), DAY_LENGTHS.items())
def test_basic_reacts_by_the_next_working_day_or_within_two_or_when_it_can(
    contract: str, theatre: str, day: int
) -> None:
    found = terms(contract, plan="basic", theatre=theatre)
    assert [promised(found, "reaction", priority) for priority in found.priorities] == [
        "end-of-next-working-day",
        2 * day,
        None,
        None,
    ]


@pytest.mark.parametrize(("plan", "within"), [("basic", 4), ("gold", 0.5), ("platinum", 0.5)])
def test_4_1_notifies_the_priority_of_critical_requests_only(plan: str, within: float) -> None:
    found = terms("imagiclecare-4.1", plan=plan)
    notified = [promised(found, "priority-notification", priority) for priority in found.priorities]
    assert notified == [within, None, None, None]


def test_5_0_promises_the_reaction_and_nothing_else() -> None:
    assert terms("imagiclecare-5.0").promises == ("reaction",)


@pytest.mark.parametrize(
    ("contract", "plans", "leader"),
    [
        ("imagiclecare-4.1", ("gold", "platinum"), "team-leader"),
        ("imagiclecare-5.0", ("gold", "platinum"), "support-regional-manager"),
    ],
)
def test_the_ladder_climbs_in_working_hours(contract: str, plans: tuple[str, ...], leader: str) -> None:
    for plan in plans:
        found = terms(contract, plan=plan)
        assert climbs(found, "P1") == [(leader, 2), ("support-manager", 8), ("co-ceo-cto", 16)]
        assert climbs(found, "P2") == [(leader, 4), ("support-manager", 16), ("co-ceo-cto", 40)]
        assert climbs(found, "P3") == [(leader, 16), ("support-manager", 40)]
        assert climbs(found, "P4") == [(leader, 40)]


@pytest.mark.parametrize(("theatre", "day"), DAY_LENGTHS.items())
@pytest.mark.parametrize(
    ("contract", "leader"), [("imagiclecare-4.1", "team-leader"), ("imagiclecare-5.0", "support-regional-manager")]
)
def test_basic_has_a_ladder_in_working_days_of_its_theatre(contract: str, leader: str, theatre: str, day: int) -> None:
    found = terms(contract, plan="basic", theatre=theatre)
    levels = (leader, "support-manager", "co-ceo-cto")
    days = {"P1": (2, 5, 10), "P2": (3, 10, 20), "P3": (10, 20), "P4": (20,)}
    for priority, thresholds in days.items():
        assert climbs(found, priority) == [
            (level, days_ * day) for level, days_ in zip(levels, thresholds, strict=False)
        ]


@pytest.mark.parametrize("contract", [*BOTH, "imagen-ti"])
def test_the_ladder_counts_office_hours(contract: str) -> None:
    assert terms(contract).ladder_calendar == "office"


@pytest.mark.parametrize(
    ("contract", "levels"),
    [
        ("imagiclecare-4.1", ("support-team", "team-leader", "support-manager", "co-ceo-cto")),
        ("imagiclecare-5.0", ("support-team", "support-regional-manager", "support-manager", "co-ceo-cto")),
        ("imagen-ti", ("support-team", "support-manager", "manufacturer")),
    ],
)
def test_every_ticket_starts_at_the_support_team(contract: str, levels: tuple[str, ...]) -> None:
    assert terms(contract).level_names == levels


@pytest.mark.parametrize("contract", BOTH)
def test_imagiclecare_escalates_by_time_alone(contract: str) -> None:
    assert all(level.requested_by == () and level.answers is None for level in terms(contract).levels)


def test_imagen_receives_every_report_within_half_an_hour_and_attends_to_it_by_its_criticality() -> None:
    found = terms("imagen-ti")
    assert found.priorities == ("critical", "serious", "minor")
    assert [promised(found, "reception", priority) for priority in found.priorities] == [0.5, 0.5, 0.5]
    assert [promised(found, "attention", priority) for priority in found.priorities] == [2, 4, 24]


def test_imagen_escalates_when_asked_and_never_by_time() -> None:
    found = terms("imagen-ti")
    assert all(row.ladder == () for row in found.rows.values())
    manager, manufacturer = found.level("support-manager"), found.level("manufacturer")
    assert manager.requested_by == ("customer",)
    assert manufacturer.requested_by == ("support-manager",)
    assert manager.answers is not None
    assert manufacturer.answers is not None
    assert (manager.answers.budget, manager.answers.calendar) == (hours(0.5), "office")
    assert (manufacturer.answers.budget, manufacturer.answers.calendar) == (hours(24), "24x7")


def test_imagen_asks_who_resolves_for_a_summary_and_the_others_do_not() -> None:
    assert [terms(contract).resolution_needs_summary for contract in (*BOTH, "imagen-ti")] == [None, None, True]


def test_imagens_manufacturer_is_another_company() -> None:
    assert terms("imagen-ti").own_levels == ("support-team", "support-manager")
    assert all(terms(contract).own_levels == terms(contract).level_names for contract in BOTH)


def test_imagen_tells_the_support_manager_of_missed_attention_only() -> None:
    assert terms("imagen-ti").missed_tells == {"attention": "support-manager"}
    assert terms("imagiclecare-4.1").missed_tells == {}


@pytest.mark.parametrize("contract", [*BOTH, "imagen-ti"])
def test_warnings_silence_and_the_time_to_disagree_are_the_same_everywhere(contract: str) -> None:
    found = terms(contract)
    assert found.warnings == (0.5, 0.75, 0.9)
    assert found.silence.reminders == (hours(4), hours(8))
    assert found.silence.step_down == hours(16)
    assert found.silence.propose_closing == hours(40)
    assert found.silence.close is None
    assert found.time_to_disagree == hours(40)


@pytest.mark.parametrize("contract", BOTH)
def test_a_platinum_p1_on_call_in_the_night_is_due_an_hour_later_and_escalates_in_office_hours(
    contract: str,
) -> None:
    found = terms(contract, plan="platinum", priority="P1", channel="phone")
    called = local("Europe/Rome", "2026-11-21 23:30")
    reaction = found.target("reaction", "P1", on_call=True)
    assert reaction is not None
    assert calendar_for(found.calendars[reaction.calendar]).add(called, hours(1)) == called + hours(1)
    ladder = calendar_for(found.calendars[found.ladder_calendar])
    assert ladder.add(called, hours(2)) == local("Europe/Rome", "2026-11-23 11:00")


@pytest.mark.parametrize("contract", BOTH)
def test_only_basic_goes_behind_the_others(contract: str) -> None:
    assert [terms(contract, plan=plan).goes_first for plan in ("basic", "gold", "platinum")] == [
        False,
        True,
        True,
    ]
