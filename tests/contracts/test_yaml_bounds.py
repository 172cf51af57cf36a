"""A YAML file is bounded in size, depth and values, and every fault of it is one sentence that names the file."""

from pathlib import Path
from textwrap import dedent

import pytest

from contracts.yaml_bounds import DEEPEST, MOST
from contracts.yaml_file import LARGEST, Unreadable, YamlFile
from people.directory.loading.loader import check
from tests.contracts.given import library

LAUGHS = "a0: &a0 [ha, ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
PAIRS = "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n} {{x: *a{n - 1}, y: *a{n - 1}}}\n" for n in range(1, 40))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.yaml"


def plain(file: Path, text: str) -> object:
    file.write_text(text, encoding="utf-8")
    return YamlFile(file).plain


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("#" * (LARGEST + 1), f"has more than {LARGEST:,} bytes; leave out what is not needed, or split it"),
        ("[" * 100_000, f"is nested deeper than {DEEPEST} levels; write it flatter"),
        ("{a: " * 100_000, f"is nested deeper than {DEEPEST} levels"),
        ("- " * 100_000 + "a", f"is nested deeper than {DEEPEST} levels"),
        ("? " * 100_000, f"is nested deeper than {DEEPEST} levels"),
        (LAUGHS, f"has more than {MOST:,} values, counting what aliases (*name) repeat"),
        (PAIRS, f"has more than {MOST:,} values, counting what aliases (*name) repeat"),
        ("&a [*a]", f"is nested deeper than {DEEPEST} levels"),
        ("? [[x]]\n: 1", "a key of it is no text"),
        ("a: " + "9" * 5_000, "a number of it is too large"),
        ("a: 0x" + "f" * 9_000, "a number of it is too large"),
        ("a: 99999999999999999999999", "a number of it is too large"),
        ("a: !!binary x", "found the tag tag:yaml.org,2002:binary, and no value here needs one"),
        ("a: !!set", "found the tag tag:yaml.org,2002:set"),
        ("a: !ours {b: 1}", "found the tag !ours"),
        ("a: *" + "x" * 50_000, "found undefined alias"),
    ],
    ids=range(16),
)
def test_what_is_too_much_or_no_value_is_one_short_sentence(file: Path, text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        plain(file, text)
    told = str(refused.value)
    assert sentence in told
    assert told.startswith("some.yaml")
    assert len(told) < 500
    assert "\n" not in told


def test_aliases_merges_and_anchors_that_are_used_again_are_read_as_they_are_meant(file: Path) -> None:
    text = dedent("""
        usual: &usual {language: it, zone: Europe/Rome}
        ann: {<<: *usual, name: Ann}
        karl: *usual
        again: &usual {language: de}
        lena: *usual
    """)
    usual = {"language": "it", "zone": "Europe/Rome"}
    assert plain(file, text) == {
        "usual": usual,
        "ann": {"name": "Ann", **usual},
        "karl": usual,
        "again": {"language": "de"},
        "lena": {"language": "de"},
    }


def test_a_large_directory_is_no_fault(file: Path) -> None:
    text = "people:\n" + "".join(f"  person-{n}: {{name: Person {n}, language: it}}\n" for n in range(2_000))
    found = plain(file, text)
    assert isinstance(found, dict)
    assert len(found["people"]) == 2_000


def test_a_directory_says_it_in_the_same_words(file: Path) -> None:
    file.write_text(LAUGHS, encoding="utf-8")
    [fault] = check(file, library())
    assert f"has more than {MOST:,} values" in fault.sentence
