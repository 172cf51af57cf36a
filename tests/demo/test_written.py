"""A story with faults is refused with all of them, each with its line and its cure."""

from pathlib import Path

import pytest

from demo.stage.script import StoryFaults
from demo.stage.written import read_story
from domain.contract.library import Library

GOOD = """\
title: One ticket
tickets:
  - ticket: rossi-1
    about: It is opened and taken.
    customer: Rossi
    subject: No calls
    request: {contract: imagiclecare-4.1, plan: gold, theatre: europe, priority: P1}
    opened: 2032-10-29 15:00
    steps:
      - {at: 2032-10-29 15:20, do: acknowledge, by: Giulia}
    watch_until: 2032-10-29 18:00
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "story.yaml"
    file.write_text(text)
    return file


def faults_of(folder: Path, text: str, library: Library) -> list[str]:
    with pytest.raises(StoryFaults) as refused:
        read_story(written(folder, text), library)
    return str(refused.value).splitlines()


def test_a_story_is_read_with_its_times_in_office_time(tmp_path: Path, library: Library) -> None:
    story = read_story(written(tmp_path, GOOD), library)
    (part,) = story.parts
    assert (part.ticket, part.zone) == ("rossi-1", "Europe/Rome")
    assert (story.begins_at.isoformat(), story.ends_at.isoformat()) == (
        "2032-10-29T13:00:00+00:00",
        "2032-10-29T16:00:00+00:00",
    )
    (step,) = part.steps
    assert (step.at.isoformat(), step.command, step.fields) == (
        "2032-10-29T13:20:00+00:00",
        "acknowledge",
        {"by": "Giulia"},
    )


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("plan: gold", "plan: golden", "story.yaml, line 7: tickets[0].request: There is no plan 'golden'"),
        ("imagiclecare-4.1", "imagiclecare-4.2", "story.yaml, line 7: tickets[0].request: "),
        ("priority: P1", "prio: P1", "story.yaml, line 7: tickets[0].request: open: "),
        ("rossi-1", "rossi 1", "story.yaml, line 3: tickets[0].ticket: "),
        ("customer: Rossi", "custmer: Rossi", "story.yaml, line 5: tickets[0].custmer: "),
        ("29 15:00", "29 25:00", "story.yaml, line 8: tickets[0].opened: '2032-10-29 25:00' is no time"),
        ("2032-10-29 15:00", "soon", "story.yaml, line 7: tickets[0].request: 'soon' is no time at which to open it"),
        ("do: acknowledge", "do: aknowledge", "story.yaml, line 10: tickets[0].steps[0].do: nobody can 'aknowledge'"),
        ("by: Giulia", "bye: Giulia", "story.yaml, line 10: tickets[0].steps[0]: acknowledge: there is no field bye"),
        ("29 15:20", "29 14:20", "story.yaml, line 10: tickets[0].steps[0].at: this lies before what is"),
        ("29 18:00", "28 18:00", "story.yaml, line 11: tickets[0].watch_until: this lies before what is"),
        ("tickets:", "tickets: []\nothers:", "story.yaml, line 2: tickets: "),
        ("title: One ticket\n", "", "story.yaml: title: "),
        (GOOD, "{", "story.yaml, line 1: the file: is not YAML"),
        (GOOD, "", "story.yaml: the file: "),
    ],
)
def test_a_fault_names_its_line_and_what_would_be_right(
    tmp_path: Path, library: Library, right: str, wrong: str, fault: str
) -> None:
    found = faults_of(tmp_path, GOOD.replace(right, wrong), library)
    assert any(line.startswith(fault) for line in found), found


def test_two_tickets_of_one_name_are_refused(tmp_path: Path, library: Library) -> None:
    twice = GOOD + GOOD.split("tickets:\n")[1]
    assert faults_of(tmp_path, twice, library) == [
        "story.yaml, line 12: tickets[1].ticket: there are two tickets rossi-1; give each an id of its own."
    ]


def test_all_faults_are_told_at_once(tmp_path: Path, library: Library) -> None:
    worse = GOOD.replace("do: acknowledge", "do: nothing").replace("29 18:00", "29 1800")
    assert len(faults_of(tmp_path, worse, library)) == 2


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path, library: Library) -> None:
    with pytest.raises(StoryFaults, match=r"^gone\.yaml: the file: there is no such file; give a story in YAML\.$"):
        read_story(tmp_path / "gone.yaml", library)
