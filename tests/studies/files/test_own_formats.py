import json
from pathlib import Path

import pytest

from studies.files.lines import LONGEST, FileUnusable
from studies.files.policy import Choice, Policy
from tests.studies.simulation.given import asked, incident, json_line, read, rome

EXAMPLES = Path(__file__).parents[3] / "examples"
HEADER = "ticket,command,at,customer,subject,priority,level,party,reason,accepts_solution\n"
OPENED = "T-1,open,2026-03-02 09:00,Aurora,No calls,P2,,,,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "incidents.csv"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return tmp_path / "incidents.jsonl"


def test_a_row_opens_and_the_others_bring_commands(table: Path) -> None:
    taken, waits = (
        "T-1,acknowledge,2026-03-02 09:30,,,,,,,\n",
        "T-1,wait_for_third_party,2026-03-02 10:00,,,,,Telecom,,\n",
    )
    text = HEADER + OPENED + taken + waits
    (one,), rows, remarks = read(table, text)
    assert one.opened_at == rome("Mon 2 Mar 2026 09:00")
    assert (one.request.contract, one.request.plan, one.request.priority) == ("imagiclecare-4.1", "gold", "P2")
    assert asked(one) == [("Mon 09:30", "acknowledge"), ("Mon 10:00", "wait_for_third_party")]
    assert (rows.used, rows.reported, remarks) == (3, 0, [])


def test_a_row_may_name_its_own_contract_and_an_instant_its_own_offset(table: Path) -> None:
    header = "ticket,command,at,customer,subject,contract,priority\n"
    text = header + "T-1,open,2026-03-02T09:00:00-06:00,Valle,Login,imagen-ti,critical\n"
    (one,), *_ = read(table, text, policy=Policy(otherwise=Choice()))
    assert one.request.contract == "imagen-ti"
    assert one.opened_at == rome("Mon 2 Mar 2026 16:00")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("T-1,acknowledg,2026-03-02 10:00,,,,,,,", "there is no command 'acknowledg': did you mean acknowledge?"),
        ("T-1,acknowledge,2026-03-02 08:00,,,,,,,", "lies before what the incident has behind it"),
        ("T-1,acknowledge,soon,,,,,,,", "'soon' is no time"),
        ("T-1,acknowledge,,,,,,,,", "the row has no at"),
        ("T-1,resolve,2026-03-02 10:00,,,,,Telecom,,", "there is no field party"),
        ("T-1,wait_for_third_party,2026-03-02 10:00,,,,,,,", "party is missing"),
        ("T-1,open,2026-03-02 10:00,Aurora,No calls,P2,,,,", "T-1 is open already"),
        ("T-2,acknowledge,2026-03-02 10:00,,,,,,,", "T-2 is not open yet"),
        ("T-2,open,2026-03-02 10:00,Aurora,No calls,urgent,,,,", "the priority 'urgent' is none of P1, P2, P3 or P4"),
        ("T-2,open,2026-03-02 10:00,,No calls,P2,,,,", "customer is missing"),
        (",open,2026-03-02 10:00,Aurora,No calls,P2,,,,", "the row names no ticket"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_the_rest_goes_on(table: Path, row: str, sentence: str) -> None:
    (one,), rows, (remark,) = read(table, HEADER + OPENED + row + "\nT-1,resolve,2026-03-02 11:00,,,,,,,\n")
    assert [command.type for command in one.commands] == ["resolve"]
    assert (remark.line, remark.lost) == (3, True)
    assert sentence in remark.sentence
    assert (rows.used, rows.reported) == (2, 1)


def test_true_and_false_are_read_as_such(table: Path) -> None:
    text = HEADER + OPENED + "T-1,customer_responded,2026-03-02 11:00,,,,,,,true\n"
    (one,), *_ = read(table, text)
    assert one.commands[0].model_dump()["accepts_solution"] is True


def test_a_header_with_an_unknown_or_without_a_needed_column_is_refused(table: Path) -> None:
    with pytest.raises(FileUnusable, match="there is no column 'custmer': did you mean customer"):
        read(table, "ticket,command,at,custmer\n")
    with pytest.raises(FileUnusable, match="the column 'at' is missing"):
        read(table, "ticket,command\n")


def test_a_column_without_a_heading_says_nothing(table: Path) -> None:
    text = "".join(f"{line},,\n" for line in (HEADER + OPENED).splitlines())
    (one,), _, remarks = read(table, text)
    assert (one.id, remarks) == ("T-1", [])


def test_the_column_of_a_mapping_must_be_there(table: Path) -> None:
    policy = Policy(column="site", values={"Lucca": Choice(contract="imagen-ti")})
    with pytest.raises(FileUnusable, match="the column 'site' is missing, by which the mapping goes"):
        read(table, HEADER + OPENED, policy=policy)


def test_an_incident_written_as_json_is_read_as_it_was(lines: Path) -> None:
    one = incident(
        "Mon 2 Mar 2026 09:00",
        ("Mon 2 Mar 2026 09:30", "acknowledge"),
        ("Mon 2 Mar 2026 10:00", "change_priority", {"priority": "P1", "reason": "it spreads"}),
        received="Mon 2 Mar 2026 09:05",
    )
    incidents, rows, remarks = read(lines, one.model_dump_json() + "\n")
    assert (incidents, rows.used, remarks) == ([one], 3, [])


def test_a_command_of_a_line_that_cannot_be_read_is_told_and_the_rest_goes_on(lines: Path) -> None:
    commands = [{"type": "acknowlege", "at": "2026-03-02 10:00"}, 7, {"type": "resolve", "at": "2026-03-02 11:00"}]
    (one,), rows, remarks = read(lines, json_line(commands=commands))
    assert asked(one) == [("Mon 11:00", "resolve")]
    assert [remark.line for remark in remarks if remark.lost] == [1, 1]
    assert (rows.used, rows.reported) == (2, 2)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "the line is not JSON"),
        ("[1]", "the line is no JSON object"),
        ('{"commands": 7}', "the line is no incident"),
        ('{"request": 7}', "request is no JSON object"),
        ("[" * 50_000, "the line is not JSON"),
        (json.dumps({"opened_at": "2026-03-02 09:00", "priority": "P2"}), "ticket is missing"),
        (json_line(colour="red"), "an opening has no colour"),
        (json_line(opened_at=[1772438400]), "the row's at is no text"),
        (json_line(contract={"a": 1}), "contract"),
        (json_line(ticket="a b"), "ticket may hold"),
        (json_line(subject="x" * LONGEST), f"the line has more than {LONGEST:,} characters"),
    ],
)
def test_a_line_that_is_no_incident_is_told_and_the_next_is_read(lines: Path, line: str, sentence: str) -> None:
    incidents, rows, remarks = read(lines, line.strip() + "\n" + json_line(ticket="T-2"))
    assert [one.id for one in incidents] == ["T-2"]
    assert sentence in remarks[0].sentence
    assert rows.used == 1
    assert rows.reported >= 1


