"""Who is tried when somebody cannot be reached, and the directory has moved on meanwhile."""

from datetime import timedelta

from activities.letters import Place
from activities.whom import Whom
from tests.directory.given import EUROPE, a_directory, rome, rotation, team

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
