"""The pages build, without a word of complaint and without the network."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT
from tests.docs.test_numbers import stated
from tests.patience import PATIENCE


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as people read them, in a folder."""
    folder = tmp_path_factory.mktemp("pages")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-d", folder / "read", DOCS, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_every_page_is_built(built: Path) -> None:
    pages = {page.relative_to(DOCS) for page in DOCS.rglob("*.md")}
    written = {page.with_suffix(".html") for page in pages if page.parts[0] != "changelog.d"}
    assert {page.relative_to(built) for page in built.rglob("*.html")} >= written


def test_each_number_can_be_linked_to(built: Path) -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (built / "fundamentals").glob("*.html"))
    ids = set(re.findall(r'id="(\d+[a-z]?)"', pages))
    assert ids == set(stated())


def test_a_reader_without_the_network_misses_nothing(built: Path) -> None:
    loading = re.compile(r"<(?:script|link|img)\b[^>]*(?:src|href)=\"(https?://[^\"]+)\"")
    fetched = {one for page in built.rglob("*.html") for one in loading.findall(page.read_text(encoding="utf-8"))}
    assert fetched == set()


def test_the_first_page_is_one_screen() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 60


def test_what_users_are_told_of_changes_stands_in_the_changelog(built: Path) -> None:
    told = _words((built / "changelog.html").read_text(encoding="utf-8"))
    assert "Unreleased" in told
    fragments = list((ROOT / "docs/changelog.d").glob("*.md"))
    assert fragments
    for fragment in fragments:
        said = _words(fragment.read_text(encoding="utf-8").replace("`", ""))
        assert said in told, f"{fragment.name}: its kind is none of those in pyproject.toml"


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())
