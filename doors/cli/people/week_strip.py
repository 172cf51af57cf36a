"""A week as a strip of text: a line for each person, a mark for every three hours in which they are told."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from domain.business_time.zones import local_date, zone_named
from domain.visible import visible
from doors.application.showing.oncall_roles import Seen
from people.directory.local_time import first_reading
from people.directory.routing import How, Shift

LEGEND = "█ by name or by turn   ▓ by an override   ▒ as a deputy   · not told"

_MARKS: dict[How, str] = {"named": "█", "turn": "█", "override": "▓", "deputy": "▒"}
_NOT = "·"
_NAME = 24
"""Columns of a name, where there is room."""
_LEAST_NAME = 12


class _Scale(NamedTuple):
    """How large the picture is drawn: hours for a mark, columns for a name, and what heads a day."""

    hours: int
    name: int
    day: str

    @property
    def cells(self) -> int:
        return 24 // self.hours

    @classmethod
    def in_columns(cls, columns: int) -> "_Scale":
        """As large as there are columns for."""
        large, small = columns - 7 * (24 // 3 + 1), columns - 7 * (24 // 6 + 1)
        if large >= _LEAST_NAME:
            return cls(3, min(large, _NAME), "%a %d")
        return cls(6, min(max(small, _LEAST_NAME), _NAME), "%a")


class _Cell(NamedTuple):
    start: datetime
    end: datetime
    shift: Shift | None


def strips(seen: Seen, at: datetime, columns: int) -> Iterator[str]:
    """The weeks of a role, on its own clock. Nobody on a line of the week: nobody is told."""
    clock, scale = zone_named(seen.role.zone), _Scale.in_columns(columns)
    monday = datetime.combine(local_date(clock, seen.window.start), time())
    while first_reading(clock, monday) < seen.window.end:
        yield from _week(seen, monday, at, scale)
        monday += timedelta(weeks=1)


def _week(seen: Seen, monday: datetime, at: datetime, scale: _Scale) -> Iterator[str]:
    days = [monday + timedelta(days=number) for number in range(7)]
    cells = [_cells(seen, day, scale) for day in days]
    people = dict.fromkeys(one.person for day in cells for cell in day if cell.shift for one in cell.shift.told.on_duty)
    yield _line(seen.role.zone, [day.strftime(scale.day).ljust(scale.cells) for day in days], scale).rstrip()
    for person in people:
        yield _line(person.name, ["".join(_mark(cell, person.key) for cell in day) for day in cells], scale)
    if not people:
        yield _line("nobody", [_NOT * scale.cells] * 7, scale)
    now = ["".join("▲" if cell.start <= at < cell.end else " " for cell in day) for day in cells]
    if any("▲" in day for day in now):
        yield _line("", now, scale).rstrip() + " now"


def _cells(seen: Seen, day: datetime, scale: _Scale) -> list[_Cell]:
    clock = zone_named(seen.role.zone)
    bounds = [first_reading(clock, day + timedelta(hours=scale.hours * number)) for number in range(scale.cells + 1)]
    cells = []
    for start, end in pairwise(bounds):
        middle = start + (end - start) / 2
        shift = next((one for one in seen.shifts if one.interval.contains(middle)), None)
        cells.append(_Cell(start, end, shift))
    return cells


def _mark(cell: _Cell, key: str) -> str:
    on_duty = cell.shift.told.on_duty if cell.shift else ()
    return next((_MARKS[one.how] for one in on_duty if one.person.key == key), _NOT)


def _line(name: str, days: list[str], scale: _Scale) -> str:
    return f"{set_cell_size(_fitting(visible(name), scale.name), scale.name)} {' '.join(days)}"


def _fitting(name: str, room: int) -> str:
    return name if cell_len(name) <= room else set_cell_size(name, room - 1).rstrip() + "…"
