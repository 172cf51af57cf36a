"""Deadlines worked out by hand from the contracts, and what `preview` says of them."""

from typing import Any

import pytest

from tests.doors.cli.given.command_line import Outcome, starter, starter_process

Due = str | None


def previewed(contract: str, plan: str | None, where: str, priority: str, at: str, *more: str) -> Any:
    zoned = ("--customer-zone", where) if "/" in where else ("--theatre", where)
    planned = ("--plan", plan) if plan else ()
    asked = ("preview", "--contract", contract, *planned, *zoned, "--priority", priority, "--at", at, *more, "--json")
    return starter(*asked).json


def dues(answer: Any) -> dict[str, Due]:
    """The deadline of each promise and level, by its name."""
    return {promise.get("level", promise["name"]): promise["due"] for promise in answer["promises"]}


CHRISTMAS_EVE = "2026-12-24T16:00:00+01:00"
FRIDAY_AFTERNOON = "2026-11-20T17:00:00+01:00"
SATURDAY_NIGHT = "2026-11-21T23:30:00+01:00"
THANKSGIVING = "2026-11-26T06:00:00-05:00"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        pytest.param(
            ("imagiclecare-4.1", "gold", "europe", "P2", CHRISTMAS_EVE),
            {
                "priority-notification": None,
                "reaction": "2026-12-24T17:00:00Z",
                "team-leader": "2026-12-25T10:00:00Z",
                "support-manager": "2026-12-26T13:00:00Z",
                "co-ceo-cto": "2026-12-30T10:00:00Z",
            },
            id="gold works on Christmas and Saint Stephen, and not on the Sunday after",
        ),
        pytest.param(
            ("imagiclecare-5.0", "gold", "europe", "P2", CHRISTMAS_EVE),
            {
                "reaction": "2026-12-24T17:00:00Z",
                "support-regional-manager": "2026-12-25T10:00:00Z",
                "support-manager": "2026-12-26T13:00:00Z",
                "co-ceo-cto": "2026-12-30T10:00:00Z",
            },
            id="5.0 notifies no priority and has a regional manager",
        ),
        pytest.param(
            ("imagiclecare-4.1", "basic", "europe", "P2", CHRISTMAS_EVE),
            {
                "priority-notification": None,
                "reaction": "2026-12-29T15:00:00Z",
                "team-leader": "2026-12-30T15:00:00Z",
                "support-manager": "2027-01-12T15:00:00Z",
                "co-ceo-cto": "2027-01-26T15:00:00Z",
            },
            id="basic counts working days past Christmas, New Year and Epiphany",
        ),
        pytest.param(
            ("imagiclecare-4.1", "basic", "europe", "P1", FRIDAY_AFTERNOON),
            {
                "priority-notification": "2026-11-23T11:00:00Z",
                "reaction": "2026-11-23T17:00:00Z",
                "team-leader": "2026-11-24T16:00:00Z",
                "support-manager": "2026-11-27T16:00:00Z",
                "co-ceo-cto": "2026-12-04T16:00:00Z",
            },
            id="basic P1 is due by the end of Monday when it opens on Friday",
        ),
        pytest.param(
            ("imagiclecare-4.1", "basic", "europe", "P1", "2026-11-21T12:00:00+01:00"),
            {
                "priority-notification": "2026-11-23T12:00:00Z",
                "reaction": "2026-11-23T17:00:00Z",
                "team-leader": "2026-11-24T17:00:00Z",
                "support-manager": "2026-11-27T17:00:00Z",
                "co-ceo-cto": "2026-12-04T17:00:00Z",
            },
            id="the first working day after a Saturday is Monday, so basic P1 is due by its end",
        ),
        pytest.param(
            ("imagiclecare-4.1", "gold", "europe", "P3", "2026-10-23T17:00:00+02:00"),
            {
                "priority-notification": None,
                "reaction": "2026-10-24T10:00:00Z",
                "team-leader": "2026-10-26T14:00:00Z",
                "support-manager": "2026-10-29T11:00:00Z",
                "co-ceo-cto": None,
            },
            id="the clocks of Europe go back over the weekend",
        ),
        pytest.param(
            ("imagiclecare-4.1", "gold", "americas", "P4", "2026-10-30T16:00:00-04:00"),
            {
                "priority-notification": None,
                "reaction": "2026-11-02T14:00:00Z",
                "team-leader": "2026-11-05T16:00:00Z",
                "support-manager": None,
                "co-ceo-cto": None,
            },
            id="the clocks of New York go back over the weekend",
        ),
        pytest.param(
            ("imagiclecare-4.1", "gold", "europe", "P1", "2026-11-01T10:00:00+01:00"),
            {
                "priority-notification": "2026-11-01T09:30:00Z",
                "reaction": "2026-11-01T10:00:00Z",
                "team-leader": "2026-11-01T11:00:00Z",
                "support-manager": "2026-11-01T17:00:00Z",
                "co-ceo-cto": "2026-11-02T16:00:00Z",
            },
            id="gold works on a Sunday that is All Saints, and eight hours end as it closes",
        ),
        pytest.param(
            ("imagiclecare-5.0", "gold", "americas", "P1", THANKSGIVING),
            {
                "reaction": "2026-11-26T14:00:00Z",
                "support-regional-manager": "2026-11-26T15:00:00Z",
                "support-manager": "2026-11-27T16:00:00Z",
                "co-ceo-cto": "2026-11-28T15:00:00Z",
            },
            id="5.0 gold works from eight to twelve on Thanksgiving and on the Saturday after",
        ),
        pytest.param(
            ("imagiclecare-4.1", "gold", "americas", "P1", THANKSGIVING),
            {
                "priority-notification": "2026-11-26T12:30:00Z",
                "reaction": "2026-11-26T13:00:00Z",
                "team-leader": "2026-11-26T14:00:00Z",
                "support-manager": "2026-11-27T15:00:00Z",
                "co-ceo-cto": "2026-11-28T13:00:00Z",
            },
            id="4.1 gold starts at seven on Thanksgiving and on the Saturday after",
        ),
        pytest.param(
            ("imagiclecare-5.0", "basic", "americas", "P1", THANKSGIVING),
            {
                "reaction": "2026-11-27T22:00:00Z",
                "support-regional-manager": "2026-11-30T22:00:00Z",
                "support-manager": "2026-12-03T22:00:00Z",
                "co-ceo-cto": "2026-12-10T22:00:00Z",
            },
            id="5.0 basic reacts by the end of the day after Thanksgiving and climbs in working days",
        ),
        pytest.param(
            ("imagiclecare-5.0", "basic", "europe", "P3", FRIDAY_AFTERNOON),
            {
                "reaction": None,
                "support-regional-manager": "2026-12-04T16:00:00Z",
                "support-manager": "2026-12-21T16:00:00Z",
                "co-ceo-cto": None,
            },
            id="basic P3 is best effort and climbs all the same",
        ),
        pytest.param(
            ("imagiclecare-5.0", "gold", "middle-east", "P4", "2026-11-19T17:00:00+04:00"),
            {
                "reaction": "2026-11-22T06:00:00Z",
                "support-regional-manager": "2026-11-25T11:00:00Z",
                "support-manager": None,
                "co-ceo-cto": None,
            },
            id="in Dubai Friday is closed, Saturday opens at noon, and the week begins on Sunday",
        ),
        pytest.param(
            ("imagiclecare-5.0", "gold", "middle-east-uae", "P4", "2026-11-19T17:00:00+04:00"),
            {
                "reaction": "2026-11-20T12:00:00Z",
                "support-regional-manager": "2026-11-25T11:00:00Z",
                "support-manager": None,
                "co-ceo-cto": None,
            },
            id="the UAE's own days have Friday, and no Sunday",
        ),
        pytest.param(
            ("imagen-ti", None, "mexico", "critical", "2026-11-13T17:45:00-06:00"),
            {
                "reception": "2026-11-17T15:15:00Z",
                "attention": "2026-11-17T16:45:00Z",
                "support-manager": None,
                "manufacturer": None,
            },
            id="imagen is closed on the third Monday of November, and escalates on request only",
        ),
        pytest.param(
            ("imagen-ti", "standard", "mexico", "minor", "2026-11-13T17:45:00-06:00"),
            {
                "reception": "2026-11-17T15:15:00Z",
                "attention": "2026-11-19T20:45:00Z",
                "support-manager": None,
                "manufacturer": None,
            },
            id="imagen attends to what is minor within 24 working hours",
        ),
    ],
)
def test_the_deadlines_are_those_of_the_contract(request_: tuple[str, ...], expected: dict[str, Due]) -> None:
    contract, plan, where, priority, at = request_
    assert dues(previewed(contract, plan, where, priority, at)) == expected


