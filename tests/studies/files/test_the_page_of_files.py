"""The page on files: what it shows is what is read."""

import re
from pathlib import Path

import pytest

from studies.files.dates.form import form
from studies.files.exported_time import with_offset
from studies.files.intake.intake import read_all, reader_of
from studies.files.policy import Choice, Policy, read_policy
from studies.files.states import State
from tests.studies.simulation.given import asked, library

PAGE = (Path(__file__).parents[3] / "docs" / "guide" / "files.md").read_text(encoding="utf-8")
FIVE = Choice(contract="imagiclecare-5.0", plan="gold", theatre="europe")
LIFE = [("Mon 09:40", "acknowledge"), ("Mon 10:40", "wait_for_customer"), ("Mon 14:40", "resolve")]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind in ("csv", "json") for text in blocks(kind)])
def test_every_example_is_the_same_ticket(kind: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / f"example.{kind}"
    path.write_text(text, encoding="utf-8")
    (one,), rows, remarks = read_all(reader_of(path, "Europe/Rome", Policy(otherwise=FIVE), library()))
    assert (asked(one), remarks, rows.reported) == (LIFE, [], 0)
    assert (one.customer, one.subject, one.request.priority) == ("Acme Ltd", "No dial tone", "P2")


def test_there_are_three_examples_of_each() -> None:
    assert [len(blocks(kind)) for kind in ("csv", "json", "yaml")] == [3, 3, 1]


def test_the_mapping_is_one(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    [text] = blocks("yaml")
    path.write_text(text, encoding="utf-8")
    policy = read_policy(path, library())
    own = {"In Bearbeitung": State.WORKING, "Pending": State.VENDOR, "Waiting for approval": State.INTERNAL}
    assert policy.states == own
    assert policy.columns == {"Nummer": "number", "Geöffnet": "opened_at"}
    assert policy.otherwise is not None
    assert policy.otherwise.priorities == {"none": "P3"}


def test_every_instant_is_one() -> None:
    rows = PAGE[PAGE.index("| written | as |") :].split("\n\n")[0].splitlines()[2:]
    written = [text for row in rows for text in re.findall(r"`([^`]+)`", row.split("|")[1])]
    assert len(written) == 18
    for text in written:
        assert form(text).wrong is None
        assert form(text).day_first or form(text).month_first
    assert sum(with_offset(text) is not None for text in written) == 8


def test_the_bounds_are_those_that_hold() -> None:
    from contracts.yaml_bounds import DEEPEST, MOST
    from contracts.yaml_file import LARGEST
    from studies.files.json_records import LARGEST as DOCUMENT
    from studies.files.lines import LONGEST

    for number in (LONGEST, DOCUMENT, LARGEST, MOST):
        assert f"{number:,}" in PAGE
    assert f"{DEEPEST} levels" in PAGE
