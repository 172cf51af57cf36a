"""How a simulation looks: its progress, its tables, its page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cli.rendering import complain, console, say, show_json, show_table
from domain.errors import DomainError
from simulation import compared, tables
from simulation.page.page import page
from simulation.stories import Story
from simulation.study import Findings, Study, telling

MOST = 20
"""Faults that are told in the terminal; `--json` has all."""


class NotWritable(DomainError):
    """A report that has no place to go."""


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where that is a terminal."""
    on = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=on, transient=True, disable=not on.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda count: bar.advance(task, count)


def writable(path: Path) -> None:
    """Raises `NotWritable` for a place where no file can be, before the work and not after it."""
    try:
        with path.open("a", encoding="utf-8"):
            pass
    except OSError as fault:
        raise NotWritable(f"{str(path)!r} cannot be written ({fault.strerror}); give another --report") from None


def show(found: Findings, chosen: Story | None, *, json: bool) -> None:
    """The report, or the comparison, on standard output; what could not be read on standard error."""
    report = found.report
    if json:
        show_json(found.comparison or report)
    else:
        say(*tables.summary(report), "", tables.night(report))
        for table in tables.all_of(report):
            show_table(table.title, table.columns, table.rows)
        if found.comparison is not None:
            say(compared.headline(found.comparison))
            for table in compared.all_of(found.comparison):
                show_table(table.title, table.columns, table.rows)
        if chosen is not None:
            events = tables.story(chosen.life)
            show_table(events.title, events.columns, events.rows)
    remarks = report.source.remarks
    complain(
        *(f"line {one.line}: {one.sentence}{f' ({one.incident})' if one.incident else ''}" for one in remarks[:MOST])
    )
    complain(*(f"{one.incident}: {one.sentence}" for one in report.unopened[:MOST]))
    left = max(len(remarks) - MOST, 0) + max(len(report.unopened) - MOST, 0)
    if left:
        complain(f"{left:,} more are in --json")


def write_page(path: Path, asked: Study, found: Findings, chosen: Story | None) -> None:
    """The report as one page. Raises `NotWritable`."""
    stories = [chosen] if chosen else telling(asked, found)
    try:
        path.write_text(page(found.report, found.comparison, stories), encoding="utf-8")
    except OSError as fault:
        raise NotWritable(f"{str(path)!r} cannot be written ({fault.strerror}); give another --report") from None


def faulty(found: Findings) -> bool:
    """Whether a row could not be read, or a contract refused an incident."""
    report = found.report
    unopened = bool(report.unopened) or bool(found.comparison and found.comparison.after.unopened)
    return unopened or report.source.reported > 0
