from datetime import UTC, datetime

import pytest

from domain.business_time import BeyondDatetime, NaiveInstant
from people.directory.directory import Directory
from tests.people.directory.given import EUROPE, a_directory, away, names, office_hours, person, rome, rotation, team

TUESDAY_NIGHT = rome(2026, 11, 24, 3)
TUESDAY_NOON = rome(2026, 11, 24, 12)


def test_everybody_who_is_named_for_a_level_is_told() -> None:
    directory = a_directory(team({"support-team": {"people": ["anna", "bo"]}}))
    told = directory.who(*EUROPE, "support-team", TUESDAY_NOON)
    assert [one.key for one in told.people] == ["anna", "bo"]
    assert told.because == "Anna, Bo"


def test_the_support_manager_of_europe_on_tuesday_at_three_in_the_morning_is_a_person() -> None:
    night = rotation("carla", "dario", handover="Mon 08:00", weeks=2)
    directory = a_directory(team({"support-manager": {"people": ["bo"], **office_hours(out_of_hours=night)}}))
    assert directory.who(*EUROPE, "support-manager", TUESDAY_NIGHT).because == "out of hours: Dario"
    assert directory.who(*EUROPE, "support-manager", TUESDAY_NOON).because == "Bo"


def test_hours_are_half_open() -> None:
    directory = a_directory(
        team({"support-team": {"people": ["bo"], **office_hours(out_of_hours={"people": ["anna"]})}})
    )
    assert names(directory, "support-team", rome(2026, 11, 24, 9)) == ["Bo"]
    assert names(directory, "support-team", rome(2026, 11, 24, 17, 59)) == ["Bo"]
    assert names(directory, "support-team", rome(2026, 11, 24, 18)) == ["Anna"]


def test_a_single_date_has_hours_of_its_own() -> None:
    hours = office_hours()
    hours["hours"]["dates"] = {"2026-12-24": {"name": "Christmas Eve", "hours": ["09:00-12:00"]}}
    directory = a_directory(team({"support-team": {"people": ["bo"], **hours}}))
    assert names(directory, "support-team", rome(2026, 12, 24, 11)) == ["Bo"]
    assert names(directory, "support-team", rome(2026, 12, 24, 13)) == []


def test_a_deputy_is_told_from_the_first_day_until_the_last_is_over_on_the_persons_own_clock() -> None:
    anna = person("Anna", zone="America/New_York", deputies=[away("bo", "2026-12-24", "2027-01-07")])
    directory = a_directory(people={"anna": anna})
    midnight = datetime(2026, 12, 24, 5, tzinfo=UTC)
    assert names(directory, "support-team", midnight.replace(hour=4, minute=59)) == ["Anna"]
    assert names(directory, "support-team", midnight) == ["Bo"]
    assert names(directory, "support-team", datetime(2027, 1, 7, 4, 59, tzinfo=UTC)) == ["Bo"]
    assert names(directory, "support-team", datetime(2027, 1, 7, 5, tzinfo=UTC)) == ["Anna"]


def test_a_deputy_who_is_away_too_has_a_deputy() -> None:
    people = {
        "anna": person("Anna", deputies=[away("bo", "2026-11-01", "2026-12-01")]),
        "bo": person("Bo", deputies=[away("carla", "2026-11-24", "2026-11-25")]),
    }
    directory = a_directory(people=people)
    told = directory.who(*EUROPE, "support-team", TUESDAY_NOON)
    assert told.because == "Carla in place of Anna in place of Bo"
    assert [one.key for one in told.on_duty[0].instead_of] == ["anna", "bo"]
    assert names(directory, "support-team", rome(2026, 11, 25)) == ["Bo"]


@pytest.mark.parametrize("people", [["anna", "bo"], ["bo", "anna"]])
def test_a_deputy_who_is_there_anyway_is_told_once_and_in_his_own_right(people: list[str]) -> None:
    anna = person("Anna", deputies=[away("bo", "2026-11-01", "2026-12-01")])
    directory = a_directory(team({"support-team": {"people": people}}), people={"anna": anna})
    told = directory.who(*EUROPE, "support-team", TUESDAY_NOON)
    assert [(one.person.name, one.how) for one in told.on_duty] == [("Bo", "named")]


