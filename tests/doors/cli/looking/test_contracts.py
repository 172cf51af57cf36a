import json
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.settings import Settings
from tests.doors.cli.given.command_line import ROOT, starter, starter_process

PUBLISHED = ["imagen-ti", "imagiclecare-4.1", "imagiclecare-5.0"]


def test_list_has_every_published_contract() -> None:
    assert [one["id"] for one in starter("contracts", "list", "--json").json] == PUBLISHED
    answer = starter("contracts", "list")
    assert answer.code == 0
    assert all(name in answer.out for name in PUBLISHED)


@pytest.mark.parametrize("contract", PUBLISHED)
def test_show_has_sections_values_readings_and_sources_on_a_hundred_columns(contract: str) -> None:
    answer = starter("contracts", "show", contract)
    assert (answer.code, answer.err) == (0, "")
    assert max(len(line) for line in answer.out.splitlines()) <= 100
    for section in ("Documents", "Priorities", "Hours", "Promises", "Levels", "Rules", "Facts", "Readings"):
        assert any(line.startswith(section) for line in answer.out.splitlines())
    assert "not in the sources" in answer.out


def test_the_json_of_show_has_the_words_of_the_file() -> None:
    shown = starter("contracts", "show", "imagiclecare-4.1", "--json").json
    assert shown["promises"]["reaction"]["targets"]["basic"] == {
        "P1": "end of the next working day",
        "P2": "2 working days",
        "P3": "best effort",
        "P4": "best effort",
    }
    assert shown["theatres"]["americas"]["extension"]["hours"] == ["07:00-12:00"]
    assert shown["silence"]["close"] is None
    assert shown["validity"]["first_day"] == "2020-03-01"
    assert shown["levels"]["team-leader"]["names"]["fr"] == "Chef d'équipe"
    assert shown["on_call"]["source"] == "4.1 es, Servicio de asistencia bajo llamada fuera del horario de trabajo"


def test_a_reader_who_has_enough_is_no_fault() -> None:
    arguments = [sys.executable, "starter.py", "contracts", "show", "imagiclecare-4.1"]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as shown:
        assert shown.stdout is not None
        assert shown.stderr is not None
        shown.stdout.readline()
        shown.stdout.close()
        assert shown.stderr.read() == b""
    assert shown.returncode == 0


def test_show_refuses_a_contract_that_there_is_not_and_names_the_nearest() -> None:
    refusal = starter("contracts", "show", "imagiclecare-4.2").refusal
    assert refusal.startswith("There is no contract 'imagiclecare-4.2': did you mean imagiclecare-4.1")
    assert starter("contracts", "show", "\udcff\x00").refusal.startswith("There is no contract '\\udcff\\x00'")


def test_check_finds_no_faults_in_a_published_file() -> None:
    answer = starter_process("contracts", "check", "contracts/imagen-ti.yaml")
    assert (answer.code, answer.out, answer.err) == (0, "no faults\n", "")
    assert starter("contracts", "check", str(ROOT / "contracts" / "imagen-ti.yaml"), "--json").json == []


def test_check_tells_every_fault_at_once_with_its_line(tmp_path: Path) -> None:
    text = (ROOT / "contracts" / "imagen-ti.yaml").read_text(encoding="utf-8")
    broken = text.replace("America/Mexico_City", "America/Mexico_Town").replace("minor: 24 h", "minor: soon")
    file = tmp_path / "broken.yaml"
    file.write_text(broken, encoding="utf-8")
    lines = {
        "zone": 1 + broken[: broken.index("America/Mexico_Town")].count("\n"),
        "target": 1 + broken[: broken.index("minor: soon")].count("\n"),
    }
    faults = starter("contracts", "check", str(file)).refusal.splitlines()
    assert any(fault.startswith(f"broken.yaml, line {lines['zone']}: theatres.mexico.zone: ") for fault in faults)
    assert any(fault.startswith(f"broken.yaml, line {lines['target']}: promises.attention.targets") for fault in faults)
    answer = starter("contracts", "check", str(file), "--json")
    assert (answer.code, answer.err) == (1, "")
    assert [fault["line"] for fault in json.loads(answer.out)] == sorted(lines.values())


def test_a_date_that_there_is_not_is_one_fault_among_others_with_its_line(tmp_path: Path) -> None:
    text = (ROOT / "contracts" / "imagiclecare-4.1.yaml").read_text(encoding="utf-8")
    broken = text.replace("first_day: 2020-03-01", "first_day: 2026-02-30")
    broken = broken.replace("zone: Asia/Dubai\n    days: [sun, mon,", "zone: Asia/Dubay\n    days: [sun, mun,")
    file = tmp_path / "ours.yaml"
    file.write_text(broken, encoding="utf-8")
    faults = starter("contracts", "check", str(file)).refusal.splitlines()
    assert [fault.split(";")[0] for fault in faults] == [
        f"ours.yaml, line {_line(broken, 'first_day')}: validity.first_day: '2026-02-30' is no date",
        f"ours.yaml, line {_line(broken, 'Dubay')}: theatres.middle-east.zone: 'Asia/Dubay' is not a time zone of the "
        "tz database",
        f"ours.yaml, line {_line(broken, 'mun,')}: theatres.middle-east.days[1]: 'mun' is not known here",
    ]


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"id: [", "is not YAML"),
        (b"- a\n- b\n", "is not a contract, but a list"),
        (b"\xff\xfe", "is not text in UTF-8"),
        (b"a: \x00\n", "is not YAML"),
        (b"a: 1\na: 2\n", "is not YAML"),
        (b"&a [*a, *a]", "t.yaml"),
        (b"[" * 400, "is nested deeper than 50 levels"),
    ],
)
def test_check_refuses_what_is_no_contract_at_all(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "t.yaml"
    file.write_bytes(content)
    assert sentence in starter("contracts", "check", str(file)).refusal


@pytest.mark.parametrize(("path", "sentence"), [(ROOT, "is a folder"), (Path("nowhere.yaml"), "there is no such file")])
def test_check_refuses_a_path_without_a_file(path: Path, sentence: str) -> None:
    assert sentence in starter("contracts", "check", str(path)).refusal


def test_a_folder_with_a_faulty_contract_stops_what_needs_it(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("id: mine\n", encoding="utf-8")
    settings = Settings(contracts=tmp_path)
    answer = starter("contracts", "list", settings=lambda: settings)
    assert answer.code == 1
    assert answer.err.startswith("mine.yaml")


def test_contracts_alone_is_not_understood() -> None:
    assert starter("contracts").misunderstanding == "Missing command. See `sundial contracts --help`."
