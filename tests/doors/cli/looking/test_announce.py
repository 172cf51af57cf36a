"""`announce`: what a person would be told. Nothing is sent, and no server is needed."""

import json
from pathlib import Path

import pytest

from runtime.settings import Settings
from tests.doors.cli.given.command_line import ROOT, Outcome, starter

PEOPLE = str(ROOT / "examples" / "directory.yaml")


def announce(*arguments: str) -> Outcome:
    return starter("announce", *arguments, settings=lambda: Settings(directory=None))


def test_anybody_sees_an_example_of_each_kind_of_message() -> None:
    shown = announce("--to", "Ada", "--dry-run", "--json").json
    assert len(shown) > 20
    kinds = {one["kind"] for one in shown}
    assert {"opening", "question", "reminder", "downgrade", "resolution", "closing", "alarm", "digest"} <= kinds
    assert {one["audience"] for one in shown} == {"customer", "on-call", "team"}
    assert {one["language"] for one in shown} == {"en"}


def test_one_kind_is_shown_in_every_language() -> None:
    said = announce("--to", "Ada", "--dry-run", "--event", "reminder", "--language", "all", "--zone", "Europe/Rome").out
    headings = [line for line in said.splitlines() if line.startswith("===")]
    assert headings == [f"=== reminder, to customer, {name}" for name in ("it", "en", "fr", "de", "es", "pt", "ar")]
    assert "[SD-1043] Promemoria 1: ci serve una Sua risposta - Fax server does not start" in said
    assert "09:30\N{NO-BREAK SPACE}CET" in said


def test_a_colleague_of_the_directory_reads_what_the_team_reads_in_their_own_language() -> None:
    shown = announce("--to", "anna", "--dry-run", "--directory", PEOPLE, "--json").json
    assert {one["audience"] for one in shown} == {"on-call", "team"}
    assert {one["language"] for one in shown} == {"it"}


def test_pages_are_written_into_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    told = announce("--to", "Ada", "--dry-run", "--event", "alarm", "--language", "ar", "--html", str(folder))
    assert told.out == f"{folder / 'alarm-on-call-ar.html'}\n"
    assert 'dir="rtl"' in (folder / "alarm-on-call-ar.html").read_text(encoding="utf-8")


def test_json_is_ascii_and_whole() -> None:
    out = announce("--to", "Ada", "--dry-run", "--event", "alarm", "--language", "ar", "--json").out
    assert out.isascii()
    [alarm] = json.loads(out)
    assert set(alarm) == {"kind", "audience", "language", "subject", "short", "text", "html"}


def test_nothing_is_sent_by_hand() -> None:
    refusal = announce("--to", "anna").refusal
    assert "nothing is sent by hand" in refusal
    assert "add --dry-run" in refusal


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--event", "alarmed"), ["'alarmed'", "choose one of alarm, answer-missed"]),
        (("--language", "nl"), ["'nl'", "it, en, fr, de, es, pt, ar", "all"]),
        (("--zone", "Europe/Rom"), ["'Europe/Rom'", "did you mean Europe/Rome"]),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_can(arguments: tuple[str, ...], words: list[str]) -> None:
    refusal = announce("--to", "Ada", "--dry-run", *arguments).refusal
    assert [word for word in words if word not in refusal] == []


def test_a_customer_of_the_directory_reads_what_customers_read() -> None:
    shown = announce("--to", "Nordwind Klinik", "--dry-run", "--directory", PEOPLE, "--json").json
    assert {one["audience"] for one in shown} == {"customer"}
    assert {one["language"] for one in shown} == {"de"}
    assert "Guten Tag Nordwind Klinik," in shown[0]["text"]


def test_somebody_whom_the_directory_does_not_know_is_refused(tmp_path: Path) -> None:
    people = tmp_path / "directory.yaml"
    listed, _, _ = Path(PEOPLE).read_text(encoding="utf-8").partition("other_customers:")
    people.write_text(listed, encoding="utf-8")
    refusal = announce("--to", "ana", "--dry-run", "--directory", str(people)).refusal
    assert refusal.startswith("the directory does not know 'ana'; it knows anna, marco,")
    assert refusal.endswith("Grand Hotel Aurora, Nordwind Klinik")


def test_a_colleague_may_be_given_by_name_in_capitals_or_not() -> None:
    for to in ("Anna", "anna bianchi"):
        shown = announce("--to", to, "--dry-run", "--directory", PEOPLE, "--event", "alarm", "--json").json
        assert [one["language"] for one in shown] == ["it"]


def test_a_customer_who_is_not_listed_is_said_to_be_none() -> None:
    shown = announce("--to", "Annna", "--dry-run", "--directory", PEOPLE, "--event", "opening")
    assert "Dear Annna," in shown.out
    assert shown.err == "the directory does not list 'Annna'; this is what a customer who is not listed reads\n"


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "pages"
    taken.write_text("a file", encoding="utf-8")
    for folder in (taken, taken / "below"):
        refusal = announce("--to", "Ada", "--dry-run", "--event", "alarm", "--html", str(folder)).refusal
        assert refusal.startswith(f"no page can be written into {str(folder)!r} (")
        assert refusal.endswith("give another --html")


def test_nobody_at_all_is_refused() -> None:
    assert announce("--to", " ", "--dry-run").refusal == "--to is empty; give the name of a person or a customer"
