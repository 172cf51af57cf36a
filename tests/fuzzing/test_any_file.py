"""Whatever a file of incidents holds, reading it ends in incidents and sentences; no bad row takes another along."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DomainError
from moving.onboarding.examining import Examiner
from moving.onboarding.planning import Plan, plan
from studies.files.intake.intake import reader_of
from studies.files.policy import Policy
from studies.simulation.study import study
from tests.fuzzing.files import FORMATS, LINES, MANY, OBJECTS, VALUES, Format, changed
from tests.studies.simulation.given import GOLD, library, rome, terms

ALL = st.sampled_from(sorted(FORMATS))
NOW = rome("Mon 2 Mar 2026 17:00")


def read(path: Path, content: str | bytes) -> Plan | str:
    """What an import would make of a file, or the sentence that refuses it; and that it can be told and written."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    try:
        reader = reader_of(path, "Europe/Rome", Policy(otherwise=GOLD), library())
        asked = study(path, reader, "Europe/Rome", until=NOW)
    except DomainError as refused:
        return _short(refused.sentence)
    examiner = Examiner(terms(), NOW, source="Old desk", as_then=True)
    found = plan(reader, asked.drafts, asked.remarks, examiner)
    for remark in found.remarks:
        assert remark.line >= 1
        _short(remark.sentence)
    for draft in asked.drafts:
        list(reader.instants(draft))
    json.dumps([one.model_dump(mode="json") for one in (*found.expected, *found.left_out)]).encode()
    # Every draft is something: a ticket that would come, or one that is left out with the reason.
    assert len(found.arrivals) + len(found.left_out) == len(asked.drafts)
    assert found.rows.reported >= sum(remark.lost for remark in found.remarks)
    return found


def _short(sentence: str) -> str:
    assert 0 < len(sentence.encode()) < 3_000, sentence
    return sentence


def came(found: Plan | str) -> set[str]:
    assert not isinstance(found, str), found
    return {arrival.ticket for arrival in found.arrivals}


@pytest.mark.parametrize("name", FORMATS)
def test_a_whole_file_comes_whole(name: str, tmp_path: Path) -> None:
    form = FORMATS[name]
    assert came(read(tmp_path / form.file, form.text("1", "2", "3"))) == {"1", "2", "3"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_bad_line_takes_no_other_ticket_along(name: str, tmp_path: Path) -> None:
    form = FORMATS[name]

    @MANY
    @given(bad=LINES, place=st.integers(0, 20))
    def holds(bad: str, place: int) -> None:
        # Of a line with an end of a line in it nobody can say which rows it is.
        if any(end in bad for end in "\r\n"):
            return
        found = read(tmp_path / form.file, form.text("1", "2", "3", bad=bad, place=place))
        missing = {"1", "2", "3"} - came(found)
        assert not missing or all(one in bad for one in missing), (missing, found)

    holds()


@pytest.mark.parametrize("name", FORMATS)
def test_a_line_that_is_cut_takes_no_other_ticket_along(name: str, tmp_path: Path) -> None:
    form = FORMATS[name]

    @MANY
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        lines = form.text("1", "2", "3").splitlines()
        place = data.draw(st.integers(1 if form.header else 0, len(lines) - 1))
        cut = data.draw(st.integers(1, len(lines[place])))
        insert = data.draw(st.sampled_from(["", '"', "\x00", "\udcff", "\u2028", ",", "{"]))
        own = form.ticket("1")[0].split(",")[0] if form.header else ""
        ticket = next(one for one in "123" if any(lines[place] == line for line in form.ticket(one)))
        lines[place] = lines[place][:cut] + insert
        found = read(tmp_path / form.file, "\n".join(lines).encode("utf-8", "surrogateescape") + b"\n")
        assert came(found) >= {"1", "2", "3"} - {ticket}, (own, found)

    holds()


@pytest.mark.parametrize("name", OBJECTS)
def test_any_value_in_any_place_is_taken_or_explained(name: str, tmp_path: Path) -> None:
    @MANY
    @given(value=changed(OBJECTS[name]("1")), indent=st.sampled_from([None, 1]))
    def holds(value: Any, indent: int | None) -> None:
        read(tmp_path / "a.json", json.dumps(value, indent=indent))

    holds()


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.header])
def test_any_cell_in_any_place_is_taken_or_explained(name: str, tmp_path: Path) -> None:
    form = FORMATS[name]

    @MANY
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        rows = [line.split(",") for line in form.text("1", "2").splitlines()]
        for _ in range(data.draw(st.integers(1, 4))):
            row = data.draw(st.integers(0, len(rows) - 1))
            cell = data.draw(st.integers(0, len(rows[row]) - 1))
            rows[row][cell] = data.draw(
                VALUES.map(lambda value: value if isinstance(value, str) else json.dumps(value))
            )
        read(tmp_path / form.file, "\n".join(map(",".join, rows)) + "\n")

    holds()


@MANY
@given(name=ALL, content=st.binary(max_size=200), file=st.sampled_from(["a.csv", "a.json", "a.jsonl", "a.txt"]))
def test_any_bytes_are_refused_in_a_sentence_or_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes, file: str
) -> None:
    form: Format = FORMATS[name]
    path = tmp_path_factory.getbasetemp() / file
    read(path, content)
    read(path, form.text("1").encode() + content)
    read(path, content + form.text("1").encode())
