"""`rehearse`: the incidents of a file on a real engine, each compared with its simulation."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from doors.application.reading import instant, now
from doors.cli.library import library
from doors.cli.options import (
    CHANNEL,
    CUSTOMER_ZONE,
    JSON,
    LANGUAGE,
    PLAN,
    REQUESTER,
    THEATRE,
    settings_of,
)
from doors.cli.rendering import complain, console, say, show_json, show_table
from doors.cli.studies.incidents import CONTRACT, DATES, ENCODING, FILE, MAPPING, UNTIL, ZONE, Choices, asked_study
from runtime.settings import Settings

if TYPE_CHECKING:
    from studies.files.incidents import Incident
    from studies.rehearsal.conducting import Outcome
    from studies.rehearsal.summary import Summary

MOST = 20
"""Differences that are told in the terminal; `--json` has all."""


def rehearse(
    context: typer.Context,
    file: FILE,
    contract: CONTRACT = None,
    plan: PLAN = None,
    theatre: THEATRE = None,
    customer_zone: CUSTOMER_ZONE = None,
    channel: CHANNEL = None,
    language: LANGUAGE = None,
    requester: REQUESTER = None,
    mapping: MAPPING = None,
    zone: ZONE = "UTC",
    dates: DATES = None,
    encoding: ENCODING = None,
    until: UNTIL = None,
    only: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this incident; can be repeated.")] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only so many of them, spread over the file.")
    ] = None,
    late: Annotated[
        int,
        typer.Option(min=0, metavar="MINUTES", help="Send each command so long after the instant at which it counts."),
    ] = 0,
    at_once: Annotated[
        int, typer.Option("--at-once", min=1, max=200, metavar="N", help="How many tickets live at the same time.")
    ] = 16,
    json: JSON = False,
) -> None:
    """Live real incidents on a real engine, and compare each with its simulation, event by event.

    Brings servers of its own, whose time is skipped; the incidents are moved into the future by whole weeks. Exits
    with 1 where a life differs, or where a row could not be read.
    """
    # What follows brings the engine, which no other command of incidents needs.
    from runtime.logging.logs import set_up_logs
    from runtime.stopping import run
    from studies.rehearsal.sampling import chosen, understood
    from studies.rehearsal.summary import summary

    choices = Choices(contract, plan, theatre, customer_zone, channel, language, requester)
    asked = asked_study(context, file, choices, mapping, zone, dates, encoding, instant(until, "--until"))
    incidents, lost = understood(asked)
    incidents = chosen(incidents, only=only or (), sample=sample)
    settings = settings_of(context)
    set_up_logs(settings.log_format, "error")
    began = time.monotonic()
    # Whoever stops this stops its servers too.
    outcomes = run(lambda _: _rehearse(settings, incidents, asked.until, at_once, timedelta(minutes=late)))
    found = summary(outcomes, timedelta(seconds=time.monotonic() - began))
    if json:
        show_json(found)
    else:
        _show(found)
    complain(*(f"line {one.line}: {one.sentence}{f' ({one.incident})' if one.incident else ''}" for one in lost[:MOST]))
    if found.differing or lost:
        raise typer.Exit(1)


async def _rehearse(
    settings: Settings, incidents: "list[Incident]", until: datetime, at_once: int, late: timedelta
) -> "list[Outcome]":
    from contracts.public_holidays import public_holidays
    from studies.rehearsal.conducting import rehearse
    from studies.rehearsal.moving import weeks_ahead
    from studies.rehearsal.servers import own_engine
    from studies.simulation.terms import terms_book

    known = library(settings)
    ahead = weeks_ahead(incidents, now())
    moved = [incident.moved(ahead) for incident in incidents]
    async with own_engine(settings, known) as engine:
        with _bar(len(moved)) as done:
            terms_at = terms_book(known, public_holidays)
            return await rehearse(engine, moved, until + ahead, terms_at, at_once=at_once, late=late, done=done)


def _show(found: "Summary") -> None:
    say(found.headline, *found.lines())
    if found.events:
        show_table("Events", ("type", "recorded"), [(type_, f"{count:,}") for type_, count in found.events.items()])
    if not found.differences:
        return
    show_table(
        "Differences",
        ("ticket", "what", "engine", "simulation"),
        [(one.ticket, one.what, one.engine, one.other) for one in found.differences[:MOST]],
    )
    left = len(found.differences) - MOST
    if left > 0:
        say(f"{left:,} more are in --json")


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """How many tickets end in a second."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "")


@contextmanager
def _bar(total: int) -> "Iterator[Callable[[Outcome], None]]":
    """How far it is, how fast, and how long it will still take; on standard error, where that is a terminal."""
    on = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=on, transient=True, disable=not on.is_terminal) as bar:
        task = bar.add_task("rehearsing", total=total)
        yield lambda _: bar.advance(task)
