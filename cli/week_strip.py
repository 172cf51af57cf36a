"""A week as a strip of text: a line for each person, a mark for every three hours in which they are told."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from cli.oncall_roles import Seen
from directory.answers import How, Shift
from directory.wall_clock import first_reading
from domain.business_time.zones import local_date, zone_named
from domain.visible import visible

LEGEND = "█ by name or by turn   ▓ by an override   ▒ as a deputy   · not told"

_MARKS: dict[How, str] = {"named": "█", "turn": "█", "override": "▓", "deputy": "▒"}
_NOT = "·"
_HOURS = 3
_CELLS = 24 // _HOURS
_NAME = 24


class _Cell(NamedTuple):
    start: datetime
    end: datetime
    shift: Shift | None


def strips(seen: Seen, at: datetime) -> Iterator[str]:
    """The weeks of a role, on its own clock. Nobody on a line of the week: nobody is told."""
    clock = zone_named(seen.role.zone)
    monday = datetime.combine(local_date(clock, seen.window.start), time())
    while first_reading(clock, monday) < seen.window.end:
        yield from _week(seen, monday, at)
        monday += timedelta(weeks=1)


def _week(seen: Seen, monday: datetime, at: datetime) -> Iterator[str]:
    days = [monday + timedelta(days=number) for number in range(7)]
    cells = [_cells(seen, day) for day in days]
    people = dict.fromkeys(one.person for day in cells for cell in day if cell.shift for one in cell.shift.told.on_duty)
    yield _line(seen.role.zone, [day.strftime("%a %d").ljust(_CELLS) for day in days]).rstrip()
    for person in people:
        yield _line(person.name, ["".join(_mark(cell, person.key) for cell in day) for day in cells])
    if not people:
        yield _line("nobody", [_NOT * _CELLS] * 7)
    now = ["".join("▲" if cell.start <= at < cell.end else " " for cell in day) for day in cells]
    if any("▲" in day for day in now):
        yield _line("", now).rstrip() + " now"


def _cells(seen: Seen, day: datetime) -> list[_Cell]:
    clock = zone_named(seen.role.zone)
    bounds = [first_reading(clock, day + timedelta(hours=_HOURS * number)) for number in range(_CELLS + 1)]
    cells = []
    for start, end in pairwise(bounds):
        middle = start + (end - start) / 2
        shift = next((one for one in seen.shifts if one.interval.contains(middle)), None)
        cells.append(_Cell(start, end, shift))
    return cells


def _mark(cell: _Cell, key: str) -> str:
    on_duty = cell.shift.told.on_duty if cell.shift else ()
    return next((_MARKS[one.how] for one in on_duty if one.person.key == key), _NOT)


def _line(name: str, days: list[str]) -> str:
    shown = visible(name)
    return f"{shown if len(shown) <= _NAME else shown[: _NAME - 1] + '…':{_NAME}} {' '.join(days)}"
