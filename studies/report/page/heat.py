"""When the team is told of something: a week of hours, so that nights and weekends show at a glance."""

from collections.abc import Sequence

from studies.report.page.markup import Markup, svg, tag
from studies.report.tables import number
from studies.simulation.calls import NIGHT, is_night

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CELL, LEFT, TOP = 20, 44, 34
WIDTH, HEIGHT = LEFT + 24 * CELL + 2, TOP + 7 * CELL + 4


def heat_map(counts: Sequence[Sequence[int]], outside: Sequence[Sequence[int]], what: str) -> Markup:
    """Counts by weekday and hour. A dot marks an hour in which the office was closed for at least half of them."""
    most = max((count for day in counts for count in day), default=0)
    cells = [
        _cell(hour, day, counts[day][hour], most, closed=2 * outside[day][hour] >= max(1, counts[day][hour]))
        for day in range(7)
        for hour in range(24)
    ]
    days = [tag("text", name, x=LEFT - 6, y=TOP + day * CELL + 14, class_="end") for day, name in enumerate(DAYS)]
    hours = [
        tag("text", f"{hour:02}", x=LEFT + hour * CELL + CELL / 2, y=TOP - 5, class_="middle")
        for hour in range(0, 24, 2)
    ]
    label = f"{what} by weekday and hour: {sum(map(sum, counts))} in all, {at_night(counts)} at night"
    picture = svg(WIDTH, HEIGHT, *_nights(), *days, *hours, *cells, label=label, class_="heat")
    return tag("div", picture, class_="scroll", tabindex=0, role="region", aria_label=label)


def heat_title(counts: Sequence[Sequence[int]], what: str) -> tuple[Markup, str]:
    """What the map shows: how many, and how many of them at night."""
    whole = sum(map(sum, counts))
    return tag("b", f"{number(whole)} {what}"), f", {number(at_night(counts))} of them at night"


def heat_legend() -> Markup:
    """How to read a map."""
    return tag(
        "p",
        *(tag("span", class_="swatch some", style=f"opacity:{strength}") for strength in (0.15, 0.45, 0.75, 1)),
        " from one to the most in an hour   ",
        tag("span", class_="swatch none"),
        " none   ",
        tag("span", class_="swatch night"),
        " night   ",
        tag("span", class_="swatch closed dot"),
        " the office was closed",
        class_="legend",
    )


def at_night(counts: Sequence[Sequence[int]]) -> int:
    """How many of the counts lie in the night."""
    return sum(count for day in counts for hour, count in enumerate(day) if is_night(hour))


def _nights() -> list[Markup]:
    """A band behind the hours of the night, at both ends of the day."""
    bands = []
    for start, end in ((0, NIGHT[1]), (NIGHT[0], 24)):
        x, width = LEFT + start * CELL, (end - start) * CELL
        bands.append(tag("rect", x=x, y=TOP - 18, width=width, height=HEIGHT - TOP + 16, class_="night", rx=3))
        bands.append(tag("text", "night", x=x + width / 2, y=TOP - 22, class_="middle nightname"))
    return bands


def _cell(hour: int, day: int, count: int, most: int, *, closed: bool) -> Markup:
    x, y = LEFT + hour * CELL, TOP + day * CELL
    box: dict[str, float | str] = {"x": x + 1, "y": y + 1, "width": CELL - 2, "height": CELL - 2, "rx": 3}
    if not count:
        return tag("rect", **box, class_="none")
    # A single announcement must be seen beside hundreds, so the scale is the square root.
    strength = 0.15 + 0.85 * (count / most) ** 0.5
    shade = tag("rect", **box, class_="some", fill_opacity=strength)
    dot = tag("circle", cx=x + CELL - 4, cy=y + 4, r=1.8, class_="closed") if closed else ""
    number = f"{count}" if count < 1000 else f"{count // 1000}k"
    ink = "over" if strength > 0.6 else "under"
    figure = tag("text", number, x=x + CELL / 2, y=y + CELL / 2 + 3, class_=f"middle figure {ink}")
    told = f"{DAYS[day]} {hour:02}:00 to {hour + 1:02}:00: {count}" + (
        ", mostly while the office was closed" if closed else ""
    )
    return tag("g", tag("title", told), shade, figure, dot)