@pytest.mark.parametrize(
    ("levels", "because"),
    [
        ({"support-manager": {"people": ["anna"]}}, "no team has support-team for imagiclecare-5.0 in europe"),
        ({"support-team": "nobody"}, "nobody, as the directory says"),
        ({"support-team": rotation("anna", starts="2027-01-04")}, "nobody, as the rotation has not begun"),
        ({"support-team": {"people": ["anna"], **office_hours()}}, "out of hours: nobody, as the directory says"),
    ],
)
def test_nobody_is_told_and_it_says_why(levels: dict[str, object], because: str) -> None:
    told = a_directory(team(levels)).who(*EUROPE, "support-team", TUESDAY_NIGHT)
    assert (told.people, told.because) == ((), because)


@pytest.mark.parametrize(
    ("levels", "has"),
    [
        ({"support-team": {"people": ["anna"], **office_hours()}}, True),
        ({"support-team": rotation("anna", starts="2030-01-07")}, True),
        ({"support-team": {"nobody": True, **office_hours(out_of_hours={"people": ["bo"]})}}, True),
        ({"support-team": "nobody"}, False),
        ({"support-manager": {"people": ["anna"]}}, False),
    ],
)
def test_a_level_has_a_contact_where_anybody_can_ever_be_told(levels: dict[str, object], has: bool) -> None:
    assert a_directory(team(levels)).has_contact(*EUROPE, "support-team") is has


def served_by(directory: Directory, contract: str, theatre: str, level: str = "support-manager") -> list[str]:
    return [one.name for one in directory.who(contract, theatre, level, TUESDAY_NOON).people]


def test_the_team_that_names_more_goes_first_level_by_level() -> None:
    everywhere = {"support-manager": {"people": ["anna"]}, "co-ceo-cto": {"people": ["dario"]}}
    directory = a_directory(
        team(everywhere, contracts="*", theatres="*"),
        team({"support-manager": {"people": ["bo"]}}, contracts=["imagiclecare-4.1", "imagiclecare-5.0"], theatres="*"),
        team({"support-manager": {"people": ["carla"]}}),
    )
    assert served_by(directory, "imagen-ti", "mexico") == ["Anna"]
    assert served_by(directory, "imagiclecare-4.1", "europe") == ["Bo"]
    assert served_by(directory, "imagiclecare-5.0", "europe") == ["Carla"]
    assert served_by(directory, "imagiclecare-5.0", "europe", "co-ceo-cto") == ["Dario"]


def test_a_team_can_say_that_a_level_has_nobody_where_elsewhere_somebody_is() -> None:
    directory = a_directory(
        team({"support-manager": {"people": ["anna"]}}, theatres="*"), team({"support-manager": "nobody"})
    )
    assert served_by(directory, *EUROPE) == []
    assert served_by(directory, "imagiclecare-5.0", "americas") == ["Anna"]


def test_a_contract_that_came_later_has_those_who_serve_every_contract() -> None:
    directory = a_directory(team({"support-team": {"people": ["anna"]}}, contracts="*", theatres="*"))
    assert served_by(directory, "imagiclecare-6.0", "antarctica", "support-team") == ["Anna"]


def test_a_customer_is_found_whatever_the_case_of_the_name() -> None:
    aurora = {name: part for name, part in person("").items() if name != "name"}
    directory = a_directory(customers={"Grand Hotel Aurora": aurora})
    found = directory.customer(" GRAND hotel aurora")
    assert found is not None
    assert (found.key, found.name, found.language) == ("customer/Grand Hotel Aurora", "Grand Hotel Aurora", "it")
    assert directory.customer("Nordwind Klinik") is None


@pytest.mark.parametrize("written", ["Café İzmir", "Cafe\u0301 I\u0307zmir", "CAFÉ IZMIR", "café ızmır "])
def test_a_customer_is_found_however_a_keyboard_writes_the_accents_and_the_i_of_the_name(written: str) -> None:
    cafe = {name: part for name, part in person("").items() if name != "name"}
    found = a_directory(customers={"Café İzmir": cafe}).customer(written)
    assert found is not None
    assert found.name == "Café İzmir"


def test_a_customer_who_is_not_listed_has_what_holds_for_the_others_and_a_mailbox_of_its_own() -> None:
    others = {name: part for name, part in person("", language="en").items() if name != "name"}
    found = a_directory(other_customers=others).customer("Nordwind Klinik")
    assert found is not None
    assert (found.key, found.name, found.language) == ("customer/Nordwind Klinik", "Nordwind Klinik", "en")
    assert [channel.name for channel in found.channels] == ["mail"]


def test_it_is_asked_about_instants_only() -> None:
    directory = a_directory()
    with pytest.raises(NaiveInstant):
        directory.who(*EUROPE, "support-team", datetime(2026, 11, 24))
    with pytest.raises(BeyondDatetime):
        directory.who(*EUROPE, "support-team", datetime(9999, 12, 31, 12, tzinfo=UTC))
