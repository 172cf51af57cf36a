"""`sundial import`, as people run it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from runtime.settings import Settings
from tests.doors.cli.given.command_line import ROOT, Desk, starter, starter_process
from tests.studies.simulation.given import export

OPEN_INCIDENTS = str(ROOT / "examples" / "open-incidents.csv")
EXAMPLE = ("import", OPEN_INCIDENTS, "--zone", "Europe/Rome", "--from", "Old desk", "--dry-run")
THEN = ("--as-of", "2026-11-20T17:05:00+01:00")
GOLD = ("--contract", "imagiclecare-4.1", "--plan", "gold", "--theatre", "europe")
NOW = datetime.now(UTC).replace(microsecond=0)

Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Writes a file of incidents of Ten Rooms Ltd, each opened ten days ago."""

    def write(*tickets: dict[str, Any]) -> Path:
        usual = {
            "customer": "Ten Rooms Ltd",
            "subject": "No calls",
            "opened_at": (NOW - timedelta(days=10)).isoformat(),
            "priority": "P2",
        }
        path = tmp_path / "open.jsonl"
        path.write_text("".join(json.dumps({**usual, **ticket}) + "\n" for ticket in tickets), encoding="utf-8")
        return path

    return write


def step(type_: str, ago: timedelta, **fields: Any) -> dict[str, Any]:
    return {"type": type_, "at": (NOW - ago).isoformat(), **fields}


WAITS = step("wait_for_third_party", timedelta(days=10), party="Telecom")
RESOLVED = step("resolve", timedelta(minutes=10))
CLOSED = step("close", timedelta(days=1))


def test_a_dry_run_shows_each_ticket_and_the_totals_and_needs_no_server() -> None:
    told = starter_process(*EXAMPLE, *THEN)
    assert (told.code, told.err) == (0, "")
    blocks = told.out.split("\n\n")
    assert blocks[0].splitlines() == [
        "OLD-101  P3 at support-regional-manager, working, BREACHED; 33 h 25 min spent",
        "    past  reaction BREACHED, Tue 17 Nov 2026 12:40 CET",
        "    past  escalation to support-regional-manager, Tue 17 Nov 2026 14:40 CET",
        "    next  warning at 90% of escalation to support-manager, Sat 21 Nov 2026 10:40 CET",
    ]
    assert blocks[2].splitlines()[-1] == "    next  nothing comes due by itself"
    assert blocks[-1].splitlines()[0] == (
        "ticket OLD-105 was over at 2026-10-17T14:00:00Z, as nobody disagreed with the solution in time"
    )
    assert "left out: 1 closed there, 1 over by the contract" in blocks[-1]


def test_a_dry_run_is_told_as_json() -> None:
    found = starter(*EXAMPLE, *THEN, "--json").json
    assert (found["source"], found["at"], found["totals"]["tickets"]) == ("Old desk", "2026-11-20T16:05:00Z", 6)
    assert found["rows"] == {"used": 23, "unchanged": 0, "unreadable": 0}
    first = found["tickets"][0]
    assert (first["standing"]["ticket"], first["standing"]["level"]) == ("OLD-101", "support-regional-manager")
    assert first["past"][0] == {"kind": "missed", "what": "reaction BREACHED", "due": "2026-11-17T11:40:00Z"}
    assert [(one["ticket"], one["why"]) for one in found["left_out"]] == [("OLD-105", "over"), ("OLD-106", "closed")]
    assert "imported" not in found


