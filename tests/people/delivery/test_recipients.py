"""Who is tried when somebody cannot be reached, and the directory has moved on meanwhile."""

from datetime import timedelta

from activities.delivery.letters import Place
from activities.delivery.recipients import Whom, called
from tests.people.directory.given import EUROPE, a_directory, rome, rotation, team

PLACE = Place(contract=EUROPE[0], theatre=EUROPE[1], customer="Acme", levels=("support-team", "support-manager"))
HANDOVER = rome(2026, 11, 9, 9)
MOMENT = timedelta(minutes=5)


def test_whoever_has_the_duty_by_now_is_tried_first() -> None:
    levels = {"support-team": rotation("anna", "bo"), "support-manager": {"people": ["carla"]}}
    whom = Whom(a_directory(team(levels)))
    assert whom.told("support-team", PLACE, HANDOVER - MOMENT)[0] == ("anna",)
    assert whom.line("support-team", PLACE, HANDOVER + MOMENT, ("anna",)) == ("bo", "carla")
    assert whom.line("support-team", PLACE, HANDOVER + MOMENT, ("anna", "bo", "carla")) == ()


def test_who_was_replaced_at_the_highest_level_is_not_the_last() -> None:
    whom = Whom(a_directory(team({"support-manager": {"people": ["bo"]}})))
    assert whom.line("support-manager", PLACE, HANDOVER, ("anna",)) == ("bo",)


def test_all_people_who_are_on_call_ring_at_the_first_call() -> None:
    both = Whom(a_directory(team({"on-call": {"people": ["anna", "carla"]}, "support-team": {"people": ["bo"]}})))
    rota = both.rota(PLACE, HANDOVER)
    assert rota == (("anna", "carla"), ("bo",))
    assert called(rota, 1, 3) == ("anna", "carla")
    assert called(rota, 4, 3) == ("anna", "carla", "bo")


def test_of_a_rotation_the_one_whose_turn_it_is_rings_first_and_alone() -> None:
    turns = Whom(a_directory(team({"on-call": rotation("anna", "bo"), "support-team": {"people": ["anna", "carla"]}})))
    rota = turns.rota(PLACE, HANDOVER - MOMENT)
    assert rota == (("anna",), ("bo",), ("carla",))
    assert called(rota, 1, 3) == ("anna",)


def test_nobody_on_call_leaves_the_line_and_nobody_at_all_nobody() -> None:
    absent = Whom(a_directory(team({"support-team": {"people": ["bo"]}})))
    assert absent.rota(PLACE, HANDOVER) == (("bo",),)
    assert Whom(a_directory(team({"co-ceo-cto": {"people": ["bo"]}}))).rota(PLACE, HANDOVER) == ()