def test_an_instant_may_be_a_number_as_programs_count(lines: Path) -> None:
    seconds = 1772438400
    commands = [{"type": "acknowledge", "at": 1000 * seconds}]
    (one,), _, remarks = read(lines, json_line(opened_at=seconds, commands=commands))
    assert (asked(one), remarks) == ([("Mon 09:00", "acknowledge")], [])
    assert one.opened_at == rome("Mon 2 Mar 2026 09:00")


def test_a_mapping_chooses_by_any_field_of_a_line(lines: Path) -> None:
    five = Choice(contract="imagiclecare-5.0", plan="gold", theatre="europe")
    policy = Policy(column="site", values={"Mexico": Choice(contract="imagen-ti")}, otherwise=five)
    text = json_line(site="Mexico", priority="2 - High") + json_line(ticket="T-2")
    incidents, *_ = read(lines, text, policy=policy)
    assert [(one.request.contract, one.request.priority) for one in incidents] == [
        ("imagen-ti", "serious"),
        ("imagiclecare-5.0", "P2"),
    ]


def test_every_row_of_the_example_can_be_read(tmp_path: Path) -> None:
    text = (EXAMPLES / "incidents.csv").read_text(encoding="utf-8")
    incidents, rows, remarks = read(tmp_path / "copy.csv", text, policy=Policy(otherwise=Choice()))
    assert [one.id for one in incidents] == ["H-1", "H-2", "H-3", "H-4"]
    assert (rows.unchanged, rows.reported, remarks) == (0, 0, [])
