from pathlib import Path
from typing import Any

import pytest

from runtime.settings import Settings
from tests.doors.cli.given.command_line import ROOT, Outcome, starter, starter_process
from tests.doors.cli.given.terminal import in_a_terminal, plain, widest

EXAMPLE = ROOT / "examples" / "directory.yaml"
TUESDAY_AT_THREE = "2026-11-24T03:00:00+01:00"


def oncall(*arguments: str, at: str = TUESDAY_AT_THREE) -> Outcome:
    return starter("oncall", "--directory", str(EXAMPLE), "--at", at, *arguments)


def role(level: str, *arguments: str, at: str = TUESDAY_AT_THREE) -> Any:
    """One role of ImagicleCare 5.0 in Europe."""
    found = oncall("--contract", "imagiclecare-5.0", "--theatre", "europe", "--json", *arguments, at=at).json
    return next(one for one in found["roles"] if one["level"] == level)


def test_the_support_manager_of_europe_on_tuesday_at_three_in_the_morning_is_a_person() -> None:
    now = role("support-manager")["now"]
    assert [one["name"] for one in now["people"]] == ["Claire Moreau"]
    assert now["because"] == "out of hours: Claire Moreau"


def test_the_shifts_of_two_weeks_are_on_the_clock_of_the_rotation() -> None:
    shifts = role("on-call")["shifts"]
    assert [(one["start"], one["because"]) for one in shifts] == [
        ("2026-11-22T23:00:00Z", "Chiara Conti"),
        ("2026-11-23T08:00:00Z", "Anna Bianchi"),
        ("2026-11-25T17:00:00Z", "Chiara Conti in place of Anna Bianchi"),
        ("2026-11-26T08:00:00Z", "Anna Bianchi"),
        ("2026-11-30T08:00:00Z", "Marco De Luca"),
    ]
    assert shifts[-1]["end"] == "2026-12-06T23:00:00Z"
    assert shifts[2]["people"][0]["how"] == "override"
    assert shifts[2]["people"][0]["instead_of"] == ["anna"]


def test_whom_one_tries_next_is_told_in_order() -> None:
    assert [(one["name"], one["because"]) for one in role("on-call")["then_tried"]] == [
        ("Marco De Luca", "stands in for Anna Bianchi"),
        ("Chiara Conti", "next in the rotation"),
        ("Lena Vogt", "support-regional-manager"),
        ("Claire Moreau", "stands in for Lena Vogt"),
        ("Paolo Ferri", "co-ceo-cto"),
        ("Sofia Lindgren", "co-ceo-cto"),
    ]


def test_a_week_is_a_picture_with_turns_overrides_deputies_and_now() -> None:
    answer = oncall("--contract", "imagiclecare-5.0", "--theatre", "europe", "--weeks", "1")
    lines = answer.out.splitlines()
    first = lines.index("on-call, europe (imagiclecare-5.0)")
    assert lines[first + 1 : first + 5] == [
        "Europe/Rome              Mon 23   Tue 24   Wed 25   Thu 26   Fri 27   Sat 28   Sun 29",
        "Chiara Conti             ███····· ········ ······▓▓ ▓▓▓····· ········ ········ ········",
        "Anna Bianchi             ···█████ ████████ ██████·· ···█████ ████████ ████████ ████████",
        "                                   ▲ now",
    ]
    assert "▒▒▒" in oncall("--theatre", "europe", at="2026-12-24T12:00:00Z").out


def test_the_picture_of_a_week_in_which_the_clocks_change_has_its_handover_at_nine() -> None:
    lines = oncall("--theatre", "europe", "--weeks", "1", at="2027-03-28T12:00:00Z").out.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("on-call, europe"))
    assert lines[first + 1].endswith("Sun 28")
    strips = [line[-62:] for line in lines[first + 2 : first + 4]]
    assert all(len(strip.replace(" ", "")) == 56 for strip in strips)
    assert sorted(strip[:3] for strip in strips) == ["···", "███"]


def test_the_table_says_who_is_told_who_comes_next_and_who_is_nobody() -> None:
    answer = oncall()
    assert (answer.code, answer.err) == (0, "")
    assert max(len(line) for line in answer.out.splitlines()) <= 100
    words = " ".join(answer.out.split())
    assert answer.out.startswith("Who is told, 2026-11-24T02:00:00Z")
    assert "Layla Haddad" in words
    assert "nobody, as the" in words


def test_without_an_instant_it_is_now_and_the_file_is_that_of_the_settings() -> None:
    answer = starter_process("oncall", "--theatre", "mexico", SUNDIAL_DIRECTORY=str(EXAMPLE))
    assert (answer.code, answer.err) == (0, "")
    assert "Elena Castillo" in answer.out


def test_no_answer_holds_an_address() -> None:
    for answer in (oncall(), oncall("--json")):
        assert "://" not in answer.out
        assert "@" not in answer.out


def test_without_a_directory_it_says_how_to_name_one() -> None:
    assert starter("oncall", settings=Settings).refusal == (
        "no directory is set; give --directory FILE, such as examples/directory.yaml, or set SUNDIAL_DIRECTORY"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--contract", "imagen-it"], "There is no contract 'imagen-it': did you mean imagen-ti"),
        (["--theatre", "europa"], "There is no theatre 'europa' there: did you mean europe?"),
        (["--contract", "imagen-ti", "--theatre", "europe"], "There is no theatre 'europe' there: choose mexico."),
        (["--at", "tomorrow"], "--at 'tomorrow' is not an instant; write it like"),
        (
            ["--at", "9999-12-30T00:00:00Z"],
            "at 9999-12-30T00:00:00+00:00 lies where dates end; choose an instant in the",
        ),
        (
            ["--at", "0001-01-01T00:00:00Z"],
            "at 0001-01-01T00:00:00+00:00 lies where dates end; choose an instant in the",
        ),
    ],
)
def test_what_it_cannot_answer_it_refuses_in_a_sentence(arguments: list[str], sentence: str) -> None:
    assert sentence in starter("oncall", "--directory", str(EXAMPLE), *arguments).refusal


def test_a_number_of_weeks_out_of_reach_is_not_understood() -> None:
    assert "--weeks" in oncall("--weeks", "0").misunderstanding


def test_a_directory_with_faults_is_refused_with_all_of_them(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    broken = text.replace("zone: Asia/Dubai", "zone: Asia/Dubay").replace("${SMTP_PASSWORD}", "hunter2")
    file = tmp_path / "people.yaml"
    file.write_text(broken, encoding="utf-8")
    refusal = starter("oncall", "--directory", str(file)).refusal
    assert [line.split(":")[0] for line in refusal.splitlines()] == [
        f"people.yaml, line {number}"
        for number, line in enumerate(broken.splitlines(), 1)
        if "Asia/Dubay" in line or "hunter2" in line
    ]
    assert "hunter2" not in refusal


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_in_a_terminal_it_fits_and_nobody_is_red(columns: int) -> None:
    shown = in_a_terminal(columns, "oncall", "--directory", str(EXAMPLE), "--at", TUESDAY_AT_THREE)
    assert widest(shown) <= columns
    assert "\x1b[1;31mnobody, as the" in shown
    assert "support-regional-manager" in shown
    assert any(line.startswith("Anna Bianchi") and "█" in line for line in plain(shown))