ON_CALL = {
    "priority-notification": "2026-11-21T23:00:00Z",
    "reaction": "2026-11-21T23:30:00Z",
}
ON_MONDAY = {
    "priority-notification": "2026-11-23T08:30:00Z",
    "reaction": "2026-11-23T09:00:00Z",
}
LADDER = {
    "team-leader": "2026-11-23T10:00:00Z",
    "support-manager": "2026-11-23T16:00:00Z",
    "co-ceo-cto": "2026-11-24T15:00:00Z",
}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--channel", "phone"), ON_CALL),
        (("--channel", "telephone", "--language", "en"), ON_CALL),
        (("--channel", "proactive"), ON_CALL),
        (("--channel", "phone", "--customer-zone", "Asia/Karachi"), ON_CALL),
        (("--channel", "web"), ON_MONDAY),
        (("--channel", "email"), ON_MONDAY),
        (("--channel", "phone", "--language", "de"), ON_CALL),
        (("--channel", "phone", "--customer-zone", "Asia/Kolkata"), ON_MONDAY),
        (("--channel", "phone", "--customer-zone", "Pacific/Auckland"), ON_MONDAY),
        (("--channel", "phone", "--requester", "end-user"), ON_MONDAY),
    ],
)
def test_platinum_is_on_call_by_phone_or_monitoring_in_any_language_for_administrators_west_of_india(
    more: tuple[str, ...], expected: dict[str, str]
) -> None:
    answer = previewed("imagiclecare-4.1", "platinum", "europe", "P1", SATURDAY_NIGHT, *more)
    assert dues(answer) == {**expected, **LADDER}
    assert answer["on_call"] is (expected is ON_CALL)


