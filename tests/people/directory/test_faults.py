"""A directory that cannot be used is refused with every fault at once, each with its cure."""

from typing import Any

import pytest

from people.directory.directory import Directory
from tests.people.directory.given import a_file, anna, away, examined, faults, office_hours, person, rotation, team


def level(duty: Any, **differing: Any) -> dict[str, Any]:
    return a_file(team({"support-team": duty}, **differing))


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (
            anna(zone="Europe/Roma"),
            "people.anna.zone: 'Europe/Roma' is not a time zone of the tz database; did you mean",
        ),
        (anna(language="jp"), "people.anna.language: 'jp' is not known here; choose it, en, fr, de, es, pt or ar"),
        (anna(channels={}), "people.anna.channels: {} does not fit; give at least one"),
        (anna(nickname="Annie"), "people.anna.nickname: unknown key 'nickname'; did you mean name?"),
        (a_file(people={"Éva": person("Éva")}), "people.Éva: 'Éva' is not written as it has to be; match the pattern"),
        (anna(stand_in="ana"), "people.anna.stand_in: there is no person 'ana'; did you mean anna?"),
        (anna(stand_in="anna"), "people.anna.stand_in: is the person; name somebody else"),
        (
            anna(deputies=[away("bob", "2026-12-24", "2026-12-25")]),
            "people.anna.deputies[0].person: there is no person 'bob'; did you mean bo?",
        ),
        (
            anna(deputies=[away("bo", "2026-12-24", "2026-12-24")]),
            "people.anna.deputies[0].until: is not after its start; give the first day that is free again",
        ),
        (
            anna(deputies=[away("bo", "2026-12-20", "2026-12-24"), away("carla", "2026-12-23", "2026-12-26")]),
            "people.anna.deputies[1]: overlaps the one before it (number 1 of the list); let one end where the other",
        ),
        (
            anna(deputies=[away("bo", "Christmas", "2026-12-26")]),
            "people.anna.deputies[0].starts: 'Christmas' is no moment; write a date such as 2026-12-24, or a time such",
        ),
        (
            anna(deputies=[away("bo", "2026-02-30", "2026-12-26")]),
            "people.anna.deputies[0].starts: '2026-02-30' is no moment; write a date",
        ),
        (
            anna(deputies=[away("anna", "2026-12-24", "2026-12-26")]),
            "people.anna.deputies[0]: goes round in a circle (anna to anna); name somebody who is there then",
        ),
        (
            a_file(customers={"Aurora": person("x"), "AURORA": {**person("x")}}),
            "customers.Aurora.name: unknown key 'name'; choose language, zone or channels",
        ),
        (
            level({"people": ["anna", "zoe"]}),
            "levels.support-team.people[1]: there is no person 'zoe'; choose anna, bo",
        ),
        (level({"people": []}), "levels.support-team.people: [] does not fit; give at least one"),
        (level({}), "levels.support-team: says nothing of who is there; write people, a rotation, or the word nobody"),
        (
            level({"people": ["anna"], **rotation("bo")}),
            "levels.support-team: has people and rotation at once; write people, a rotation, or the word nobody",
        ),
        (level(rotation()), "levels.support-team.rotation.people: [] does not fit; give at least one"),
        (level(rotation("anna", zone="Rome")), "levels.support-team.rotation.zone: 'Rome' is not a time zone"),
        (
            level(rotation("anna", handover="Monday 9")),
            "levels.support-team.rotation.handover: 'Monday 9' is no time of the week; write it like Mon 09:00",
        ),
        (level(rotation("anna", handover="Mon 24:00")), "rotation.handover: 'Mon 24:00' is no time of the week"),
        (level(rotation("anna", weeks=0)), "levels.support-team.rotation.weeks: 0 does not fit"),
        (level(rotation("anna", starts="9999-12-31")), "rotation.starts: 9999-12-31 is beyond what can be reckoned"),
        (
            level(
                rotation(
                    "anna",
                    overrides=[away("bo", "2026-12-24", "2026-12-26"), away("zoe", "2026-12-25", "2026-12-27")],
                )
            ),
            "levels.support-team.rotation.overrides[1]: overlaps the one before it (number 1 of the list)",
        ),
        (
            level({"people": ["anna"], "hours": office_hours()["hours"]}),
            "levels.support-team.out_of_hours: is missing, and the level has hours; add people, a rotation, or",
        ),
        (
            level({"people": ["anna"], "out_of_hours": "nobody"}),
            "levels.support-team.out_of_hours: has no hours to be out of; add hours, or leave it out",
        ),
        (
            level({"people": ["anna"], "hours": {"zone": "Europe/Rome", "week": {}}, "out_of_hours": "nobody"}),
            "levels.support-team.hours.week: has no hours; give some to at least one weekday",
        ),
        (
            a_file(team({"team-leader": {"people": ["anna"]}})),
            "levels.team-leader: its contracts have no level 'team-leader'; choose support-team",
        ),
        (
            level({"people": ["anna"]}, contracts="imagiclecare-5.1"),
            "teams[0].contracts: there is no contract 'imagiclecare-5.1'; did you mean imagiclecare-5.0",
        ),
        (
            level({"people": ["anna"]}, theatres=["europe", "rest-of-the-world"]),
            "teams[0].theatres[1]: there is no theatre 'rest-of-the-world'; choose americas, europe, middle-east or",
        ),
        (
            level({"people": ["anna"]}, theatres=["europe", "*"]),
            'teams[0].theatres: "*" stands beside names; write it alone, or the names alone',
        ),
        (
            a_file(
                team({"support-team": {"people": ["anna"]}}, theatres="*"),
                team({"support-team": {"people": ["bo"]}}, contracts="*"),
            ),
            "teams[1].levels.support-team: team 1 of the list names it for imagiclecare-5.0 in europe too, just as",
        ),
        (a_file(team({})), "teams[0].levels: is missing; give who is at which level"),
        (a_file(poeple={}), "poeple: unknown key 'poeple'; did you mean people?"),
        ({"people": {}}, "teams: is missing; add 'teams'"),
        ({"people": ["anna"], "teams": [3]}, "people: does not fit; write a mapping of keys to values"),
        ({"people": ["anna"], "teams": [3]}, "teams[0]: is no team; write contracts, theatres and levels"),
        (None, "the file: is empty; write a mapping with people and teams"),
        (["people"], "the file: is no directory; write a mapping with people and teams"),
    ],
)
def test_each_fault_is_said_with_its_cure(file: Any, fault: str) -> None:
    assert any(fault in found for found in faults(file)), faults(file)


