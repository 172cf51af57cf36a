"""The escalation matrix is whole, and climbs one level at a time."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from domain.contract.checks.draft import Draft
from domain.contract.checks.targets import days_off_the_office
from domain.contract.checks.times import standard_days
from domain.contract.durations import length
from domain.contract.faults import Finding, Path
from domain.contract.rules import SAME, Ladder
from domain.contract.spelling import listed


def check(draft: Draft) -> Iterator[Finding]:
    """Columns out of order, priorities and plans left out, gaps in a row, levels skipped or given back."""
    ladder = draft.ladder
    if ladder is None or not (ladder.rows or ladder.columns or draft.clouded(("ladder",))):
        return
    yield from _columns(draft, ladder)
    for priority in draft.declared("priorities") or ():
        here = ("ladder", "rows", priority)
        if priority not in ladder.rows and not draft.clouded(here):
            yield Finding(here, f"the priority {priority!r} has no row", "give its level in each column")
    for priority, row in ladder.rows.items():
        yield from _gap(("ladder", "rows", priority), row, ladder)
        yield from _climb(("ladder", "rows", priority), row, draft.declared("levels") or ())


def _columns(draft: Draft, ladder: Ladder) -> Iterator[Finding]:
    for plan in draft.declared("plans") or ():
        here: Path = ("ladder", "columns", plan)
        if plan not in ladder.columns and not draft.clouded(here):
            yield Finding(here, f"the plan {plan!r} has no columns", "give the time of each column")
    width = _width(ladder)
    for plan, columns in ladder.columns.items():
        here = ("ladder", "columns", plan)
        if len(columns) != width:
            wrong = f"has {len(columns)} columns where other plans have {width}"
            yield Finding(here, wrong, "give every plan the same number of columns")
        if ladder.calendar != "office":
            yield from days_off_the_office(*(((*here, index), column) for index, column in enumerate(columns)))
        for theatre, day in standard_days(draft).items():
            lengths = [length(column, day) for column in columns]
            late = [index for index, (one, next_) in enumerate(pairwise(lengths), 1) if next_ <= one]
            if late:
                wrong = f"a threshold is out of order: it is not after the one before it ({theatre})"
                yield Finding((*here, late[0]), wrong, "let the columns rise")
                break


def _width(ladder: Ladder) -> int | None:
    """How many columns the matrix has: as many as most of its plans say."""
    widths = Counter(len(columns) for columns in ladder.columns.values()).most_common(1)
    return widths[0][0] if widths else None


def _gap(here: Path, row: tuple[str, ...], ladder: Ladder) -> Iterator[Finding]:
    width = _width(ladder)
    if width is not None and len(row) != width:
        wrong = f"a gap in the ladder: {len(row)} cells for {width} columns"
        yield Finding(here, wrong, f'write one level for each column, or "{SAME}" where a merged cell goes on')


def _climb(here: Path, row: tuple[str, ...], levels: tuple[str, ...]) -> Iterator[Finding]:
    if row and row[0] == SAME:
        yield Finding((*here, 0), f'"{SAME}" has nothing before it', f"write a level: {listed(levels)}")
    if any(cell not in (*levels, SAME) for cell in row):
        return
    height = 0
    for column, cell in enumerate(row):
        if cell == SAME:
            continue
        reached = levels.index(cell)
        if reached < height:
            wrong = f"the row goes down from {levels[height]!r} to {cell!r}"
            yield Finding((*here, column), wrong, "a level is never given back: let the row rise")
        if reached > height + 1:
            skipped = listed(levels[height + 1 : reached]).replace(" or ", " and ")
            yield Finding((*here, column), f"{cell!r} comes before {skipped}", "give every level between its column")
        height = max(height, reached)
