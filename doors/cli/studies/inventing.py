"""`invent`: an export of incidents that never were, to try out what reads exports."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer

from domain.errors import DomainError
from doors.cli.rendering import say

COUNT, SEED, MOST = 600, 1, 1_000_000
FIRST, LAST = 1971, 2070
"""Years in which the longest lives of the largest export have zones and holidays."""


class NotInvented(DomainError):
    """A file that cannot be written, or a day on which no export begins."""


def invent(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it, such as incidents.csv.")],
    count: Annotated[int, typer.Option("--count", min=1, max=MOST, metavar="N", help="How many incidents.")] = COUNT,
    seed: Annotated[
        int, typer.Option("--seed", min=0, max=2**32, metavar="N", help="Another number gives other incidents.")
    ] = SEED,
    first: Annotated[
        datetime | None,
        typer.Option(
            "--first", formats=["%Y-%m-%d"], metavar="DAY", help="When the first are opened; 2026-03-02 if left out."
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", metavar="", help="Write over a file that is there.")] = False,
) -> None:
    """Write an export of invented incidents, as a ServiceNow instance has them, to simulate, rehearse or import.

    It has the habits of real ones: states that come back, priorities that change, rows out of order, much unknown.
    The same options give the same file, byte for byte, on every machine.
    """
    from doors.cli.studies.simulation_view import progress
    from studies.synthetic.export import FIRST_DAY, write

    if first is not None and not FIRST <= first.year <= LAST:
        raise NotInvented(f"--first {first:%Y-%m-%d} is too far away; give a day of the years {FIRST} to {LAST}")
    with _fresh(file, replace=replace) as text, progress("inventing", count) as done:
        size = write(text, count, seed, first.date() if first else FIRST_DAY, done)
    say(f"{size.incidents:,} incident{'' if size.incidents == 1 else 's'} in {size.rows:,} rows are in {file}")


@contextmanager
def _fresh(path: Path, *, replace: bool) -> Iterator[TextIO]:
    """A file that is there when all of it is written, and not before. Raises `NotInvented`."""
    # Ctrl-C ends a command at once; this one has begun something that it takes away first.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
    part = path.with_name(f".{path.name}.part") if path.name else path
    try:
        if path.exists() and not path.is_file():
            raise NotInvented(f"{str(path)!r} is no file that can be replaced; give the path of a new one")
        if path.exists() and not replace:
            raise NotInvented(f"{str(path)!r} is there already; give another FILE, or --replace it")
        try:
            with part.open("w", encoding="utf-8", newline="") as text:
                yield text
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as fault:
        raise NotInvented(f"{str(path)!r} cannot be written ({fault.strerror}); give another FILE") from None
