from collections.abc import Sequence
from datetime import datetime

from people.directory.directory import Directory
from tests.people.directory.given import EUROPE, a_directory, away, person, rome, rotation, team

TUESDAY = rome(2026, 11, 3, 12)
"""In the first week of the rotations."""


def tried(directory: Directory, level: str, above: Sequence[str] = (), at: datetime = TUESDAY) -> list[tuple[str, str]]:
    return [(one.person.name, one.because) for one in directory.line_of(*EUROPE, level, at, above)]


def test_first_the_stand_in_then_the_next_in_the_rotation_then_the_levels_above() -> None:
    people = {"anna": person("Anna", stand_in="dario"), "eva": person("Eva"), "fred": person("Fred", stand_in="gina")}
    people["gina"] = person("Gina")
    levels = {
        "on-call": rotation("anna", "bo", "carla"),
        "support-team": {"people": ["eva"]},
        "support-manager": {"people": ["fred"]},
    }
    directory = a_directory(team(levels), people=people)
    assert tried(directory, "on-call", ["support-team", "support-manager", "co-ceo-cto"]) == [
        ("Dario", "stands in for Anna"),
        ("Bo", "next in the rotation"),
        ("Carla", "next in the rotation"),
        ("Eva", "support-team"),
        ("Fred", "support-manager"),
        ("Gina", "stands in for Fred"),
    ]


def test_nobody_who_is_told_is_tried_again_and_nobody_is_tried_twice() -> None:
    people = {"anna": person("Anna", stand_in="bo"), "bo": person("Bo", stand_in="anna")}
    levels = {"support-team": rotation("anna", "bo"), "support-manager": {"people": ["bo", "anna", "carla"]}}
    directory = a_directory(team(levels), people=people)
    assert tried(directory, "support-team", ["support-manager"]) == [
        ("Bo", "stands in for Anna"),
        ("Carla", "support-manager"),
    ]


def test_a_stand_in_who_cannot_be_reached_has_one_too() -> None:
    people = {"anna": person("Anna", stand_in="bo"), "bo": person("Bo", stand_in="carla")}
    assert tried(a_directory(people=people), "support-team") == [
        ("Bo", "stands in for Anna"),
        ("Carla", "stands in for Bo"),
    ]


def test_whoever_is_away_is_tried_through_the_deputy() -> None:
    people = {
        "anna": person("Anna", stand_in="bo"),
        "bo": person("Bo", deputies=[away("carla", "2026-11-01", "2026-12-01")]),
    }
    assert tried(a_directory(people=people), "support-team") == [("Carla", "stands in for Anna")]


def test_after_an_override_the_next_turn_is_the_next_and_the_one_it_took_comes_last() -> None:
    override = away("dario", "2026-11-03", "2026-11-04")
    directory = a_directory(team({"on-call": rotation("anna", "bo", "carla", overrides=[override])}))
    assert [name for name, _ in tried(directory, "on-call")] == ["Bo", "Carla", "Anna"]


def test_where_nobody_is_told_the_levels_above_are_tried() -> None:
    levels = {"support-team": "nobody", "support-manager": {"people": ["carla"]}}
    assert tried(a_directory(team(levels)), "support-team", ["support-manager"]) == [("Carla", "support-manager")]


def test_of_several_who_are_told_the_line_of_one_leaves_the_others_alone() -> None:
    people = {"anna": person("Anna", stand_in="carla"), "bo": person("Bo", stand_in="dario")}
    directory = a_directory(team({"support-team": {"people": ["anna", "bo"]}}), people=people)
    line = directory.line_of(*EUROPE, "support-team", TUESDAY, unreached={"bo"})
    assert [one.person.key for one in line] == ["dario"]


def test_a_stand_in_who_is_told_anyway_is_not_tried_again() -> None:
    people = {"anna": person("Anna", stand_in="bo"), "bo": person("Bo", stand_in="carla")}
    directory = a_directory(team({"support-team": {"people": ["anna", "bo"]}}), people=people)
    line = directory.line_of(*EUROPE, "support-team", TUESDAY, unreached={"anna"})
    assert [one.person.key for one in line] == ["carla"]
