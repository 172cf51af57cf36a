"""The timeline of a single ticket: when the office was open, when the clock stood, and what came of it.

Four lanes share one axis of time: the office (open hours are bright), the clock (running, waiting, resolved), the
promises (from their beginning to what became of them, with their warnings), and the level that had the ticket.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import assert_never
from zoneinfo import ZoneInfo

from domain.business_time import calendar_for
from domain.showing.sentences import office_time
from domain.terms.terms import OFFICE
from domain.ticket.events import Escalated, PromiseKept, PromiseMissed, WarningGiven
from domain.ticket.ledger import CLOSED, RESOLVED, THIRD_PARTY
from studies.report.page.markup import Markup, svg, tag
from studies.simulation.running import Life
from studies.simulation.terms import known_until

WIDTH, LEFT, RIGHT, LANE, TOP = 820, 92, 14, 34, 24
Marked = WarningGiven | PromiseKept | PromiseMissed
"""What has a mark on the lane of its promise."""
MOST_BANDS = 200
"""Openings of the office; more would be narrower than the eye can tell apart."""


class Axis:
    """Where an instant lies on the picture, which leaves out most of the time between the resolution and the end."""

    def __init__(self, life: Life) -> None:
        first, last = life.moments[0].ticket.opened_at, life.moments[-1].recorded.recorded_at
        resolved = [mark.at for mark in life.moments[-1].ticket.ledger.marks if RESOLVED in mark.paused_for]
        self.cut = False
        if resolved:
            limit = resolved[-1] + max((resolved[-1] - first) / 3, timedelta(hours=6))
            self.cut, last = last > limit, min(last, limit)
        margin = max((last - first) / 50, timedelta(minutes=20))
        self.start, self.end = first - margin, last if self.cut else last + margin

    def x(self, at: datetime) -> float:
        """The place of an instant, kept within the picture."""
        share = (at - self.start) / (self.end - self.start)
        return LEFT + (WIDTH - LEFT - RIGHT) * min(max(share, 0.0), 1.0)


def timeline(life: Life) -> Markup:
    """The picture of one life. It must have moments."""
    axis, ticket = Axis(life), life.moments[-1].ticket
    rows = list(_promises(life, axis))
    height = TOP + LANE * (3 + len(rows)) + 22
    lanes = [
        _name(0, "office"),
        _name(1, "clock"),
        *(_name(2 + place, name) for place, (name, _) in enumerate(rows)),
        _name(2 + len(rows), "level"),
        *_office(life, axis, height),
        *_days(life, axis, height),
        *_clock(life, axis),
        *(tag("g", *marks, transform=f"translate(0 {_y(2 + place)})") for place, (_, marks) in enumerate(rows)),
        *_levels(life, axis, _y(2 + len(rows))),
        *_later(life, axis, height),
    ]
    label = f"Timeline of {ticket.id}, from {axis.start:%d %B %Y} to {axis.end:%d %B %Y}"
    return tag(
        "div",
        svg(WIDTH, height, *lanes, label=label, class_="timeline"),
        class_="scroll wide",
        tabindex=0,
        role="region",
        aria_label=label,
    )


def _y(lane: int) -> float:
    return TOP + LANE * lane


def _name(lane: int, name: str) -> Markup:
    short = name if len(name) <= 14 else name[:13] + "…"
    return tag("text", tag("title", name), short, x=LEFT - 8, y=_y(lane) + 18, class_="end")


def _bar(axis: Axis, start: datetime, end: datetime, y: float, height: float, class_: str, told: str) -> Markup:
    x = axis.x(start)
    width = max(axis.x(end) - x, 1.5)
    return tag("g", tag("title", told), tag("rect", x=x, y=y, width=width, height=height, class_=class_, rx=2))


def _office(life: Life, axis: Axis, height: float) -> Iterator[Markup]:
    terms = life.moments[-1].ticket.terms
    yield tag("rect", x=LEFT, y=TOP, width=WIDTH - LEFT - RIGHT, height=height - TOP - 20, class_="shut")
    hours = list(calendar_for(terms.calendars[OFFICE]).open_intervals(axis.start, min(axis.end, known_until(terms))))
    clock = ZoneInfo(terms.zone)
    if len(hours) > MOST_BANDS:
        yield tag("text", f"{len(hours)} openings, too many to draw", x=LEFT + 5, y=_y(0) + 18)
        return
    for interval in hours:
        x, end = axis.x(interval.start), axis.x(interval.end)
        told = f"open {interval.start.astimezone(clock):%a %-d %b %H:%M} to {interval.end.astimezone(clock):%H:%M}"
        box = tag("rect", x=x, y=TOP, width=max(end - x, 0.5), height=height - TOP - 20, class_="open")
        yield tag("g", tag("title", told), box)


def _clock(life: Life, axis: Axis) -> Iterator[Markup]:
    for period in life.moments[-1].ticket.ledger.periods():
        on = " and ".join(name.removeprefix(THIRD_PARTY) for name in period.paused_for)
        if on == CLOSED:
            continue
        end = period.end or life.until
        kind = "runs" if not on else "resolved" if on == RESOLVED else "hatched"
        words = "running" if not on else "resolved" if on == RESOLVED else f"waiting on {on}"
        yield _bar(axis, period.start, end, _y(1) + 6, LANE - 14, kind, words)
        if axis.x(end) - axis.x(period.start) > 6.2 * len(words):
            yield tag("text", words, x=axis.x(period.start) + 5, y=_y(1) + 20, class_="in")


def _promises(life: Life, axis: Axis) -> Iterator[tuple[str, list[Markup]]]:
    """A lane for each promise, with its warnings and what became of it."""
    found: dict[str, list[Marked]] = {}
    for moment in life.moments:
        event = moment.recorded.event
        if isinstance(event, Marked) and event.promise != "escalation":
            found.setdefault(event.promise, []).append(event)
    for name, events in found.items():
        last = events[-1]
        kind = "keptbar" if isinstance(last, PromiseKept) else "latebar" if isinstance(last, PromiseMissed) else "runs"
        marks = [_bar(axis, life.moments[0].ticket.opened_at, last.occurred_at, 12, 6, kind, name)]
        marks += [_mark(axis, event, 15) for event in events]
        yield name, marks


def _mark(axis: Axis, event: Marked, y: float) -> Markup:
    x = axis.x(event.occurred_at)
    match event:
        case WarningGiven():
            shape = tag("path", d=f"M{x:.1f} {y - 7:.1f}l6 11h-12z", class_="warning")
            told = f"warning: {event.fraction:.0%} of the time has passed"
        case PromiseKept():
            shape, told = tag("circle", cx=x, cy=y, r=5.5, class_="kept"), f"{event.promise} kept"
        case PromiseMissed():
            shape = tag("path", d=f"M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10", class_="cross")
            told = f"{event.promise} {'breached' if event.breach else 'missed'}"
        case _:
            assert_never(event)
    return tag("g", tag("title", told), shape)


def _levels(life: Life, axis: Axis, y: float) -> Iterator[Markup]:
    """Who has the ticket, as a staircase of bars; a warning of the next step stands on them."""
    until = life.moments[-1].recorded.recorded_at
    for (start, level), (end, _) in pairwise([*levels(life), (until, "")]):
        colour = level_colour(life, level)
        yield _bar(axis, start, end, y + 8, LANE - 16, colour, level)
        if axis.x(end) - axis.x(start) > 6.4 * len(level) + 8:
            yield tag("text", level, x=axis.x(start) + 5, y=y + 21, class_=f"stepname {colour}name")
    for moment in life.moments:
        event = moment.recorded.event
        if isinstance(event, WarningGiven) and event.promise == "escalation":
            x = axis.x(event.occurred_at)
            told = f"warning: {event.fraction:.0%} of the time to {event.level} has passed"
            yield tag("g", tag("title", told), tag("path", d=f"M{x:.1f} {y + 1:.1f}l5 8h-10z", class_="warning"))


def levels(life: Life) -> list[tuple[datetime, str]]:
    """Who had the ticket, from when on."""
    opened = life.moments[0].ticket
    events = [moment.recorded.event for moment in life.moments]
    climbed = [(event.occurred_at, event.after) for event in events if isinstance(event, Escalated)]
    return [(opened.opened_at, opened.level), *climbed]


def level_colour(life: Life, level: str) -> str:
    """The class that gives a level its colour."""
    height = life.moments[0].ticket.terms.height(level)
    return f"level{(height - 1) % 4}" if height else "first"


def _later(life: Life, axis: Axis, height: float) -> Iterator[Markup]:
    """How the ticket ended, where that lies beyond the picture."""
    if axis.cut:
        ticket = life.moments[-1].ticket
        ended = office_time(life.moments[-1].recorded.event.occurred_at, ticket.terms.zone)
        yield tag("text", f"{ticket.status.type} {ended} →", x=WIDTH - RIGHT, y=height - 5, class_="end")


def hatch() -> Markup:
    """The pattern of a clock that waits, once for the whole page."""
    line = tag("path", d="M-2 2l4 -4M0 8l8 -8M6 10l4 -4", class_="hatching")
    base = tag("rect", width=8, height=8, class_="waits")
    pattern = tag("pattern", base, line, id="hatch", width=8, height=8, patternUnits="userSpaceOnUse")
    return tag("svg", tag("defs", pattern), width=0, height=0, aria_hidden="true", class_="defs")


def _days(life: Life, axis: Axis, height: float) -> Iterator[Markup]:
    """Midnights on the office's clock, or the hours of a life that is short, named as far as there is room."""
    clock = ZoneInfo(life.moments[-1].ticket.terms.zone)
    first, last = axis.start.astimezone(clock), axis.end.astimezone(clock)
    days = (last.date() - first.date()).days + 1
    hours = next((step for step in (1, 2, 3, 6, 12) if (axis.end - axis.start) / timedelta(hours=step) <= 9), 24)
    skip = 1 + days * 84 // (WIDTH - LEFT - RIGHT) if hours == 24 else 1
    ticks = [
        datetime.combine(first.date() + timedelta(days=day), time(hour), clock)
        for day in range(0, days, skip)
        for hour in range(0, 24, hours)
    ]
    shown = [tick for tick in ticks if axis.start <= tick <= axis.end]
    for place, tick in enumerate(shown):
        x = axis.x(tick)
        yield tag("line", x1=x, x2=x, y1=TOP - 4, y2=height - 18, class_="midnight")
        if x < WIDTH - 70:
            name = f"{tick:%a %-d %b}" if tick.hour == 0 else f"{tick:%a %H:%M}" if place == 0 else f"{tick:%H:%M}"
            yield tag("text", name, x=x + 2, y=TOP - 8)
