"""`sundial invent`, as people run it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from doors.cli.studies.inventing import COUNT, SEED
from tests.doors.cli.given.command_line import ROOT, starter, starter_process
from tests.patience import PATIENCE
from tests.studies.synthetic.exports import incidents_in, wall

GOLD = ("--contract", "imagiclecare-4.1", "--plan", "gold", "--theatre", "europe", "--zone", "Europe/Rome")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "incidents.csv"


def test_the_export_of_every_machine_is_the_one_that_the_tests_read(file: Path, invented: Path) -> None:
    told = starter("invent", str(file))
    assert (told.code, told.err) == (0, "")
    assert told.out == f"600 incidents in 4,364 rows are in {file}\n"
    assert (COUNT, SEED) == (600, 1)
    assert file.read_bytes() == invented.read_bytes()


def test_how_many_from_which_day_on_and_which_are_asked_for(file: Path) -> None:
    told = starter("invent", str(file), "--count", "3", "--seed", "8", "--first", "2027-01-04")
    incidents = incidents_in(file)
    assert told.out == f"3 incidents in {sum(map(len, incidents.values()))} rows are in {file}\n"
    assert {wall(rows[0]["opened_at"]).strftime("%Y-%m") for rows in incidents.values()} == {"2027-01"}
    first = file.read_bytes()
    assert starter("invent", str(file), "--count", "3", "--seed", "9", "--first", "2027-01-04", "--replace").code == 0
    assert file.read_bytes() != first


def test_what_is_invented_is_simulated(file: Path) -> None:
    assert starter("invent", str(file), "--count", "40").code == 0
    report = starter("simulate", str(file), *GOLD, "--json").json
    assert (report["simulated"], report["source"]["reported"], report["unopened"]) == (40, 0, [])


@pytest.mark.parametrize("options", [("--seed", "0"), ("--seed", str(2**32)), ("--first", "2070-12-31")])
def test_the_last_numbers_and_days_that_can_be_asked_for_can_be_simulated(file: Path, options: tuple[str, ...]) -> None:
    assert starter("invent", str(file), "--count", "30", *options).code == 0
    report = starter("simulate", str(file), *GOLD, "--json").json
    assert (report["simulated"], report["unopened"]) == (30, [])


def test_a_file_that_is_there_is_left_alone(file: Path) -> None:
    file.write_text("the real ones\n", encoding="utf-8")
    assert starter("invent", str(file)).refusal == f"'{file}' is there already; give another FILE, or --replace it"
    assert file.read_text(encoding="utf-8") == "the real ones\n"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("", "'{}' is no file that can be replaced; give the path of a new one"),
        ("nowhere/at/all.csv", "'{}' cannot be written (No such file or directory); give another FILE"),
        ("n" * 300, "'{}' cannot be written (File name too long); give another FILE"),
    ],
)
def test_a_place_where_no_file_can_be_is_refused_and_nothing_is_left(tmp_path: Path, path: str, sentence: str) -> None:
    place = tmp_path / path
    assert starter("invent", str(place), "--replace").refusal == sentence.format(place)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_file_is_never_replaced() -> None:
    refused = starter("invent", os.devnull, "--replace").refusal
    assert refused == f"'{os.devnull}' is no file that can be replaced; give the path of a new one"


def test_who_stops_it_is_left_without_a_part_of_it(file: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "starter.py", "invent", str(file), "--count", "1000000"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not list(file.parent.iterdir()):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, b"")
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--first", "1812-06-24"), "--first 1812-06-24 is too far away; give a day of the years 1971 to 2070"),
        (("--first", "2071-01-01"), "--first 2071-01-01 is too far away; give a day of the years 1971 to 2070"),
    ],
)
def test_a_day_of_another_age_is_refused(file: Path, options: tuple[str, ...], sentence: str) -> None:
    assert starter("invent", str(file), *options).refusal == sentence
    assert not file.exists()


@pytest.mark.parametrize(
    "options", [("--count", "0"), ("--count", "1000001"), ("--seed", "-1"), ("--first", "tomorrow"), ("--count", "x")]
)
def test_numbers_and_days_that_mean_nothing_are_not_understood(file: Path, options: tuple[str, ...]) -> None:
    assert options[0] in starter("invent", str(file), *options).misunderstanding


def test_it_runs_in_a_process_of_its_own_without_any_server(file: Path) -> None:
    told = starter_process("invent", str(file), "--count", "5")
    assert (told.code, told.err) == (0, "")
    assert len(incidents_in(file)) == 5
