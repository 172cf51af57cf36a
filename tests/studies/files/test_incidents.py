from datetime import timedelta

import pytest
from pydantic import ValidationError

from studies.files.incidents import Incident
from tests.studies.simulation.given import incident, rome

TAKEN = ("Mon 2 Mar 2026 09:30", "acknowledge")
SOLVED = ("Tue 3 Mar 2026 11:00", "resolve")


def test_an_incident_comes_back_from_json_as_it_was() -> None:
    one = incident("Mon 2 Mar 2026 09:00", TAKEN, SOLVED, received="Mon 2 Mar 2026 09:10")
    assert Incident.model_validate_json(one.model_dump_json()) == one


def test_its_opening_is_a_command_as_of_the_instant_at_which_it_was_true_and_comes_when_it_was_received() -> None:
    one = incident("Mon 2 Mar 2026 09:00", TAKEN, received="Mon 2 Mar 2026 09:10")
    assert one.opening().at == rome("Mon 2 Mar 2026 09:00")
    assert one.arrivals == (rome("Mon 2 Mar 2026 09:10"), rome("Mon 2 Mar 2026 09:30"))


def test_moved_by_weeks_everything_moves() -> None:
    one = incident("Mon 2 Mar 2026 09:00", TAKEN, received="Mon 2 Mar 2026 09:10")
    moved = one.moved(timedelta(weeks=2))
    assert moved.opened_at == rome("Mon 16 Mar 2026 09:00")
    assert moved.arrivals == (rome("Mon 16 Mar 2026 09:10"), rome("Mon 16 Mar 2026 09:30"))
    assert moved.moved(timedelta(weeks=-2)) == one


def test_commands_out_of_order_are_refused() -> None:
    with pytest.raises(ValidationError, match="no instant may lie before the one before it"):
        incident("Mon 2 Mar 2026 09:00", SOLVED, TAKEN)


def test_two_commands_of_one_id_are_refused() -> None:
    one = incident("Mon 2 Mar 2026 09:00", TAKEN)
    with pytest.raises(ValidationError, match="an id of its own"):
        Incident.model_validate({**dict(one), "commands": one.commands * 2})


def test_a_command_without_an_instant_is_refused() -> None:
    one = incident("Mon 2 Mar 2026 09:00", TAKEN)
    undated = one.commands[0].model_copy(update={"at": None})
    with pytest.raises(ValidationError, match="an id and an at"):
        Incident.model_validate({**dict(one), "commands": (undated,)})