@pytest.mark.parametrize(
    ("contract", "priority", "reaction", "on_call"),
    [
        ("imagiclecare-4.1", "P2", "2026-11-22T00:30:00Z", True),
        ("imagiclecare-5.0", "P1", "2026-11-21T23:30:00Z", True),
        ("imagiclecare-5.0", "P2", "2026-11-23T10:00:00Z", False),
        ("imagiclecare-4.1", "P3", "2026-11-23T12:00:00Z", False),
    ],
)
def test_on_call_is_for_p1_and_p2_in_4_1_and_for_p1_alone_in_5_0(
    contract: str, priority: str, reaction: str, on_call: bool
) -> None:
    answer = previewed(contract, "platinum", "europe", priority, SATURDAY_NIGHT, "--channel", "phone")
    assert (dues(answer)["reaction"], answer["on_call"]) == (reaction, on_call)


@pytest.mark.parametrize(
    ("zone", "theatre"),
    [
        ("Asia/Tokyo", "middle-east"),
        ("Australia/Sydney", "middle-east"),
        ("Pacific/Auckland", "americas"),
        ("Africa/Lagos", "europe"),
        ("Atlantic/Azores", "europe"),
        ("America/Sao_Paulo", "americas"),
        ("Atlantic/South_Georgia", "americas"),
    ],
)
def test_the_rest_of_the_world_is_served_by_the_nearest_theatre(zone: str, theatre: str) -> None:
    by_zone_alone = previewed("imagiclecare-5.0", "gold", zone, "P2", CHRISTMAS_EVE)
    by_name = previewed("imagiclecare-5.0", "gold", "rest-of-the-world", "P2", CHRISTMAS_EVE, "--customer-zone", zone)
    assert by_zone_alone["theatre"] == theatre
    assert by_name == by_zone_alone


@pytest.mark.parametrize(
    ("contract", "where", "more", "guaranteed"),
    [
        ("imagiclecare-5.0", "europe", ("--channel", "email"), False),
        ("imagiclecare-5.0", "europe", ("--channel", "e-mail"), False),
        ("imagiclecare-4.1", "europe", ("--channel", "email"), True),
        ("imagiclecare-5.0", "europe", (), True),
        ("imagiclecare-5.0", "europe", ("--language", "it"), True),
        ("imagiclecare-5.0", "europe", ("--language", "de"), False),
        ("imagiclecare-4.1", "europe", ("--language", "de"), True),
        ("imagiclecare-5.0", "americas", ("--language", "es"), False),
        ("imagiclecare-5.0", "americas", ("--language", "it"), False),
        ("imagiclecare-5.0", "middle-east", ("--language", "ar"), True),
        ("imagiclecare-5.0", "Asia/Tokyo", ("--language", "it"), True),
        ("imagiclecare-5.0", "Asia/Tokyo", ("--language", "ar"), False),
        ("imagiclecare-4.1", "Asia/Tokyo", ("--language", "ar"), True),
    ],
)
def test_without_guarantee_the_deadlines_stay_and_each_promise_says_so(
    contract: str, where: str, more: tuple[str, ...], guaranteed: bool
) -> None:
    asked = previewed(contract, "gold", where, "P2", CHRISTMAS_EVE, *more)
    assert asked["guaranteed"] is guaranteed
    assert {promise["guaranteed"] for promise in asked["promises"]} == {guaranteed}
    assert dues(asked) == dues(previewed(contract, "gold", where, "P2", CHRISTMAS_EVE))


