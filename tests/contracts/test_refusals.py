"""What a contract does not cover is refused in sentences that say what would be right."""

from typing import Any

import pytest

from domain.business_time import NaiveInstant
from domain.contract.errors import RequestRefused, UnknownContract
from domain.errors import DomainError
from domain.resolving.resolving import resolve
from tests.contracts.given import A_FRIDAY_IN_NOVEMBER, a_request, library, terms


def refusal(contract: str, **differing: Any) -> RequestRefused:
    with pytest.raises(RequestRefused) as refused:
        terms(contract, **differing)
    return refused.value


@pytest.mark.parametrize(
    ("differing", "sentence"),
    [
        ({"plan": "Gold"}, "There is no plan 'Gold' in this contract: did you mean gold?"),
        ({"plan": "bronze"}, "There is no plan 'bronze' in this contract: choose basic, gold or platinum."),
        ({"plan": None}, "The plan is missing: choose basic, gold or platinum."),
        ({"priority": "p1"}, "There is no priority 'p1' in this contract: did you mean P1?"),
        ({"priority": "urgent"}, "There is no priority 'urgent' in this contract: choose P1, P2, P3 or P4."),
        ({"theatre": "europa"}, "There is no theatre 'europa' in this contract: did you mean europe?"),
        (
            {"theatre": None},
            "The theatre is missing: choose americas, europe, middle-east, middle-east-uae or "
            "rest-of-the-world, or give the customer's time zone.",
        ),
        (
            {"theatre": "rest-of-the-world"},
            "The customer's time zone is missing, and rest-of-the-world is served by the theatre nearest "
            "to it: give it.",
        ),
        (
            {"customer_zone": "Europe/Roma"},
            "The customer's zone 'Europe/Roma' is not a time zone of the tz database: did you mean "
            "Europe/Rome, Europe/Riga or Europe/Sofia?",
        ),
        (
            {"channel": "emial"},
            "There is no channel 'emial' in this contract: did you mean email, e-mail or mail?",
        ),
        ({"language": "ja"}, "The language 'ja' is not supported: choose en, it, de, fr, es, pt or ar."),
        (
            {"plan": "basic", "requester": "end-user"},
            "An end user is not supported on basic: let a system administrator ask.",
        ),
        (
            {"plan": "basic", "channel": "proactive"},
            "The channel 'proactive' is not part of basic: use web, phone, chat or email.",
        ),
    ],
)
def test_each_fault_of_a_request_has_its_sentence(differing: dict[str, Any], sentence: str) -> None:
    refused = refusal("imagiclecare-4.1", **differing)
    assert (refused.sentence, refused.faults) == (sentence, (sentence,))


def test_all_faults_of_a_request_are_told_at_once() -> None:
    refused = refusal(
        "imagiclecare-5.0",
        plan="gol",
        theatre="mars",
        priority="P5",
        channel="fax",
        language="xx",
        customer_zone="Here",
    )
    assert [" ".join(fault.split()[:5]) for fault in refused.faults] == [
        "There is no plan 'gol'",
        "The customer's zone 'Here' is",
        "There is no theatre 'mars'",
        "There is no channel 'fax'",
        "There is no priority 'P5'",
        "The language 'xx' is not",
    ]
    assert refused.sentence == " ".join(refused.faults)


@pytest.mark.parametrize("contract", ["imagiclecare-4.1", "imagiclecare-5.0"])
@pytest.mark.parametrize("plan", ["gold", "platinum"])
def test_gold_and_platinum_serve_end_users_and_monitoring(contract: str, plan: str) -> None:
    assert terms(contract, plan=plan, requester="end-user").plan == plan
    assert terms(contract, plan=plan, channel="proactive").plan == plan


def test_5_0_takes_monitoring_on_basic_as_its_cloud_licences_have_it() -> None:
    assert terms("imagiclecare-5.0", plan="basic", channel="proactive").plan == "basic"


def test_5_0_refuses_end_users_on_basic() -> None:
    assert refusal("imagiclecare-5.0", plan="basic", requester="end-user").faults == (
        "An end user is not supported on basic: let a system administrator ask.",
    )


def test_a_contract_without_a_rest_of_the_world_knows_its_own_theatre_only() -> None:
    assert refusal("imagen-ti", theatre="europe").sentence == (
        "There is no theatre 'europe' in this contract: choose mexico."
    )
    assert terms("imagen-ti", customer_zone="Europe/Rome").theatre == "mexico"


def test_imagen_refuses_what_is_no_language_at_all() -> None:
    assert refusal("imagen-ti", language="Spanish").sentence == (
        "'Spanish' is not a language: write its two letters, such as es."
    )


def test_an_unknown_contract_is_refused_with_the_nearest_ids() -> None:
    with pytest.raises(UnknownContract) as refused:
        library().named("imagiclecare-5")
    assert refused.value.sentence == (
        "There is no contract 'imagiclecare-5': did you mean imagiclecare-5.0 or imagiclecare-4.1?"
    )


def test_a_request_is_not_resolved_with_another_contract() -> None:
    request = a_request("imagiclecare-4.1")
    with pytest.raises(RequestRefused, match="resolve it with that"):
        resolve(library()["imagiclecare-5.0"], request, A_FRIDAY_IN_NOVEMBER, lambda *_, **__: {})


def test_a_wall_clock_is_no_instant() -> None:
    with pytest.raises(NaiveInstant):
        terms("imagen-ti", A_FRIDAY_IN_NOVEMBER.replace(tzinfo=None))


def test_a_refusal_is_a_business_no() -> None:
    assert isinstance(refusal("imagen-ti", priority="huge"), DomainError)
