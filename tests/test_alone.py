"""A clone is whole: nothing of it looks at what may lie beside it."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = [folder for folder in sorted(ROOT.iterdir()) if folder.is_dir() and not folder.name.startswith((".", "__"))]
READ = ("README.md", "Makefile", "Dockerfile", "docker-compose.yml", "pyproject.toml")


def modules() -> Iterator[Path]:
    yield from ROOT.glob("*.py")
    for folder in OURS:
        yield from folder.rglob("*.py")


def is_inside(path: Path) -> bool:
    return path.resolve().is_relative_to(ROOT.resolve())


def test_no_module_finds_its_files_outside_of_the_project() -> None:
    outside, found = [], 0
    for module in modules():
        for climbed in re.findall(r"Path\(__file__\)\.parents\[(\d)\]", module.read_text(encoding="utf-8")):
            found += 1
            if not is_inside(module.parents[int(climbed)]):
                outside.append(f"{module.relative_to(ROOT)} climbs {climbed} folders")
    assert outside == []
    assert found > 10


def test_what_people_run_and_read_names_nothing_outside_of_the_project() -> None:
    pages = [ROOT / name for name in READ] + [page for folder in OURS for page in folder.rglob("*.md")]
    outside = [
        f"{page.relative_to(ROOT)} names {path}"
        for page in pages
        for path in re.findall(r"(?<![\w.])(?:\.\./)+[\w./-]*", page.read_text(encoding="utf-8"))
        if not is_inside(page.parent / path)
    ]
    assert outside == []


def made(*arguments: str) -> str:
    """What `make` would run."""
    done = subprocess.run(["make", "-n", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_rehearsal_invents_its_incidents() -> None:
    told = made("rehearse")
    assert "sundial invent .sundial/incidents.csv --replace" in told
    assert 'sundial rehearse ".sundial/incidents.csv" --zone Europe/Rome' in told


@pytest.mark.parametrize("file", ["incident_event_log.csv", "a folder/with spaces.csv"])
def test_a_rehearsal_takes_the_incidents_that_it_is_given(file: str) -> None:
    told = made("rehearse", f"INCIDENTS={file}")
    assert "invent" not in told
    assert f'sundial rehearse "{file}" --zone Europe/Rome' in told
