"""Files become contracts, or every fault of them, with file, line, field and cure."""

from pathlib import Path

import pytest

from contracts.loader import PUBLISHED, check, load, load_all
from domain.contract.faults import ContractFaults, Fault

IMAGEN = (PUBLISHED / "imagen-ti.yaml").read_text(encoding="utf-8")


def a_file(folder: Path, text: str, name: str = "ours.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def edited(*changes: tuple[str, str]) -> str:
    text = IMAGEN
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def the_fault(path: Path) -> Fault:
    (fault,) = check(path)
    return fault


def test_the_published_contracts_are_these_three() -> None:
    assert list(load_all()) == ["imagen-ti", "imagiclecare-4.1", "imagiclecare-5.0"]


@pytest.mark.parametrize("name", ["imagen-ti", "imagiclecare-4.1", "imagiclecare-5.0"])
def test_a_published_contract_is_without_fault_and_named_after_its_file(name: str) -> None:
    path = PUBLISHED / f"{name}.yaml"
    assert check(path) == ()
    assert load(path).id == name


def test_a_fault_names_file_line_field_wrong_and_right(tmp_path: Path) -> None:
    text = edited(("zone: America/Mexico_City", "zone: America/Mexico"))
    fault = the_fault(a_file(tmp_path, text))
    assert (fault.file, fault.line) == ("ours.yaml", line_of(text, "zone: "))
    assert fault.field == "theatres.mexico.zone"
    assert fault.wrong == "'America/Mexico' is not a time zone of the tz database"
    assert "America/Mexico_City" in fault.right
    assert fault.sentence.startswith(f"ours.yaml, line {fault.line}: theatres.mexico.zone: 'America/Mexico' is not")


def test_a_fault_inside_a_list_has_the_line_of_its_item(tmp_path: Path) -> None:
    text = edited(("  at: [0.5, 0.75, 0.9]", "  at:\n    - 0.5\n    - 0.4\n    - 0.9"))
    fault = the_fault(a_file(tmp_path, text))
    assert (fault.field, fault.line) == ("warnings.at[1]", line_of(text, "- 0.4"))


def test_a_missing_section_is_a_fault_of_the_file(tmp_path: Path) -> None:
    text = edited(("resolved:\n  time_to_disagree: 40 h\n", "x-resolved:\n  time_to_disagree: 40 h\n"))
    faults = {fault.field: fault for fault in check(a_file(tmp_path, text))}
    assert set(faults) == {"resolved", "x-resolved"}
    assert faults["resolved"].wrong == "is missing"
    assert faults["x-resolved"].right == "did you mean resolved?"


def test_shape_faults_and_faults_between_sections_come_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = edited(
        ("zone: America/Mexico_City", "zone: Mexico/City"),
        ("answers: {within: 24 h, calendar: 24x7}", "answers: {within: a day, calendar: 24x7}"),
        ("missed_tells: support-manager", "missed_tells: the-boss"),
        ("at: [0.5, 0.75, 0.9]", "at: [0.5, 1.5]"),
        ("time_to_disagree: 40 h", "time_to_disagre: 40 h"),
    )
    faults = check(a_file(tmp_path, text))
    assert [fault.field for fault in faults] == [
        "levels.manufacturer.answers.within",
        "theatres.mexico.zone",
        "promises.attention.missed_tells",
        "warnings.at[1]",
        "resolved.time_to_disagree",
        "resolved.time_to_disagre",
    ]


def test_a_faulty_file_is_not_loaded_and_says_all_of_it(tmp_path: Path) -> None:
    path = a_file(tmp_path, edited(("id: imagen-ti", "id: Imagen TI"), ("country: MX", "country: XM")))
    with pytest.raises(ContractFaults) as refused:
        load(path)
    assert len(refused.value.faults) == 2
    assert str(refused.value) == "\n".join(fault.sentence for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "is empty"),
        ("# nothing but a comment\n", "is empty"),
        ("- one\n- two\n", "is not a contract, but a list"),
        ("just words\n", "is not a contract, but a single value"),
        ("id: [unclosed\n", "is not YAML: expected ',' or ']', but got '<stream end>'"),
        ("id: one\nid: two\n", 'is not YAML: found duplicate key "id" with value "two" (original value: "one")'),
        ("id: one\n\tname: two\n", "is not YAML: found character '\\t' that cannot start any token"),
        (
            "id: one\n---\nid: two\n",
            "is not YAML: expected a single document in the stream, but found another document",
        ),
        ("id: \x00\n", "is not YAML: unacceptable character #x0000: special characters are not allowed"),
    ],
)
def test_what_is_no_contract_at_all_is_said_so(tmp_path: Path, text: str, wrong: str) -> None:
    fault = the_fault(a_file(tmp_path, text))
    assert (fault.field, fault.wrong) == ("the file", wrong)
    assert fault.right


def test_a_file_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    assert the_fault(a_file(tmp_path, "[" * 600)).wrong == "is nested deeper than 50 levels"


def test_a_duplicate_key_has_the_line_of_the_second(tmp_path: Path) -> None:
    assert the_fault(a_file(tmp_path, "id: one\nname: a\nid: two\n")).line == 3


def test_bytes_that_are_no_text_are_said_so(tmp_path: Path) -> None:
    path = tmp_path / "photo.yaml"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    assert the_fault(path).wrong == "is not text in UTF-8"


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    assert the_fault(tmp_path / "nowhere.yaml").wrong == "there is no such file"


def test_a_folder_is_no_contract(tmp_path: Path) -> None:
    assert the_fault(tmp_path).wrong == "is a folder"


def test_a_folder_of_a_customers_own_contracts_is_loaded_without_a_register(tmp_path: Path) -> None:
    a_file(tmp_path, edited(("id: imagen-ti", "id: ours-1"), ("step_down: 16 h", "step_down: 3 working days")))
    library = load_all(tmp_path)
    assert list(library) == ["ours-1"]


def test_the_faults_of_every_file_in_a_folder_are_told_at_once(tmp_path: Path) -> None:
    a_file(tmp_path, "- one\n", "a.yaml")
    a_file(tmp_path, "", "b.yaml")
    with pytest.raises(ContractFaults) as refused:
        load_all(tmp_path)
    assert [fault.file for fault in refused.value.faults] == ["a.yaml", "b.yaml"]


def test_two_files_cannot_share_an_id(tmp_path: Path) -> None:
    a_file(tmp_path, IMAGEN, "one.yaml")
    a_file(tmp_path, IMAGEN, "two.yaml")
    with pytest.raises(ContractFaults, match=r"two\.yaml: id: 'imagen-ti' is another file's id too"):
        load_all(tmp_path)


def test_a_folder_without_contracts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractFaults, match="has no contract"):
        load_all(tmp_path)


def test_a_holiday_that_the_country_does_not_have_is_a_fault_with_its_line(tmp_path: Path) -> None:
    text = edited(("      country: MX\n", "      country: MX\n      no_days_off:\n        - Revolucion Day\n"))
    fault = the_fault(a_file(tmp_path, text))
    assert (fault.field, fault.line) == (
        "theatres.mexico.public_holidays.no_days_off[0]",
        line_of(text, "- Revolucion Day"),
    )
    assert (fault.wrong, fault.right) == (
        "'Revolucion Day' is no public holiday of MX",
        "did you mean Revolution Day?",
    )
