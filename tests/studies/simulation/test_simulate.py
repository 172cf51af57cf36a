"""`sundial simulate`, as people run it."""

import json
from pathlib import Path

import pytest

from tests.doors.cli.given.command_line import starter, starter_process
from tests.studies.simulation.given import export, json_line

GOLD = ("--contract", "imagiclecare-4.1", "--plan", "gold", "--theatre", "europe", "--zone", "Europe/Rome")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    rows: tuple[dict[str, str], ...] = ({}, {"sys_updated_at": "2026-03-02 14:00", "incident_state": "Active"})
    path.write_text(export(*rows), encoding="utf-8")
    return path


def test_the_report_is_told_in_tables(file: Path) -> None:
    told = starter("simulate", str(file), *GOLD)
    assert (told.code, told.err) == (0, "")
    assert "2 rows: 2 used, 0 without a change, 0 unreadable" in told.out
    assert "1 ticket simulated (1 working)" in told.out
    assert "Who would have been woken at night?\n  Nobody.\n" in told.out
    assert "3:00 late" in told.out
    assert max(len(line) for line in told.out.splitlines()[4:]) <= 100


def test_the_report_is_told_as_json(file: Path) -> None:
    report = starter("simulate", str(file), *GOLD, "--json").json
    assert report["promises"][0] | {"shares": []} == {
        "priority": "P2",
        "promise": "reaction",
        "level": None,
        "kept": 0,
        "breached": 1,
        "missed": 0,
        "open": 0,
        "dropped": 0,
        "distance": {"median": 10800, "p90": 10800, "worst": 10800},
        "shares": [],
    }
    assert report["until"] == "2026-03-02T13:00:00Z"


def test_a_comparison_is_told_as_json_with_both_reports(file: Path) -> None:
    found = starter(
        "simulate", str(file), *GOLD, "--against", "imagiclecare-4.1", "--against-plan", "basic", "--json"
    ).json
    assert found["effects"] == {"better": 1, "worse": 0, "otherwise": 0, "same": 0}
    assert list(found["before"]["policies"]) == ["imagiclecare-4.1, gold, europe"]
    assert list(found["after"]["policies"]) == ["imagiclecare-4.1, basic, europe"]


def test_until_an_instant_the_rest_is_left_out(file: Path) -> None:
    report = starter("simulate", str(file), *GOLD, "--until", "2026-03-02T12:30:00+01:00", "--json").json
    assert (report["to_come"], report["promises"][0]["distance"]["worst"]) == (1, 5400)


