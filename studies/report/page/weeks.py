"""Escalations, week by week: a column for each week, a part of it for each level."""

from datetime import date, timedelta

from studies.report.page.markup import Markup, join, svg, tag
from studies.report.tables import number
from studies.simulation.report import Report

WIDTH, HEIGHT, FLOOR, ROOF, LEFT = 640, 190, 150, 18, 8
MOST_WEEKS = 60


def weeks_picture(report: Report) -> Markup:
    """Every week from the first escalation to the last, those without any too."""
    mondays = sorted({date.fromisoformat(week) for one in report.escalations for week in one.weeks})
    every = [mondays[0] + timedelta(weeks=n) for n in range((mondays[-1] - mondays[0]).days // 7 + 1)][:MOST_WEEKS]
    totals = [sum(one.weeks.get(week.isoformat(), 0) for one in report.escalations) for week in every]
    step = min((WIDTH - 2 * LEFT) / len(every), 60)
    scale = (FLOOR - ROOF) / max(*totals, 1)
    columns = [_column(report, week, LEFT + place * step, step, scale) for place, week in enumerate(every)]
    skip = 1 + int(58 / step)
    dates = [
        tag("text", f"{week:%-d %b}", x=LEFT + place * step + 2, y=FLOOR + 16)
        for place, week in enumerate(every)
        if place % skip == 0
    ]
    axis = tag("line", x1=LEFT, x2=WIDTH - LEFT, y1=FLOOR, y2=FLOOR, class_="axis")
    label = f"Escalations in {len(every)} weeks: " + ", ".join(
        f"{one.level} {one.by_clock + one.asked}" for one in report.escalations
    )
    return tag("div", svg(WIDTH, HEIGHT - 20, axis, *columns, *dates, label=label), class_="wide narrow")


def weeks_legend(report: Report) -> Markup:
    """What each colour is."""
    return tag(
        "p",
        *(
            join(
                tag("span", class_=f"swatch level{place % 4}"),
                f" {one.level}: {number(one.by_clock + one.asked)}"
                + (f" ({number(one.asked)} asked for)" if one.asked else "")
                + "  ",
            )
            for place, one in enumerate(report.escalations)
        ),
        class_="legend",
    )


def _column(report: Report, week: date, x: float, step: float, scale: float) -> Markup:
    y, parts, words = float(FLOOR), [], []
    for place, one in enumerate(report.escalations):
        many = one.weeks.get(week.isoformat(), 0)
        if many:
            y -= many * scale
            box = tag("rect", x=x + 2, y=y, width=max(step - 4, 1), height=many * scale, class_=f"level{place % 4}")
            parts.append(box)
            words.append(f"{one.level} {many}")
    total = sum(one.weeks.get(week.isoformat(), 0) for one in report.escalations)
    if total and step > 16:
        parts.append(tag("text", number(total), x=x + step / 2, y=y - 4, class_="middle"))
    return tag("g", tag("title", f"Week of {week:%-d %B %Y}: {', '.join(words) or 'none'}"), *parts)
