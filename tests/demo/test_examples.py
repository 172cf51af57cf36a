"""Every file in `examples/` is one that Sundial takes."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contracts.public_holidays import public_holidays
from demo.stage.script import Story
from domain.contract.library import Library
from domain.deciding.parsing import read_opening
from domain.resolving.resolving import resolve
from domain.terms.request import Request

EXAMPLES = Path(__file__).parents[2] / "examples"
ANY_DAY = datetime(2032, 11, 2, tzinfo=UTC)


def flat(row: dict[str, Any]) -> dict[str, Any]:
    request = {name: row.pop(name) for name in list(row) if name in Request.model_fields}
    return {**row, "request": request}


def tickets_of(name: str) -> list[dict[str, Any]]:
    text = (EXAMPLES / name).read_text()
    if name.endswith(".csv"):
        return [flat(dict(row)) for row in csv.DictReader(text.splitlines())]
    return [json.loads(line) for line in text.splitlines()]


def test_every_example_is_tried() -> None:
    here, with_the_simulation = {"demo.yaml", "tickets.csv", "tickets.jsonl"}, {"incidents.csv", "mapping.yaml"}
    with_their_commands = {"open-incidents.csv", "directory.yaml", "hooks"}
    at_their_doors = {"intake-nexus", "intake-node"}
    found = {file.name for file in EXAMPLES.iterdir()}
    assert found == here | with_the_simulation | with_their_commands | at_their_doors


@pytest.mark.parametrize("name", ["tickets.csv", "tickets.jsonl"])
def test_every_ticket_in_a_file_is_covered_by_its_contract(name: str, library: Library) -> None:
    openings = [read_opening(ticket) for ticket in tickets_of(name)]
    assert len({opening.ticket for opening in openings}) == len(openings) >= 3
    covered = {
        resolve(library.named(one.request.contract), one.request, ANY_DAY, public_holidays).contract for one in openings
    }
    assert covered == {"imagiclecare-4.1", "imagiclecare-5.0", "imagen-ti"}


def test_the_demo_has_all_contracts_and_plans_and_most_theatres(story: Story) -> None:
    requests = [part.opening.request for part in story.parts]
    assert 6 <= len(requests) <= 8
    assert {one.contract for one in requests} == {"imagiclecare-4.1", "imagiclecare-5.0", "imagen-ti"}
    assert {one.plan for one in requests} == {"basic", "gold", "platinum", None}
    assert {one.theatre for one in requests} == {"americas", "europe", "middle-east", "middle-east-uae", None}
