"""Where the pages are."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def pages() -> list[Path]:
    """Every page that is written in the repository, what stands at its top included."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def page(name: str) -> str:
    """What a page of `docs` says."""
    return (DOCS / name).read_text(encoding="utf-8")
