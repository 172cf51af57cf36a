"""Models as parts of a page: a heading, what the model says of itself, a table of its fields."""

import re
from collections.abc import Iterable

from pydantic import BaseModel

from docs.making.described import Field, fields, says
from docs.making.markdown import code, table


def part(model: type[BaseModel], *, name: str | None = None, without: frozenset[str] = frozenset()) -> str:
    """One model."""
    rows = fields(model, without=without)
    return f"## {name or model.__name__}\n\n{says(model)}\n\n{field_table(rows) if rows else ''}"


def field_table(rows: Iterable[Field]) -> str:
    """A table of fields."""
    return table(
        ("field", "is", "if left out", "says"),
        [(code(row.name), row.kind, row.default or "**needed**", row.says) for row in rows],
    )


def linked(page: str) -> str:
    """The page, where a model that has a part of its own leads to it from every field that is one."""
    names = re.findall(r"^## (\w+)$", page, re.MULTILINE)
    alone = rf"(?<=[ (])`({'|'.join(names)})`(?=[ ,):])"
    return re.sub(alone, lambda found: f"[`{found[1]}`](#{found[1].lower()})", page)
