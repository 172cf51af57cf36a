"""The little Markdown that made pages need."""

from collections.abc import Iterable, Sequence

MADE = "% Made from the code by `make reference`; what is changed here is lost.\n\n"


def code(text: object) -> str:
    """What is written as it stands."""
    return f"`{text}`"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a cell may be of several lines and is put on one."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def page(title: str, lead: str, *parts: str) -> str:
    """A page of parts with a blank line between them."""
    return MADE + "\n".join(part.strip() + "\n" for part in (f"# {title}", lead, *parts) if part)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
