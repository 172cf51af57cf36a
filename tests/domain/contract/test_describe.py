from datetime import date

import pytest

from contracts.loader import load_all
from domain.contract.describe import Table, readings, summary, tables

LIBRARY = ("imagen-ti", "imagiclecare-4.1", "imagiclecare-5.0")


def table(contract: str, title: str) -> Table:
    (found,) = [one for one in tables(load_all()[contract]) if one.title == title]
    return found


def test_a_summary_is_a_contract_on_one_line() -> None:
    found = summary(load_all()["imagiclecare-5.0"])
    assert (found.id, found.name, found.first_day) == ("imagiclecare-5.0", "ImagicleCare 5.0", date(2024, 10, 1))
    assert found.plans == ("basic", "gold", "platinum")
    assert found.priorities == ("P1", "P2", "P3", "P4")
    assert found.theatres == ("americas", "europe", "middle-east", "middle-east-uae", "rest-of-the-world")


def test_the_ladder_is_told_as_changes_of_level() -> None:
    assert table("imagiclecare-4.1", "Ladder").rows[0] == ("P1", "team-leader", "2 working days", "2 h", "2 h")


def test_promises_are_told_in_the_words_of_the_file() -> None:
    rows = table("imagiclecare-4.1", "Promises").rows
    assert ("reaction", "P1", "end of the next working day", "1 h", "1 h") in rows
    assert ("reaction", "P3", "best effort", "4 h", "4 h") in rows
    assert ("priority-notification", "P2", "-", "-", "-") in rows


def test_levels_tell_who_may_ask_for_them_and_how_soon_they_answer() -> None:
    assert table("imagen-ti", "Levels").rows == (
        ("support-team", "Help desk", "-", "-"),
        ("support-manager", "Technical support manager", "customer", "30 min (office)"),
        ("manufacturer", "Manufacturer", "support-manager", "24 h (24x7)"),
    )


def test_a_contract_that_escalates_when_asked_has_no_ladder_to_show() -> None:
    assert "Ladder" not in {one.title for one in tables(load_all()["imagen-ti"])}


@pytest.mark.parametrize("contract", LIBRARY)
def test_every_row_has_a_cell_for_each_column(contract: str) -> None:
    for one in tables(load_all()[contract]):
        assert one.rows
        assert {len(row) for row in one.rows} == {len(one.columns)}


def test_every_reading_is_told_with_its_field_and_its_source() -> None:
    (silence,) = [one for one in readings(load_all()["imagen-ti"]) if one.field == "silence"]
    assert silence.source == "not in the sources"
    assert silence.reading.startswith("The rule of ImagicleCare.")


def test_readings_inside_lists_are_told_too() -> None:
    fields = [one.field for one in readings(load_all()["imagiclecare-5.0"])]
    assert "facts.renewals[0]" in fields
    assert "rest_of_the_world.spoken" in fields