def test_the_json_names_every_promise_in_the_order_of_the_ladder() -> None:
    answer = previewed("imagiclecare-4.1", "gold", "europe", "P3", "2026-12-24T15:00:00.250Z", "--channel", "phone")
    assert answer == {
        "contract": "imagiclecare-4.1",
        "plan": "gold",
        "theatre": "europe",
        "priority": "P3",
        "at": "2026-12-24T15:00:00.250000Z",
        "zone": "Europe/Rome",
        "on_call": False,
        "guaranteed": True,
        "not_guaranteed_because": None,
        "promises": [
            {"name": "priority-notification", "due": None, "office": None, "budget": None, "guaranteed": True},
            {
                "name": "reaction",
                "due": "2026-12-25T10:00:00.250000Z",
                "office": "Fri 25 Dec 2026 11:00 CET",
                "budget": "PT4H",
                "guaranteed": True,
            },
            {
                "name": "escalation",
                "level": "team-leader",
                "due": "2026-12-26T13:00:00.250000Z",
                "office": "Sat 26 Dec 2026 14:00 CET",
                "budget": "PT16H",
                "guaranteed": True,
            },
            {
                "name": "escalation",
                "level": "support-manager",
                "due": "2026-12-30T10:00:00.250000Z",
                "office": "Wed 30 Dec 2026 11:00 CET",
                "budget": "PT40H",
                "guaranteed": True,
            },
            {
                "name": "escalation",
                "level": "co-ceo-cto",
                "due": None,
                "office": None,
                "budget": None,
                "guaranteed": True,
            },
        ],
    }


def test_an_instant_is_the_same_in_every_zone() -> None:
    rome = previewed("imagiclecare-4.1", "gold", "europe", "P2", "2026-12-24T16:00:00+01:00")
    for same in ("2026-12-24T15:00:00Z", "2026-12-24 10:00-05:00", "2026-12-24T15:00Z", "2026-12-24t15:00:00.000z"):
        assert previewed("imagiclecare-4.1", "gold", "europe", "P2", same) == rome


EXAMPLE = (
    *("preview", "--contract", "imagiclecare-4.1", "--plan", "gold", "--theatre", "europe", "--priority", "P2"),
    *("--channel", "phone", "--language", "en", "--at", CHRISTMAS_EVE),
)


def test_a_process_of_its_own_needs_no_server_and_prints_nothing_but_the_json() -> None:
    answer = starter_process(*EXAMPLE, "--json")
    assert answer.err == ""
    assert answer.json["promises"][1]["due"] == "2026-12-24T17:00:00Z"


def test_people_read_a_table_in_office_time_that_fits_a_hundred_columns() -> None:
    answer = starter(*EXAMPLE)
    assert answer.code == 0
    assert max(len(line) for line in answer.out.splitlines()) <= 100
    lines = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert lines[0] == "ImagicleCare 4.1, gold, P2, served by europe (Europe/Rome)"
    assert "priority-notification no target at this priority" in lines
    assert "escalation to team-leader 4 h Fri 25 Dec 2026 11:00 CET 2026-12-25T10:00:00Z" in lines


def test_people_read_why_nothing_is_guaranteed_and_that_the_on_call_service_has_it() -> None:
    def asked(channel: str) -> Outcome:
        where = ("--plan", "platinum", "--theatre", "europe", "--priority", "P1", "--at", SATURDAY_NIGHT)
        return starter("preview", "--contract", "imagiclecare-5.0", *where, "--channel", channel)

    assert "Without guarantee: No SLA is guaranteed by e-mail." in asked("email").out
    assert "The on-call service has it." in asked("phone").out


def test_now_is_the_default() -> None:
    answer = starter("preview", "--contract", "imagen-ti", "--priority", "minor", "--json").json
    assert answer["at"] < answer["promises"][0]["due"] < answer["promises"][1]["due"]
