"""How far a long piece of work is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from doors.cli.rendering import complain, console

FIRST, AGAIN = 5, 15
"""Seconds of waiting for a worker after which it is said, and between two times."""


def waiting(seconds: float) -> None:
    """Say now and then that a worker is waited for, where standard error is a terminal. It is told every second."""
    if int(seconds) % AGAIN == FIRST and sys.stderr.isatty():
        complain(f"(waiting for a worker, {seconds:.0f} s so far)")


@contextmanager
def bar(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, where that is a terminal."""
    on = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=on, transient=True, disable=not on.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)
