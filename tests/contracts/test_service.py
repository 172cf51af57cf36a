"""Whom the on-call service reaches, what is guaranteed, and which team serves the rest of the world."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.contracts.given import terms

BOTH = ("imagiclecare-4.1", "imagiclecare-5.0")
JANUARY, JULY = datetime(2027, 1, 15, tzinfo=UTC), datetime(2027, 7, 15, tzinfo=UTC)


def served_by(zone: str, at: datetime = JANUARY, **differing: Any) -> str:
    return terms("imagiclecare-5.0", at, theatre="rest-of-the-world", customer_zone=zone, **differing).theatre


def on_call(contract: str, **differing: Any) -> bool:
    return terms(contract, **{"plan": "platinum", "priority": "P1", "language": "en", **differing}).on_call is not None


def test_4_1_is_on_call_for_the_two_highest_priorities_and_moves_both_promises() -> None:
    service = terms("imagiclecare-4.1", plan="platinum").on_call
    assert service is not None
    assert (service.priorities, service.calendar) == (("P1", "P2"), "24x7")
    assert service.promises == ("priority-notification", "reaction")


def test_5_0_is_on_call_for_the_highest_priority_only() -> None:
    service = terms("imagiclecare-5.0", plan="platinum").on_call
    assert service is not None
    assert (service.priorities, service.promises) == (("P1",), ("reaction",))


def test_on_call_moves_a_targets_calendar_and_never_its_budget() -> None:
    found = terms("imagiclecare-4.1", plan="platinum")
    plain, called = (found.target("reaction", "P2", on_call=engaged) for engaged in (False, True))
    assert plain is not None
    assert called == plain.model_copy(update={"calendar": "24x7"})
    assert found.target("reaction", "P3", on_call=True) == found.target("reaction", "P3", on_call=False)


@pytest.mark.parametrize("contract", BOTH)
def test_on_call_is_reached_by_phone_and_by_monitoring_whichever_word_is_used(contract: str) -> None:
    reached_by = terms(contract, plan="platinum").on_call_channels
    assert {"phone", "telephone", "proactive"} <= set(reached_by)
    assert not {"web", "chat", "email", "portal"} & set(reached_by)


@pytest.mark.parametrize("contract", BOTH)
@pytest.mark.parametrize("plan", ["basic", "gold"])
def test_only_platinum_has_the_on_call_service(contract: str, plan: str) -> None:
    found = terms(contract, plan=plan)
    assert (found.on_call, found.on_call_channels) == (None, ())


@pytest.mark.parametrize("contract", BOTH)
@pytest.mark.parametrize("language", ["en", "it", "fr", "de", "es", "pt", "ar"])
def test_on_call_is_given_in_english_whatever_language_the_ticket_is_in(contract: str, language: str) -> None:
    assert on_call(contract, language=language)


def test_4_1s_alarm_rings_whatever_channel_it_was_and_5_0s_for_calls_and_monitoring_alone() -> None:
    for contract, any_channel in (("imagiclecare-4.1", True), ("imagiclecare-5.0", None)):
        service = terms(contract, plan="platinum").on_call
        assert service is not None
        assert service.alarm_on_any_channel is any_channel


@pytest.mark.parametrize("contract", BOTH)
@pytest.mark.parametrize(
    ("differing", "because"),
    [
        ({"plan": "basic"}, "plan basic does not have it, but platinum"),
        ({"plan": "gold"}, "plan gold does not have it, but platinum"),
        ({"requester": "end-user"}, "it is for a request of an administrator, and this one is of an end-user"),
        ({"customer_zone": "Asia/Tokyo"}, "it is not available in the customer's time zone, Asia/Tokyo"),
        ({}, None),
    ],
)
def test_who_has_no_on_call_service_is_told_why(contract: str, differing: dict[str, Any], because: str | None) -> None:
    assert terms(contract, **{"plan": "platinum", **differing}).no_on_call_because == because


def test_a_contract_without_it_says_so() -> None:
    assert terms("imagen-ti").no_on_call_because == "Imagen TI has no such service"


@pytest.mark.parametrize(
    ("contract", "theatre", "phones"),
    [
        ("imagiclecare-4.1", "americas", ("+1 305 5013030", "+1 206 2012042")),
        ("imagiclecare-5.0", "americas", ("+1 305 5013030",)),
        ("imagiclecare-5.0", "europe", ("+39 0584 943232",)),
        ("imagiclecare-4.1", "middle-east", ("+971 436 05197",)),
        ("imagiclecare-4.1", "middle-east-uae", ("+971 436 05197",)),
    ],
)
def test_a_ticket_knows_the_phone_of_the_team_that_serves_it(
    contract: str, theatre: str, phones: tuple[str, ...]
) -> None:
    assert terms(contract, theatre=theatre).phones == phones


def test_the_rest_of_the_world_phones_the_team_that_is_nearest() -> None:
    found = terms("imagiclecare-5.0", theatre="rest-of-the-world", customer_zone="Africa/Lagos")
    assert found.phones == ("+39 0584 943232",)


@pytest.mark.parametrize("contract", BOTH)
def test_on_call_is_not_for_end_users(contract: str) -> None:
    assert not on_call(contract, requester="end-user")


@pytest.mark.parametrize(
    ("zone", "reached"),
    [
        ("Asia/Tashkent", True),  # +05:00
        ("Asia/Kolkata", False),  # +05:30, the first that is excluded
        ("Asia/Tokyo", False),
        ("Australia/Sydney", False),
        ("Pacific/Kiritimati", False),  # +14:00, the last
        ("Pacific/Honolulu", True),
        ("Europe/Rome", True),
    ],
)
@pytest.mark.parametrize("contract", BOTH)
def test_on_call_does_not_reach_the_asia_pacific_zones(contract: str, zone: str, reached: bool) -> None:
    assert on_call(contract, customer_zone=zone) is reached


@pytest.mark.parametrize("theatre", ["americas", "europe", "middle-east", "middle-east-uae"])
def test_a_customer_who_names_no_zone_is_where_the_office_is(theatre: str) -> None:
    assert on_call("imagiclecare-4.1", theatre=theatre)


@pytest.mark.parametrize(
    ("theatre", "guaranteed"),
    [
        ("americas", {"en"}),
        ("europe", {"en", "it"}),
        ("middle-east", {"ar", "en"}),
        ("middle-east-uae", {"ar", "en"}),
        ("rest-of-the-world", {"en", "it"}),
    ],
)
def test_5_0_guarantees_the_languages_that_the_whole_team_speaks(theatre: str, guaranteed: set[str]) -> None:
    for language in ("it", "en", "fr", "de", "es", "pt", "ar"):
        found = terms("imagiclecare-5.0", theatre=theatre, language=language, customer_zone="Africa/Lagos")
        assert found.guaranteed is (language in guaranteed)
        if language not in guaranteed:
            assert found.not_guaranteed_because is not None
            assert repr(language) in found.not_guaranteed_because


@pytest.mark.parametrize("theatre", ["americas", "europe", "middle-east", "middle-east-uae"])
def test_4_1_guarantees_all_seven_languages_everywhere(theatre: str) -> None:
    for language in ("it", "en", "fr", "de", "es", "pt", "ar"):
        found = terms("imagiclecare-4.1", theatre=theatre, language=language)
        assert (found.guaranteed, found.not_guaranteed_because) == (True, None)


@pytest.mark.parametrize("word", ["email", "e-mail", "mail"])
def test_5_0_guarantees_nothing_by_e_mail(word: str) -> None:
    found = terms("imagiclecare-5.0", channel=word)
    assert (found.guaranteed, found.not_guaranteed_because) == (False, "No SLA is guaranteed by e-mail.")


def test_e_mail_in_a_language_by_availability_gives_both_reasons() -> None:
    reason = terms("imagiclecare-5.0", channel="email", language="fr").not_guaranteed_because
    assert reason == ("No SLA is guaranteed by e-mail. No SLA is guaranteed in the language 'fr' in this theatre.")


@pytest.mark.parametrize("channel", ["web", "phone", "chat", "proactive"])
def test_every_other_channel_is_guaranteed(channel: str) -> None:
    assert terms("imagiclecare-5.0", channel=channel).guaranteed


def test_4_1_guarantees_e_mail_too() -> None:
    assert terms("imagiclecare-4.1", channel="email").guaranteed


def test_imagen_takes_any_language() -> None:
    assert terms("imagen-ti", language="en").guaranteed


@pytest.mark.parametrize(
    ("zone", "theatre"),
    [
        ("America/Sao_Paulo", "americas"),  # 2 h from New York, 4 from Rome
        ("Africa/Lagos", "europe"),
        ("Europe/Moscow", "middle-east"),  # 1 h from Dubai, 2 from Rome
        ("Asia/Tokyo", "middle-east"),  # 5 h from Dubai, 8 from Rome
        ("Pacific/Auckland", "americas"),  # 7 h from New York around the clock, 8 from Dubai
        ("Pacific/Kiritimati", "americas"),  # 5 h from New York, whose day is the day before
        ("Atlantic/Cape_Verde", "europe"),  # 2 h from Rome, 4 from New York
        ("Atlantic/South_Georgia", "americas"),  # 3 h from both: the first in the file
    ],
)
def test_the_rest_of_the_world_is_served_by_the_nearest_theatre(zone: str, theatre: str) -> None:
    assert served_by(zone) == theatre


def test_summer_time_moves_nobody_to_another_theatre() -> None:
    for zone in (
        "America/Noronha",
        "Pacific/Auckland",
        "Europe/Dublin",
        "Africa/Casablanca",
        "Europe/Moscow",
    ):
        assert served_by(zone, JANUARY) == served_by(zone, JULY)


def test_the_uaes_own_week_is_chosen_by_name_only() -> None:
    assert served_by("Asia/Dubai") == "middle-east"
    assert terms("imagiclecare-5.0", theatre="middle-east-uae").theatre == "middle-east-uae"


def test_a_customer_who_names_no_theatre_but_a_zone_is_in_the_rest_of_the_world() -> None:
    found = terms("imagiclecare-4.1", theatre=None, customer_zone="America/Lima")
    assert (found.theatre, found.zone) == ("americas", "America/New_York")


def test_a_chosen_theatre_holds_wherever_the_customer_is() -> None:
    assert terms("imagiclecare-4.1", theatre="europe", customer_zone="America/Lima").theatre == "europe"


def test_what_a_contract_has_one_of_need_not_be_named() -> None:
    found = terms("imagen-ti")
    assert (found.plan, found.theatre) == ("standard", "mexico")
