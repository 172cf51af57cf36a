"""Whoever reads "semantics 17a" somewhere finds 17a among the fundamentals, and finds it once."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT

STATEMENT = re.compile(r"^\*\*(\d+[a-z]?)\.\*\* ", re.MULTILINE)
NUMBER = r"\d+(?:[a-z](?:-[a-z])?)?"
NUMBERS = re.compile(rf"\bsemantics[\s#]+({NUMBER}(?:(?:,|\s+and|\s+to|-)\s*{NUMBER})*)", re.IGNORECASE)
ALONE = re.compile(r"\((\d+[a-z])\)")
"""A number by itself, where the word stood a little before."""


def stated() -> Counter[str]:
    """The numbers under which something is said."""
    pages = (DOCS / "fundamentals").glob("*.md")
    return Counter(number for page in pages for number in STATEMENT.findall(page.read_text(encoding="utf-8")))


def meant(text: str) -> Iterator[str]:
    """Each number that a text points to; of 11-14, all that lie in between count too."""
    for list_ in NUMBERS.findall(text):
        for first, last in re.findall(rf"(\d+[a-z]?)(?:(?:-|\s+to\s+)({NUMBER}|[a-z])\b)?", list_):
            yield first
            if last.isalpha():
                yield from (first[:-1] + chr(letter) for letter in range(ord(first[-1]), ord(last) + 1))
            elif last:
                yield last
                yield from map(str, range(_plain(first), _plain(last) + 1))
    yield from ALONE.findall(text)


def _plain(number: str) -> int:
    return int(number.rstrip("abcdefghijklmnopqrstuvwxyz"))


def sources() -> list[Path]:
    """What is written here by people, pages and saved histories apart."""
    listed = subprocess.run(
        [
            "git",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "*.py",
            "*.sql",
            "*.yaml",
            "*.yml",
            "Makefile",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_every_number_that_code_and_tests_point_to_is_there() -> None:
    there = stated()
    nowhere, found = [], 0
    for source in sources():
        if source == Path(__file__):
            continue
        for number in meant(source.read_text(encoding="utf-8")):
            found += 1
            if number not in there:
                nowhere.append(f"{source.relative_to(ROOT)} points to {number}")
    assert nowhere == []
    assert found > 150


def test_every_number_is_given_once_and_in_order() -> None:
    there = stated()
    assert [number for number, times in there.items() if times > 1] == []
    assert sorted({_plain(number) for number in there}) == list(range(1, 27))
    for number in there:
        if not number.isdigit() and number[-1] > "a":
            assert f"{_plain(number)}{chr(ord(number[-1]) - 1)}" in there


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(semantics 17a)", {"17a"}),
        ("(semantics 2\n    and 4)", {"2", "4"}),
        ("(semantics 23, 23b-e)", {"23", "23b", "23c", "23d", "23e"}),
        ("(semantics 9a, 15-17, 7a)", {"9a", "15", "16", "17", "7a"}),
        ("(semantics 12 to 13a)", {"12", "13", "13a"}),
        ("it is kept, and nobody is told (18a), in 3 h", {"18a"}),
        ("what semantics means", set()),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, numbers: set[str]) -> None:
    assert set(meant(text)) == numbers
