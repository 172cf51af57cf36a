"""A ticket of which a part of the history cannot be read is not a ticket with a shorter history (semantics 24b)."""

import json
from pathlib import Path
from typing import Any

import pytest

from studies.simulation.study import NoSuchStory, conduct, story, study
from tests.doors.cli.given.command_line import starter
from tests.studies.simulation.given import export, json_line, reader

GOLD = ("--contract", "imagiclecare-4.1", "--plan", "gold", "--theatre", "europe", "--zone", "Europe/Rome")
HEADER = "ticket,command,at,customer,subject,priority,question\n"
WHOLE = "T-2,open,2026-03-02 09:00,Aurora,Echo,P2,\nT-2,acknowledge,2026-03-02 09:30,,,,\n"
OURS = (
    "T-1,open,2026-03-02 09:00,Aurora,No calls,P2,\n"
    "T-1,acknowledge,2026-03-02 09:30,,,,\n"
    "T-1,wait_for_customer,{at},,,,Which floor?\n"
)
AN_ISSUE: dict[str, Any] = {
    "key": "T-1",
    "fields": {"created": "2026-03-02T08:00:00.000+0000", "status": {"name": "Open"}, "priority": {"name": "High"}},
    "changelog": {"histories": []},
}
AN_AUDIT: dict[str, Any] = {
    "ticket_id": 2,
    "created_at": "2026-03-02T08:00:00Z",
    "events": [
        {"type": "Create", "field_name": name, "value": value}
        for name, value in (("status", "new"), ("priority", "high"))
    ],
}


def commands(*types: str) -> list[dict[str, str]]:
    return [{"type": type_, "at": f"2026-03-02 1{place}:00"} for place, type_ in enumerate(types)]


FILES = {
    "a date in another order": ("a.csv", HEADER + OURS.format(at="26/03/2026 10:00") + WHOLE, (4,)),
    "a date that is none": ("a.csv", HEADER + OURS.format(at="soon") + WHOLE, (4,)),
    "a row with a quote that is never closed": ("a.csv", HEADER + OURS.format(at='"2026-03-02 10:00') + WHOLE, (4,)),
    "a row of quoted cells with a quote that is not doubled": (
        "a.csv",
        HEADER
        + OURS.format(at="x").rsplit("T-1", 1)[0]
        + '"T-1","wait_for_customer","","","","","The "red" one"\n'
        + WHOLE,
        (4,),
    ),
    "a row with a cell too many": ("a.csv", HEADER + OURS.format(at="2026-03-02 10:00,") + WHOLE, (4,)),
    "a row that is cut": ("a.csv", HEADER + OURS.format(at="x").rsplit(",x", 1)[0] + "\n" + WHOLE, (4,)),
    "an opening that cannot be read": (
        "a.csv",
        HEADER + OURS.format(at="2026-03-02 10:00").replace(",P2,", ",P7,", 1) + WHOLE,
        (2, 3, 4),
    ),
    "a command of a line": (
        "a.jsonl",
        json_line(commands=commands("acknowlege", "resolve")) + json_line(ticket="T-2"),
        (1,),
    ),
    "a value of a wrong type": ("a.jsonl", json_line(contract={"a": 1}) + json_line(ticket="T-2"), (1,)),
    "commands of a wrong type": ("a.jsonl", json_line(commands=7) + json_line(ticket="T-2"), (1,)),
    "a state that nobody knows": (
        "a.csv",
        export({"number": "T-1"}, {"number": "T-1", "incident_state": "Actve"}, {"number": "T-2"}),
        (3,),
    ),
    "a changelog that is not whole": (
        "a.json",
        json.dumps({"issues": [{**AN_ISSUE, "changelog": {"total": 9, "histories": []}}, {**AN_ISSUE, "key": "T-2"}]}),
        (1,),
    ),
    "an audit of a wrong type": (
        "a.jsonl",
        "\n".join(json.dumps(one) for one in (AN_AUDIT, {**AN_AUDIT, "ticket_id": 1}, {"ticket_id": 1, "events": 7})),
        (3,),
    ),
}


