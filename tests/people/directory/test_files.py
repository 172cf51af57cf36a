"""A directory file is refused with every fault of it, each on its line."""

from pathlib import Path

import pytest

from people.directory.errors import DirectoryFaults
from people.directory.loading.loader import check, load
from tests.contracts.given import library


def test_every_fault_of_a_file_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    file.write_text(
        """\
people:
  anna:
    name: Anna
    language: jp
    zone: Europe/Rome
    channels:
      mail: {kind: mail, address: mailto://smtp.example?from=sla@example.com&to=anna@example.com}
  bo:
    name: Bo
    language: en
    zone: Europe/Rome
    channels:
      mail: {kind: mail, address: "mailtos://bo:hunter2@smtp.example"}
    stand_in: zoe
teams:
  - contracts: imagiclecare-5.0
    theatres: [europe, mars]
    levels:
      support-team: {people: [anna, carla]}
      support-manager:
        rotation: {people: [bo], starts: 2026-11-02, handover: Mon 09:00, zone: Europe/Rom}
""",
        encoding="utf-8",
    )
    told = [(fault.line, fault.field) for fault in check(file, library())]
    assert told == [
        (4, "people.anna.language"),
        (13, "people.bo.channels.mail.address"),
        (14, "people.bo.stand_in"),
        (17, "teams[0].theatres[1]"),
        (19, "teams[0].levels.support-team.people[1]"),
        (21, "teams[0].levels.support-manager.rotation.zone"),
    ]
    with pytest.raises(DirectoryFaults) as refused:
        load(file, library())
    assert len(refused.value.sentence.splitlines()) == 6
    assert refused.value.sentence.startswith(
        "people.yaml, line 4: people.anna.language: 'jp' is not known here; choose"
    )
    assert "hunter2" not in refused.value.sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "t.yaml: the file: is empty; write a mapping with people and teams."),
        ("people: [", "t.yaml, line 1: the file: is not YAML"),
        (
            "address: a://u:hunter2@x\naddress: b://u:hunter2@x\n",
            'the file: is not YAML: found duplicate key "address"',
        ),
    ],
)
def test_a_file_that_holds_no_directory_is_refused_in_a_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(content, encoding="utf-8")
    (fault,) = check(file, library())
    assert sentence in fault.sentence
    assert "hunter2" not in fault.sentence


def test_a_path_without_a_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert [fault.wrong for fault in check(tmp_path, library())] == ["is a folder"]
    assert [fault.wrong for fault in check(tmp_path / "none.yaml", library())] == ["there is no such file"]