def test_the_page_is_written_and_the_ticket_asked_for_is_told(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    told = starter("simulate", str(file), *GOLD, "--report", str(page), "--ticket", "INC1")
    assert told.code == 0
    assert "taken in charge by Updated by 3" in told.out
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_ticket_asked_for_is_told_under_both_policies(file: Path, tmp_path: Path) -> None:
    basic = ("--against", "imagiclecare-4.1", "--against-plan", "basic", "--ticket", "INC1")
    told = starter("simulate", str(file), *GOLD, *basic)
    assert "INC1 under imagiclecare-4.1 gold: " in told.out
    assert "INC1 under imagiclecare-4.1 basic: " in told.out
    gold, basic_ = starter("simulate", str(file), *GOLD, *basic, "--json").json["stories"]
    assert (gold[0]["type"], gold[0]["told"]) == ("TicketOpened", ["customer", "support-team"])
    assert "PromiseMissed" in {event["type"] for event in gold}
    assert "PromiseMissed" not in {event["type"] for event in basic_}


def test_the_report_never_replaces_what_it_is_made_of(file: Path) -> None:
    before = file.read_bytes()
    told = starter("simulate", str(file), *GOLD, "--report", str(file.parent / "." / file.name))
    assert "is read here, and the report would replace it; give another --report" in told.refusal
    assert file.read_bytes() == before


def test_a_row_that_cannot_be_read_is_told_with_its_line_and_the_answer_is_1(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(export({}, {"incident_state": "Actve"}), encoding="utf-8")
    told = starter("simulate", str(path), *GOLD)
    assert told.code == 1
    assert told.err == "line 3: there is no state 'Actve': did you mean Active? (INC1)\n"
    assert "0 tickets simulated" in told.out
    assert "1 ticket not judged, as a part of the history could not be read" in told.out


def test_an_incident_that_the_contract_refuses_is_told_and_the_answer_is_1(tmp_path: Path) -> None:
    path = tmp_path / "incidents.jsonl"
    path.write_text(json_line(language="fi") + json_line(ticket="T-2"), encoding="utf-8")
    told = starter("simulate", str(path), *GOLD)
    assert told.code == 1
    assert told.err.startswith("T-1: The language 'fi' is not supported")
    assert "1 ticket simulated (1 working), 1 more not opened" in told.out


def test_a_mapping_chooses_for_each_incident(file: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("column: category\nvalues: {Category 5: {contract: imagen-ti}}\n", encoding="utf-8")
    report = starter("simulate", str(file), "--mapping", str(mapping), "--json").json
    assert report["policies"] == {"imagen-ti, standard, mexico": 1}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "An export of another system names no contract: give --contract, or a --mapping file that chooses one."),
        (("--contract", "imagicle"), "There is no contract 'imagicle': "),
        (("--contract", "imagen-ti", "--plan", "gold"), "There is no plan 'gold' in imagen-ti: "),
        ((*GOLD, "--zone", "Rome"), "The zone 'Rome'"),
        ((*GOLD, "--until", "tomorrow"), "--until 'tomorrow' is not an instant"),
        ((*GOLD, "--against", "imagen"), "There is no contract 'imagen': did you mean imagen-ti?"),
        ((*GOLD, "--ticket", "INC9"), "'INC9' is not opened in"),
        ((*GOLD, "--report", "/nowhere/at/all.html"), "cannot be written (No such file or directory)"),
        (("--mapping", "/nowhere.yaml"), "there is no such file"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(file: Path, options: tuple[str, ...], sentence: str) -> None:
    assert sentence in starter("simulate", str(file), *options).refusal


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--contract", "imagen-ti", "--mapping", "x.yaml"), "leave out --contract."),
        (("--against-plan", "gold"), "say more about --against: give that too."),
        (("--processes", "0"), "--processes"),
    ],
)
def test_options_that_do_not_go_together_are_not_understood(
    file: Path, options: tuple[str, ...], sentence: str
) -> None:
    assert sentence in starter("simulate", str(file), *options).misunderstanding


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty; it needs a header and one row on each line"),
        (b"\x00\xff\x00", "is no text in UTF-8; save it as CSV in UTF-8"),
        (b"\xff\xfe{\x00", "the file is not JSON from here on"),
        (b"a,b\n1,2\n", "its columns ('a', 'b') are those of no file that is read"),
        (b"{}\n", "has no incident with a date that can be read, and each needs one: line 1: ticket is missing"),
    ],
)
def test_a_file_that_holds_no_incident_is_refused_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(content)
    assert sentence in starter("simulate", str(path), *GOLD).refusal


def test_a_table_that_is_not_in_utf_8_is_read_as_it_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "città.csv"
    rows = "ticket,command,at,customer,subject,priority\nT-1,open,2026-03-02 09:00,Forlì,Perché?,P2\n"
    path.write_bytes(rows.encode("windows-1252"))
    told = starter("simulate", str(path), *GOLD, "--until", "2026-03-02T17:00+01:00")
    assert "line 2: the row is not text in UTF-8; save the file as UTF-8, or give its --encoding, such as" in told.err
    read = starter("simulate", str(path), *GOLD, "--encoding", "windows-1252", "--ticket", "T-1")
    assert (read.code, "Perché?" in read.out) == (0, True)
    mapping = tmp_path / "mapping.yaml"
    for name, code in (("windows-1252", 0), ("windoze", 1)):
        mapping.write_text(
            f"encoding: {name}\notherwise: {{contract: imagen-ti, priorities: {{P2: minor}}}}", encoding="utf-8"
        )
        told = starter("simulate", str(path), "--mapping", str(mapping))
        assert told.code == code
    assert (
        "mapping.yaml, line 1: encoding: 'windoze' is no encoding of tables; give one such as windows-1252" in told.err
    )


@pytest.mark.parametrize("name", ["windoze", "utf-16-le", "utf-7", "rot13", "base64", "\x00", "x" * 9999])
def test_an_encoding_that_is_none_of_tables_is_not_understood(file: Path, name: str) -> None:
    told = starter("simulate", str(file), *GOLD, "--encoding", name).misunderstanding
    assert "is none of tables; give one such as windows-1252" in " ".join(told.split())


def test_it_runs_in_a_process_of_its_own_without_any_server(file: Path) -> None:
    told = starter_process("simulate", str(file), *GOLD, "--json")
    assert json.loads(told.out)["simulated"] == 1
