"""Tables in other languages: a mapping says what their headings and their words are."""

from pathlib import Path

import pytest

from studies.files.lines import FileUnusable
from studies.files.policy import Policy
from studies.files.states import State
from tests.studies.simulation.given import GOLD, asked, json_line, read

GERMAN = {
    "Nummer": "number",
    "status": "state",
    "Geöffnet": "opened_at",
    "Aktualisiert am": "sys_updated_on",
    "Priorität": "priority",
    "Grund": "hold_reason",
}
WORDS = {
    "Neu": State.NEW,
    "In Bearbeitung": State.WORKING,
    "In Wartestellung": State.CUSTOMER,
    "Wartet auf Anrufer": State.CUSTOMER,
    "Wartet auf Lieferant": State.VENDOR,
}
ROWS = (
    "Nummer;Status;Geöffnet;Aktualisiert am;Priorität;Grund\n"
    "INC7;Neu;02.03.2026 09:10:00;02.03.2026 09:10:00;2 - Hoch;\n"
    "INC7;In Bearbeitung;02.03.2026 09:10:00;13.03.2026 09:40:00;2 - Hoch;\n"
    "INC7;In Wartestellung;02.03.2026 09:10:00;13.03.2026 10:40:00;2 - Hoch;Wartet auf Lieferant\n"
    "INC7;In Wartestellung;02.03.2026 09:10:00;13.03.2026 11:40:00;2 - Hoch;Wartet auf Anrufer\n"
    "INC7;In Wartestellung;02.03.2026 09:10:00;13.03.2026 12:40:00;2 - Hoch;\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "incidents.csv"


def test_a_table_in_german_is_read_as_one_in_english(file: Path) -> None:
    policy = Policy(otherwise=GOLD, columns=GERMAN, states=WORDS)
    (one,), rows, remarks = read(file, ROWS, policy=policy)
    assert asked(one) == [
        ("Fri 09:40", "acknowledge"),
        ("Fri 10:40", "wait_for_third_party"),
        ("Fri 11:40", "stop_waiting"),
        ("Fri 11:40", "wait_for_customer"),
    ]
    assert (one.request.priority, rows.reported, remarks) == ("P2", 0, [])


def test_a_reason_that_nobody_mapped_leaves_what_the_state_means(file: Path) -> None:
    policy = Policy(otherwise=GOLD, columns=GERMAN, states=WORDS)
    (one,), *_ = read(file, ROWS.replace("Wartet auf Lieferant", "Awaiting Vendor"), policy=policy)
    assert [command.type for command in one.commands] == ["acknowledge", "wait_for_customer"]


def test_our_own_table_may_be_in_other_words_too(file: Path) -> None:
    policy = Policy(otherwise=GOLD, columns={"Fall": "ticket", "Was": "command", "Wann": "at", "Kunde": "customer"})
    text = "Fall,Was,Wann,Kunde,Subject,Priority\nT-1,open,2026-03-02 09:00,Aurora,No calls,P2\n"
    (one,), _, remarks = read(file, text, policy=policy)
    assert (one.id, one.customer, remarks) == ("T-1", "Aurora", [])


def test_the_column_that_chooses_may_be_written_as_its_heading(file: Path) -> None:
    text = "ticket,command,at,customer,subject,priority,Site Name\nT-1,open,2026-03-02 09:00,Aurora,No calls,P2,Lucca\n"
    for column in ("Site Name", "site-name", "site_name"):
        (one,), *_ = read(file, text, policy=Policy(column=column, values={"Lucca": GOLD}))
        assert one.request.contract == GOLD.contract


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"Numer": "number"}, "there is no column 'numer': did you mean nummer"),
        ({"Nummer": "numbr"}, "no column is 'numbr' to any reader: did you mean number"),
        ({"Nummer": "xyzzy"}, "docs/guide/files.md has their names"),
    ],
)
def test_a_mapping_that_does_not_fit_the_table_is_refused(file: Path, columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(FileUnusable) as refused:
        read(file, ROWS, policy=Policy(otherwise=GOLD, columns=columns))
    assert "does not fit the columns of the mapping" in refused.value.sentence
    assert sentence in refused.value.sentence


def test_two_columns_cannot_be_the_same(file: Path) -> None:
    with pytest.raises(FileUnusable, match="names the column 'number' twice"):
        read(file, ROWS, policy=Policy(otherwise=GOLD, columns={**GERMAN, "Grund": "number"}))


def test_json_has_no_headings(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="is JSON, and the mapping's columns are those of a table"):
        read(tmp_path / "incidents.jsonl", json_line(), policy=Policy(otherwise=GOLD, columns=GERMAN))


def test_json_is_always_in_utf_8(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="is JSON, which is always in UTF-8: leave the encoding out"):
        read(tmp_path / "incidents.jsonl", json_line(), policy=Policy(otherwise=GOLD, encoding="windows-1252"))


def test_a_table_of_something_else_is_refused_with_its_headings_and_the_cure(file: Path) -> None:
    with pytest.raises(FileUnusable) as refused:
        read(file, ROWS)
    assert (
        "its columns ('Nummer', 'Status', 'Geöffnet', 'Aktualisiert am', 'Priorität', and 1 more) are those of no "
        in (refused.value.sentence)
    )
    assert "say under columns of a --mapping file what each is" in refused.value.sentence
