"""Deadlines against outcomes: how much of its time each promise had used when it was kept, or missed its deadline."""

from studies.report.page.markup import Markup, svg, tag
from studies.report.tables import number, percent, promised
from studies.simulation.report import PromiseCount

WIDTH, HEIGHT = 320, 156
LEFT, RIGHT, FLOOR, ROOF = 6, 6, 124, 40
DEADLINE = 10
"""The bin after which the deadline lies."""


def share_picture(row: PromiseCount) -> Markup:
    """One promise at one priority: a bar for each tenth of its budget, the deadline as a line between them."""
    step = (WIDTH - LEFT - RIGHT) / len(row.shares)
    most = max(row.shares)
    bars = [_bar(place, many, step, (FLOOR - ROOF) * many / most) for place, many in enumerate(row.shares) if many]
    x = LEFT + DEADLINE * step
    deadline = [
        tag("line", x1=x, x2=x, y1=ROOF - 16, y2=FLOOR + 4, class_="deadline"),
        tag("text", "deadline", x=x, y=FLOOR + 16, class_="middle strong"),
    ]
    late = row.judged - row.kept
    words = [
        tag("text", f"{number(row.kept)} in time", x=x - 8, y=ROOF - 22, class_="end keptname"),
        tag("text", f"{number(late)} late" if late else "none late", x=x + 8, y=ROOF - 22, class_="latename"),
    ]
    axis = [
        tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=FLOOR, y2=FLOOR, class_="axis"),
        tag("text", "at once", x=LEFT, y=FLOOR + 16),
        tag("text", "twice the time and more", x=WIDTH - RIGHT, y=FLOOR + 30, class_="end"),
        tag("text", "200 %", x=WIDTH - RIGHT, y=FLOOR + 16, class_="end"),
    ]
    label = f"{row.priority} {promised(row)}: {row.kept} in time, {late} late"
    return tag(
        "figure",
        tag("figcaption", tag("b", f"{row.priority} {promised(row)}"), f" {percent(row.kept, row.judged)} kept"),
        svg(WIDTH, HEIGHT, *axis, *bars, *deadline, *words, label=label),
    )


def _bar(place: int, many: int, step: float, height: float) -> Markup:
    """One bar; a high one has its number."""
    high = height > (FLOOR - ROOF) / 4
    late = place >= DEADLINE
    last = place == 2 * DEADLINE
    share = "twice the time or more" if last else f"{place * 10} to {place * 10 + 10} % of the time used"
    bar = tag(
        "rect",
        x=LEFT + place * step + 1,
        y=FLOOR - max(height, 2),
        width=step - 2,
        height=max(height, 2),
        class_="late" if late else "kept",
    )
    top = (
        tag("text", number(many), x=LEFT + (place + 0.5) * step, y=FLOOR - height - 3, class_="middle barcount")
        if high
        else ""
    )
    return tag("g", tag("title", f"{share}: {many}"), bar, top)
