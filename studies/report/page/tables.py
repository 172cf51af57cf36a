"""Tables of words, as HTML."""

from studies.report.page.markup import Markup, tag
from studies.report.tables import Table


def table(data: Table) -> Markup:
    """A table that scrolls by itself where the screen is narrow."""
    head = tag(
        "tr", *(tag("th", name, scope="col", class_=_kind(data, place)) for place, name in enumerate(data.columns))
    )
    body = [
        tag("tr", *(tag("td", cell, class_=_kind(data, place)) for place, cell in enumerate(row))) for row in data.rows
    ]
    wordy = "wordy" if data.texts > 2 else None
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", *body), class_=wordy),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=data.title,
    )


def _kind(data: Table, place: int) -> str | None:
    return "number" if place >= data.texts else None