def test_open_tickets_come_once_however_often_they_are_imported(desk: Desk, written: Write) -> None:
    waiting, resolved, closed = (f"OLD-{uuid4().hex[:8]}" for _ in range(3))
    file = written(
        {"ticket": waiting, "commands": [WAITS]},
        {"ticket": resolved, "commands": [WAITS, RESOLVED]},
        {"ticket": closed, "commands": [CLOSED]},
    )
    told = desk("import", str(file), *GOLD, "--by", "Giulia")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[-2:] == ["left out: 1 closed there", "2 tickets imported, 0 here before, 0 refused"]
    assert desk.events(waiting) == ["TicketOpened", "TicketImported", "WaitStarted"]
    assert desk.events(resolved)[2:] == ["WaitStarted", "TicketResolved", "PromiseKept"]
    came = desk("show", waiting, "--json").json
    assert (came["events"][1]["event"]["source"], came["events"][1]["event"]["by"]) == ("open.jsonl", "Giulia")
    again = desk("import", str(file), *GOLD, "--by", "Giulia", "--json").json
    assert (again["imported"], again["here_before"], again["refused"]) == ([], [waiting, resolved], [])
    assert desk("show", waiting, "--json").json == came
    assert desk("show", closed).code == 1


def test_a_ticket_that_was_closed_here_since_stays_closed(desk: Desk, written: Write) -> None:
    name = f"OLD-{uuid4().hex[:8]}"
    file = written({"ticket": name, "commands": [WAITS]})
    assert desk("import", str(file), *GOLD).code == 0
    assert desk("close", name).code == 0
    again = desk("import", str(file), *GOLD)
    assert (again.code, again.out.splitlines()[-1]) == (0, "0 tickets imported, 1 here before, 0 refused")
    assert desk.events(name)[-1] == "TicketClosed"


def test_a_corrected_file_tells_what_differs_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    name, file = f"OLD-{uuid4().hex[:8]}", tmp_path / "open.csv"
    header = "ticket,command,at,customer,subject,priority,question\n"
    opened, waits = ((NOW - timedelta(days=days)).isoformat() for days in (10, 9))
    rows = f"{name},open,{opened},Ten Rooms Ltd,No calls,P2,\n{name},wait_for_customer,{{at}},,,,Which floor?\n"
    file.write_text(header + rows.format(at="yesterday"), encoding="utf-8")
    held = desk("import", str(file), *GOLD)
    assert (held.code, held.out.splitlines()[-1]) == (1, "0 tickets imported, 0 here before, 0 refused")
    assert held.err.startswith("line 3: 'yesterday' is no time of the years 1900 to 2199")
    assert desk("show", name).code == 1
    taken = desk("import", str(file), *GOLD, "--accept-gaps")
    assert (taken.code, taken.out.splitlines()[-1]) == (1, "1 ticket imported, 0 here before, 0 refused")
    came = desk("show", name, "--json").json
    assert [one["event"]["type"] for one in came["events"]][:3] == ["TicketOpened", "TicketImported", "PromiseMissed"]
    file.write_text(header + rows.format(at=waits), encoding="utf-8")
    again = desk("import", str(file), *GOLD)
    assert again.code == 1
    assert again.out.splitlines()[-2:] == [
        "0 tickets imported, 1 here before, 0 refused",
        "1 ticket differs from what the file says now; nothing was changed: tell it by commands, with --at",
    ]
    assert again.err.startswith("line 3: the file says: waiting on the customer: Which floor?, ")
    assert again.err.endswith(f"; the ticket here has nothing of it ({name})\n")
    assert desk("show", name, "--json").json["events"] == came["events"]
    [differing] = json.loads(desk("import", str(file), *GOLD, "--json").out)["differing"]
    assert (differing["ticket"], differing["line"]) == (name, 3)


