"""The little Markdown that made pages need."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

MADE = "<!-- Made from the code by `make reference`; what is changed here is lost. -->\n\n"
FUNDAMENTALS = Path(__file__).parents[1] / "fundamentals"


def code(text: object) -> str:
    """What is written as it stands."""
    return f"`{text}`"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a cell may be of several lines and is put on one."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def page(title: str, lead: str, *parts: str) -> str:
    """A page of parts with a blank line between them."""
    text = MADE + "\n".join(part.strip() + "\n" for part in (f"# {title}", lead, *parts) if part)
    return re.sub(r"\(semantics ([^)]+)\)", lambda found: f"(semantics {_linked(found[1])})", text)


def _linked(numbers: str) -> str:
    """Numbers of the fundamentals, each of which leads to what it says."""
    return re.sub(r"\d+[a-z]?", lambda found: f"[{found[0]}]({_places()[found[0]]})", numbers)


@cache
def _places() -> dict[str, str]:
    """Where each number stands, from the reference."""
    return {
        number: f"../fundamentals/{page.name}#{number}"
        for page in FUNDAMENTALS.glob("*.md")
        for number in re.findall(r"^\*\*(\d+[a-z]?)\.\*\*", page.read_text(encoding="utf-8"), re.MULTILINE)
    }


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