@pytest.mark.parametrize("what", FILES)
def test_nothing_of_it_is_judged_and_the_totals_count_what_was_lost(what: str, tmp_path: Path) -> None:
    name, text, lines = FILES[what]
    asked = study(tmp_path / name, reader(tmp_path / name, text), "Europe/Rome")
    report = conduct(asked).report
    (held,) = report.held_back
    assert (report.incidents, report.simulated, held.lines) == (2, 1, lines)
    assert f"a part of its history could not be read: line {lines[0]}: " in held.sentence
    assert sum(row.judged + row.open for row in report.promises if row.promise == "reaction") == 1
    assert report.source.reported >= len(lines)
    assert report.source.rows == report.source.used + report.source.unchanged + report.source.reported
    with pytest.raises(NoSuchStory, match=r"has no story that can be told|is not opened in"):
        story(asked, "T-1")


@pytest.mark.parametrize("what", FILES)
def test_an_import_holds_it_back_and_takes_it_where_gaps_are_accepted(what: str, tmp_path: Path) -> None:
    name, text, lines = FILES[what]
    (tmp_path / name).write_text(text, encoding="utf-8")
    then = ("--dry-run", "--as-of", "2026-03-02T11:30:00Z", "--json")
    told = starter("import", str(tmp_path / name), *GOLD, *then)
    found = json.loads(told.out)
    assert (told.code, found["totals"]["tickets"], found["totals"]["left_out"]) == (1, 1, {"gap": 1})
    (held,) = found["left_out"]
    assert held["line"] == lines[0]
    assert f"is held back, as a part of its history could not be read: line {lines[0]}: " in held["sentence"]
    taken = starter("import", str(tmp_path / name), *GOLD, "--accept-gaps", *then)
    opened = what not in ("an opening that cannot be read", "a value of a wrong type", "commands of a wrong type")
    assert (taken.code, json.loads(taken.out)["totals"]["tickets"]) == (1, 1 + opened)


def test_the_terminal_and_the_page_say_how_many_and_which_rows(tmp_path: Path) -> None:
    name, text, _ = FILES["a date in another order"]
    (tmp_path / name).write_text(text, encoding="utf-8")
    page = tmp_path / "report.html"
    told = starter("simulate", str(tmp_path / name), *GOLD, "--report", str(page))
    assert told.code == 1
    assert "5 rows: 4 used, 0 without a change, 1 unreadable" in told.out
    assert "1 ticket not judged, as a part of the history could not be read" in told.out
    assert told.err == (
        "line 4: '26/03/2026 10:00' is written in another order than the file's other dates, which are year-first: "
        "write it like 2016-02-29 09:15, or give --dates day-first or --dates month-first (T-1)\n"
    )
    assert "Not judged" in page.read_text(encoding="utf-8")
    imported = starter("import", str(tmp_path / name), *GOLD, "--dry-run", "--as-of", "2026-03-02T11:30:00Z")
    assert "left out: 1 held back, as a part of the history could not be read" in imported.out


def test_the_order_of_its_dates_can_be_given(tmp_path: Path) -> None:
    name, text, _ = FILES["a date in another order"]
    (tmp_path / name).write_text(text, encoding="utf-8")
    report = starter("simulate", str(tmp_path / name), *GOLD, "--dates", "day-first", "--json").json
    assert (report["simulated"], report["held_back"], report["until"]) == (2, [], "2026-03-26T09:00:00Z")


def test_a_file_whose_dates_prove_no_order_is_asked_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEADER + "T-1,open,03/04/2026 10:00,Aurora,No calls,P2,\n", encoding="utf-8")
    told = starter("simulate", str(tmp_path / "a.csv"), *GOLD)
    assert told.refusal.startswith("Line 2 says '03/04/2026 10:00', and no date of the file proves")
    for order, until in (("day-first", "2026-04-03T08:00:00Z"), ("month-first", "2026-03-04T09:00:00Z")):
        assert starter("simulate", str(tmp_path / "a.csv"), *GOLD, "--dates", order, "--json").json["until"] == until
    assert "--dates" in starter("simulate", str(tmp_path / "a.csv"), *GOLD, "--dates", "year").misunderstanding


def test_a_row_that_names_no_ticket_takes_none_along(tmp_path: Path) -> None:
    text = HEADER + WHOLE + ",acknowledge,2026-03-02 09:40,,,,\n" + 'T-9,"open\n'
    found = conduct(study(tmp_path / "a.csv", reader(tmp_path / "a.csv", text), "Europe/Rome")).report
    assert (found.simulated, found.held_back, found.source.reported) == (1, (), 2)