@pytest.mark.parametrize(("one", "other"), [("Aurora", "AURORA"), ("Café", "Cafe\u0301"), ("İzmir", "izmir")])
def test_two_customers_whose_names_are_one_however_they_are_written_are_one_too_many(one: str, other: str) -> None:
    customer = {name: part for name, part in person("").items() if name != "name"}
    assert faults(a_file(customers={one: customer, other: customer})) == [
        f"customers.{other}: is {one!r} once more; keep one of the two"
    ]


def test_deputies_that_go_round_are_told_once_and_only_where_their_times_meet() -> None:
    people = {
        "anna": person("Anna", deputies=[away("bo", "2026-12-20", "2026-12-27")]),
        "bo": person("Bo", deputies=[away("carla", "2026-12-24", "2026-12-30")]),
        "carla": person("Carla", deputies=[away("anna", "2026-12-26", "2026-12-31")]),
    }
    assert faults(a_file(people=people)) == [
        "people.anna.deputies[0]: goes round in a circle (anna to bo to carla to anna); name somebody who is there then"
    ]
    people["carla"] = person("Carla", deputies=[away("anna", "2026-12-27", "2026-12-31")])
    assert isinstance(examined(a_file(people=people)), Directory)


def test_all_faults_of_one_entry_are_told_at_once() -> None:
    file = a_file(
        team({"support-team": rotation("anna", "zoe", handover="Mon 25:00", starts="2026-02-30")}, contracts="imagen"),
        people={
            "anna": person(
                "Anna",
                zone="Europe/Roma",
                nickname="Annie",
                stand_in="ana",
                deputies=[away("bob", "2026-02-30", "2026-03-02"), away("bo", "2026-12-24", "2026-12-24")],
                channels={"mail": {"through": "nowhere", "to": "x"}, "chat": {"kind": "telepathy"}},
            )
        },
    )
    assert sorted(fault.split(": ")[0] for fault in faults(file)) == [
        "people.anna.channels.chat.address",
        "people.anna.channels.chat.kind",
        "people.anna.channels.mail.through",
        "people.anna.deputies[0].person",
        "people.anna.deputies[0].starts",
        "people.anna.deputies[1].until",
        "people.anna.nickname",
        "people.anna.stand_in",
        "people.anna.zone",
        "teams[0].contracts",
        "teams[0].levels.support-team.rotation.handover",
        "teams[0].levels.support-team.rotation.people[1]",
        "teams[0].levels.support-team.rotation.starts",
    ]


@pytest.mark.parametrize(
    "entry",
    [
        {"rotation": "weekly"},
        {"rotation": {"people": "anna", "starts": 3, "handover": None, "zone": []}},
        {"people": ["anna"], "hours": {"zone": 3, "week": {"mon": ["9-18"]}}, "out_of_hours": "nobody"},
        {"people": [["anna"]], "hours": [], "out_of_hours": {"people": 3}},
        {"people": [3, "zoe"], "rotation": {"overrides": [{"person": "zoe"}, 4]}},
    ],
)
def test_what_cannot_be_read_makes_no_second_fault_and_no_crash(entry: dict[str, Any]) -> None:
    found = faults(level(entry))
    assert found
    assert len(found) == len(set(found))
    assert not any("says nothing" in fault or "no hours" in fault for fault in found), found