def test_what_is_refused_is_told_and_the_rest_comes(desk: Desk, written: Write) -> None:
    taken, tomorrow, fine = (f"OLD-{uuid4().hex[:8]}" for _ in range(3))
    assert desk("open", "--ticket", taken, *GOLD, "--priority", "P1", "--customer", "A", "--subject", "B").code == 0
    file = written(
        {"ticket": taken, "commands": [WAITS]},
        {"ticket": tomorrow, "commands": [step("resolve", -timedelta(days=1))]},
        {"ticket": fine, "commands": [WAITS, {"type": "reslove", "at": NOW.isoformat()}]},
    )
    told = desk("import", str(file), *GOLD, "--accept-gaps")
    assert told.code == 1
    assert told.out.splitlines()[-1] == "1 ticket imported, 0 here before, 2 refused"
    assert [(line.split(":")[0], line.split("(")[-1]) for line in told.err.splitlines()] == [
        ("line 1", f"{taken})"),
        ("line 2", f"{tomorrow})"),
        ("line 3", f"{fine})"),
    ]
    assert "there is no command 'reslove': did you mean resolve" in told.err
    assert "lies in the future; it can be" in told.err
    assert f"ticket {taken} is open already, for A: B; a new problem needs an id of its own" in told.err
    assert desk.events(fine)[1] == "TicketImported"


def test_a_file_without_open_tickets_needs_no_server(tmp_path: Path, written: Write) -> None:
    file = written({"ticket": "OLD-1", "commands": [CLOSED]})
    told = starter("import", str(file), *GOLD, settings=lambda: Settings(data=tmp_path / "none"))
    assert (told.code, told.out.splitlines()[-1]) == (0, "0 tickets imported, 0 here before, 0 refused")


def test_where_nothing_runs_nothing_is_imported_and_a_sentence_says_so(tmp_path: Path, written: Write) -> None:
    file = written({"ticket": "OLD-1", "commands": [WAITS]})
    told = starter("import", str(file), *GOLD, settings=lambda: Settings(data=tmp_path / "none"))
    assert "No Sundial runs on" in told.refusal


def test_a_row_that_cannot_be_read_is_told_with_its_line_and_the_answer_is_1(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(export({}, {"incident_state": "Actve"}), encoding="utf-8")
    told = starter("import", str(path), *GOLD, "--zone", "Europe/Rome", "--dry-run", "--as-of", "2026-03-02T09:00:00Z")
    assert told.code == 1
    assert told.err == "line 3: there is no state 'Actve': did you mean Active? (INC1)\n"
    assert "0 tickets would come" in told.out
    assert "left out: 1 held back, as a part of the history could not be read" in told.out


def test_many_faults_are_counted_and_not_all_told(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(export({}, *({"incident_state": "Actve"} for _ in range(30))), encoding="utf-8")
    told = starter("import", str(path), *GOLD, "--dry-run", "--as-of", "2026-03-02T09:00:00Z")
    assert len(told.err.splitlines()) == 21
    assert told.err.splitlines()[-1] == "10 more are in --json"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--contract", "imagicle"), "There is no contract 'imagicle': "),
        ((*GOLD, "--zone", "Rome"), "The zone 'Rome'"),
        ((*GOLD, "--from", ""), "--from '' is no name"),
        ((*GOLD, "--from", "a\nb"), "is no name; write 1 to 200 characters on one line"),
        ((*GOLD, "--by", "x" * 300), "is no name; write 1 to 200 characters on one line"),
        ((*GOLD, "--as-of", "yesterday"), "--as-of 'yesterday' is not an instant"),
        (("--mapping", "/nowhere.yaml"), "there is no such file"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(options: tuple[str, ...], sentence: str) -> None:
    assert sentence in starter("import", OPEN_INCIDENTS, "--dry-run", *options).refusal


@pytest.mark.parametrize("content", [b"", b"\x00\xff\x00", b"a,b\n1,2\n", b"{}\n"])
def test_a_file_that_holds_no_incident_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(content)
    assert str(path) in starter("import", str(path), *GOLD, "--dry-run").refusal


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (THEN, "--as-of shows what an import would have brought: give --dry-run too."),
        (("--contract", "imagen-ti", "--mapping", "x.yaml"), "leave out --contract."),
    ],
)
def test_options_that_do_not_go_together_are_not_understood(options: tuple[str, ...], sentence: str) -> None:
    assert sentence in starter("import", OPEN_INCIDENTS, *options).misunderstanding
