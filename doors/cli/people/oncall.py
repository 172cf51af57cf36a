"""`oncall`: who is told now and in the next weeks, by contract, theatre and level. No server is needed."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import DomainError
from doors.application.reading import instant, now
from doors.application.showing.oncall_roles import Role, Seen, roles, seen
from doors.application.showing.plain import on_call_as_plain, utc
from doors.cli.library import library
from doors.cli.options import JSON, settings_of
from doors.cli.people.week_strip import LEGEND, strips
from doors.cli.rendering import (
    LATE,
    QUIET,
    WIDE,
    Cell,
    complain,
    console,
    say,
    say_styled,
    short_clock,
    show_json,
    show_table,
    styled,
)
from people.directory.directory import Directory
from runtime.settings import Settings


class NoDirectory(DomainError):
    """Nobody said who is who."""

    def __init__(self) -> None:
        super().__init__(
            "no directory is set; give --directory FILE, such as examples/directory.yaml, or set SUNDIAL_DIRECTORY"
        )


def oncall(
    context: typer.Context,
    contract: Annotated[
        str | None, typer.Option(help="One contract, such as imagiclecare-4.1; all if left out.")
    ] = None,
    theatre: Annotated[str | None, typer.Option(help="One theatre, such as europe; all if left out.")] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="INSTANT", help="As of this instant; now if left out.")
    ] = None,
    weeks: Annotated[int, typer.Option(min=1, max=26, help="How many weeks to show, this one included.")] = 2,
    directory: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The directory file; SUNDIAL_DIRECTORY if left out.")
    ] = None,
    json: JSON = False,
) -> None:
    """Show who is told now and in the coming weeks: handovers, overrides and deputies. Needs no server.

    A directory file with faults is refused with all of them: line, field, what is wrong, what would be right.
    """
    settings = settings_of(context)
    people = directory_of(settings, directory)
    when = instant(at) or now().replace(microsecond=0)
    found = [seen(people, role, when, weeks) for role in roles(people, library(settings), contract, theatre)]
    if json:
        show_json(on_call_as_plain(people, found, when))
    else:
        _show(found, when)


def directory_of(settings: Settings, file: Path | None = None) -> Directory:
    """The directory in a file, or else the settings' one; channels that are not safe are named on standard error.

    Raises `NoDirectory`, or `DirectoryFaults` with them all.
    """
    # Checking its addresses takes a moment, and most commands need none.
    from people.directory.loading.loader import load
    from people.directory.loading.unsafe import unsafe

    path = file or settings.directory
    if path is None:
        raise NoDirectory
    found = load(path, library(settings))
    complain(*(f"not safe: {fault.sentence}" for fault in unsafe(path, os.environ)))
    return found


def _show(found: list[Seen], at: datetime) -> None:
    wide, columns = console().width >= WIDE, console().width
    heads = ("level", "theatre", "contract", "now", "next") if wide else ("level, and where", "now", "next")
    show_table(f"Who is told, {utc(at)}", heads, [_row(one, at, wide=wide) for one in found])
    turning = [one for one in found if len(one.shifts) > 1]
    for one in turning:
        theatres, contracts = _where(one.role)
        where = f"{', '.join(theatres)} ({', '.join(contracts)})"
        say_styled((f"{one.role.level}, {where}", "bold"))
        say(*strips(one, at, columns), "")
    if turning:
        say_styled((LEGEND, ""))


def _row(one: Seen, at: datetime, *, wide: bool) -> tuple[Cell, ...]:
    theatres, contracts = _where(one.role)
    later = next((shift for shift in one.shifts if shift.interval.start > at), None)
    change = f"{short_clock(later.interval.start, one.role.zone)}\n{later.told.because}" if later else "-"
    now = styled((one.now.because, "" if one.now.on_duty else LATE))
    if wide:
        return styled((one.role.level, "bold")), "\n".join(theatres), "\n".join(contracts), now, change
    return styled((one.role.level, "bold"), (", ".join(theatres), QUIET), (", ".join(contracts), QUIET)), now, change


def _where(role: Role) -> tuple[list[str], list[str]]:
    """Its theatres and its contracts, each once."""
    theatres = dict.fromkeys(place.theatre for place in role.places)
    return list(theatres), list(dict.fromkeys(place.contract for place in role.places))
