"""How a simulation looks: its progress, its tables, its page."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from domain.errors import DomainError
from doors.cli.rendering import complain, console, say, show_json, show_table
from studies.report import compared, nights, tables
from studies.report.page.page import page
from studies.simulation.stories import Story
from studies.simulation.study import Findings, Study, telling

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


def writable(path: Path, *read: Path | None) -> None:
    """Raises `NotWritable` where no file can be, or one that is `read` is, before the work and not after it."""
    try:
        if any(one is not None and path.exists() and path.samefile(one) for one in read):
            raise NotWritable(f"{str(path)!r} is read here, and the report would replace it; give another --report")
        with path.open("a", encoding="utf-8"):
            pass
    except OSError as fault:
        raise NotWritable(f"{str(path)!r} cannot be written ({fault.strerror}); give another --report") from None


def show(found: Findings, chosen: Sequence[Story], *, json: bool) -> None:
    """The report, or the comparison, on standard output; what could not be read on standard error."""
    if json:
        show_json(_document(found, chosen))
    else:
        _show(found)
        for told in chosen:
            _table(tables.story(told.life))
    report = found.report
    remarks = report.source.remarks
    complain(
        *(f"line {one.line}: {one.sentence}{f' ({one.incident})' if one.incident else ''}" for one in remarks[:MOST])
    )
    complain(*(f"{one.incident}: {one.sentence}" for one in report.unopened[:MOST]))
    left = max(len(remarks) - MOST, 0) + max(len(report.unopened) - MOST, 0)
    if left:
        complain(f"{left:,} more are in --json")


def _show(found: Findings) -> None:
    report = found.report
    say(*tables.summary(report), "", nights.QUESTION, f"  {nights.answer(report)}", f"  {nights.news(report)}", "")
    if report.woken:
        _table(nights.alarms(report))
    if any(map(any, report.heat.alarms)):
        say(*nights.week(report), "")
    for table in tables.all_of(report):
        _table(table)
    if found.comparison is not None:
        say(compared.headline(found.comparison), compared.MEANING, compared.woken(found.comparison), "")
        for table in (*compared.all_of(found.comparison), compared.changes(found.comparison, compared.SHOWN)):
            if table.rows:
                _table(table)


def _table(table: tables.Table) -> None:
    show_table(table.title, table.columns, table.rows)


def _document(found: Findings, chosen: Sequence[Story]) -> dict[str, Any]:
    """The comparison, or the report; and the events of the ticket that was asked for, under each policy."""
    document = (found.comparison or found.report).model_dump(mode="json")
    if chosen:
        document["stories"] = [
            [
                {**moment.recorded.event.model_dump(mode="json"), "told": [told.recipient for told in moment.told]}
                for moment in story.life.moments
            ]
            for story in chosen
        ]
    return document


def write_page(path: Path, asked: Study, found: Findings, chosen: Sequence[Story]) -> None:
    """The report as one page. Raises `NotWritable`."""
    stories = chosen or telling(asked, found)
    try:
        path.write_text(page(found.report, found.comparison, stories), encoding="utf-8")
    except OSError as fault:
        raise NotWritable(f"{str(path)!r} cannot be written ({fault.strerror}); give another --report") from None


def faulty(found: Findings) -> bool:
    """Whether a row could not be read, or a contract refused an incident."""
    report = found.report
    unopened = bool(report.unopened) or bool(found.comparison and found.comparison.after.unopened)
    return unopened or report.source.reported > 0
