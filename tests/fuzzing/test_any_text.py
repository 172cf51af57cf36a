"""Whatever a text says, it is an instant or none; whatever YAML and files of tickets hold, it is read or told."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.loader import PUBLISHED, check
from contracts.yaml_file import Unreadable, YamlFile
from domain.errors import DomainError
from doors.cli.opening.intake import read_file
from people.directory.loading.loader import check as check_directory
from studies.files.dates.form import FIRST, LAST, form
from studies.files.dates.order import DateOrder
from studies.files.exported_time import NotATime, read
from studies.files.policy import MappingFaults, read_policy
from tests.doors.cli.given.command_line import ROOT
from tests.fuzzing.files import DATES, FEWER, LINES, MANY, TEXTS
from tests.studies.simulation.given import library

EXAMPLES = ROOT / "examples"
ROME = ZoneInfo("Europe/Rome")
# A clock that reads a time twice is the business of another test.
ANYTIME = st.datetimes(datetime(1970, 1, 1), datetime(2069, 12, 31, 23, 59, 59)).map(lambda at: at.replace(fold=0))
WRITTEN = {
    "%Y-%m-%d %H:%M:%S": None,
    "%Y-%m-%dT%H:%M:%S.%f": None,
    "%Y/%m/%d %H:%M:%S": None,
    "%Y%m%dT%H%M%S": None,
    "%a, %d %b %Y %H:%M:%S": None,
    "%A, %B %d, %Y %I:%M:%S %p": None,
    "%a %b %d %H:%M:%S %Y": None,
    "%d/%b/%y %I:%M:%S %p": None,
    "%d-%b-%Y %H.%M.%S": None,
    "%d/%m/%Y %H:%M:%S": DateOrder.DAY_FIRST,
    "%d.%m.%y, %H:%M:%S": DateOrder.DAY_FIRST,
    "%d-%m-%Y %I:%M:%S %p": DateOrder.DAY_FIRST,
    "%m/%d/%Y %H:%M:%S": DateOrder.MONTH_FIRST,
    "%m/%d/%y %I:%M:%S %p": DateOrder.MONTH_FIRST,
}
PIECES = st.sampled_from(
    [
        *("1", "3", "12", "17", "31", "99", "2025", "0", "-", "/", ".", ":", " ", ", ", "T", "Z", "+01", "-0500", "+"),
        *(
            "Mar",
            "March",
            "mars",
            "Mon",
            "AM",
            "pm",
            "UTC",
            "GMT",
            "EST",
            "CET",
            "(CET)",
            "[Europe/Rome]",
            "at",
            "\u202f",
        ),
        *(
            "10:30",
            "06:04:05",
            "06:04:05.123",
            "1742191445",
            "000",
            "45733",
            "/Date(",
            ")/",
            "2025-03-17",
            "17/3/2025",
            "3/17/25",
            "٣",
            "²",
            "\x00",
            "\ud800",
        ),
    ]
)
YAML_PIECES = st.sampled_from(
    [
        *(
            "a",
            "b: ",
            ": ",
            "- ",
            "? ",
            "\n",
            "\n  ",
            "\n    ",
            "{",
            "}",
            "[",
            "]",
            ",",
            "&x ",
            "*x",
            "<<: *x",
            "|\n",
            ">\n",
        ),
        *('"', "'", "#", "!!binary ", "!!set ", "!!timestamp ", "%YAML 1.1\n", "---\n", "...\n", "\t", "\x00", "é"),
        *("1_0", "0x1f", "1e999", "12:30", ".inf", ".nan", "2026-01-01", "2026-99-99", "true", "null", "~", "9" * 30),
    ]
)


@MANY
@given(at=ANYTIME, written=st.sampled_from(sorted(WRITTEN)), hours=st.sampled_from([None, -9.5, 0, 1, 5.75]))
def test_what_a_program_writes_is_read_as_it_means_it(at: datetime, written: str, hours: float | None) -> None:
    at = at if "%f" in written else at.replace(microsecond=0)
    text, order = at.strftime(written), WRITTEN[written]
    zone = ROME
    if hours is not None and written != "%a %b %d %H:%M:%S %Y":
        offset = timezone(timedelta(hours=hours))
        text = at.replace(tzinfo=offset).strftime(f"{written} %z")
        assert read(text, "Europe/Rome", order).first == at.replace(tzinfo=offset)
        return
    expected = at.replace(tzinfo=zone).astimezone(UTC)
    assert read(text, "Europe/Rome", order).first == expected


@MANY
@given(at=st.datetimes(datetime(2001, 9, 10), datetime(2029, 12, 31)).map(lambda at: at.replace(microsecond=0, fold=0)))
def test_what_a_program_counts_is_read_as_it_counts(at: datetime) -> None:
    seconds = int(at.replace(tzinfo=UTC).timestamp())
    for text in (f"{seconds}", f"{seconds}.0", f"{seconds}000", f"{seconds}000000"):
        assert read(text, "Europe/Rome").first == at.replace(tzinfo=UTC)
    days = (at - datetime(1899, 12, 30)) / timedelta(days=1)
    if not days.is_integer():
        # A spreadsheet writes fifteen digits, and more would say nothing.
        assert read(f"{days:.10f}", "UTC").first == at.replace(tzinfo=UTC)


@MANY
@given(text=st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=40), DATES))
def test_any_text_is_an_instant_of_these_years_or_none(text: str) -> None:
    found = form(text)
    for one in (found.day_first, found.month_first):
        assert one is None or FIRST <= one.year <= LAST
    for order in (None, *DateOrder):
        try:
            reading = read(text, "Europe/Rome", order)
        except NotATime as refused:
            told = refused.sentence
            assert len(told) < 300
        else:
            assert reading.first <= reading.second


@MANY
@given(text=st.one_of(st.lists(YAML_PIECES, max_size=30).map("".join), st.text(max_size=60)))
def test_any_yaml_is_values_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        json.dumps(YamlFile(path).plain)
    except Unreadable as refused:
        told = str(refused)
        assert told.startswith("any.yaml")
        assert "\n" not in told


FILES = [EXAMPLES / "directory.yaml", EXAMPLES / "mapping.yaml", PUBLISHED / "imagen-ti.yaml"]


@pytest.mark.parametrize("example", FILES, ids=lambda path: path.name)
def test_any_slip_in_a_file_of_ours_is_taken_or_explained(example: Path, tmp_path: Path) -> None:
    text = example.read_text(encoding="utf-8")

    @(FEWER if example.name == "directory.yaml" else MANY)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(start + 30, len(text))))
        path = tmp_path / example.name
        path.write_bytes((text[:start] + data.draw(YAML_PIECES | TEXTS) + text[end:]).encode("utf-8", "surrogatepass"))
        if example.name == "mapping.yaml":
            try:
                read_policy(path, library())
            except MappingFaults as faults:
                told = faults.sentence
                assert told.startswith(example.name)
        else:
            faults_of = check_directory(path, library()) if example.name == "directory.yaml" else check(path)
            assert all(fault.sentence for fault in faults_of)

    holds()


@pytest.mark.parametrize("name", ["tickets.csv", "tickets.jsonl"])
def test_a_bad_line_takes_no_other_of_the_tickets_to_open_along(name: str, tmp_path: Path) -> None:
    lines = (EXAMPLES / name).read_text(encoding="utf-8").splitlines()
    sound = {line.ticket for line in read_file(EXAMPLES / name)}

    @MANY
    @given(bad=LINES, place=st.integers(0, 50))
    def holds(bad: str, place: int) -> None:
        if any(end in bad for end in "\r\n"):
            return
        first = 1 if name.endswith("csv") else 0
        at = first + place % (len(lines) + 1 - first)
        path = tmp_path / name
        path.write_bytes("\n".join([*lines[:at], bad, *lines[at:]]).encode("utf-8", "surrogatepass"))
        found = read_file(path)
        assert sound <= {line.ticket for line in found if line.fault is None}

    holds()


@MANY
@given(content=st.binary(max_size=300), file=st.sampled_from(["a.csv", "a.json", "a.txt"]))
def test_any_bytes_are_tickets_to_open_or_sentences(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, file: str
) -> None:
    path = tmp_path_factory.getbasetemp() / file
    path.write_bytes(content)
    try:
        found = read_file(path)
    except DomainError as refused:
        told = refused.sentence
        assert told
    else:
        assert all(line.fault or line.ticket for line in found)
