"""How fast business time is added and measured, beside libraries from PyPI that count business hours.

Run with `python -m bench.business_time`, after installing `requirements-bench.txt`. The office is Rome's: 09:00 to
18:00 on weekdays, closed on Italy's public holidays, ten years of them. A question is a ticket's: some moment, and
up to 40 hours of budget or up to 14 days of real time. Every library first answers some of the same questions, and
the table says how many of its answers are Sundial's; then it is timed, on fewer questions where it is slow. A rate
is the median of five runs, in questions a second on one core. A library that has no such question has no row.
"""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from typing import Any

import numpy as np
from holidays import country_holidays
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bench.peers import Contender, Questions, peers
from domain.business_time import Calendar, CalendarSpec

YEARS = (2020, 2029)
ZONE = "Europe/Rome"
REPEATS = 5
COMPARED = 300
"""How many answers are compared with Sundial's."""


@dataclass(frozen=True)
class Measured:
    """What one library's form of a question came to."""

    agree: int
    rate: float


def italian_holidays() -> dict[date, str]:
    """Italy's public holidays in those ten years."""
    return dict(country_holidays("IT", years=range(YEARS[0], YEARS[1] + 1)))


def rome(holidays: dict[date, str]) -> CalendarSpec:
    """The office as a spec."""
    week = {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    return CalendarSpec.model_validate({"zone": ZONE, "week": week, "holidays": holidays, "years": YEARS})


def questions(count: int) -> Questions:
    """The same random questions in every run."""
    draw = random.Random(2024)
    first = datetime(YEARS[0] + 1, 1, 1, tzinfo=UTC)
    starts = [first + timedelta(seconds=draw.randrange(8 * 365 * 86_400)) for _ in range(count)]
    budgets = [timedelta(minutes=draw.randrange(1, 40 * 60)) for _ in range(count)]
    ends = [start + timedelta(seconds=draw.randrange(14 * 86_400)) for start in starts]
    return Questions(starts, budgets, ends)


def sundial(calendar: Calendar) -> list[Contender]:
    """Sundial's two forms."""
    return [
        Contender(
            "sundial",
            "single",
            100_000,
            add=lambda q: [calendar.add(t, budget) for t, budget in zip(q.starts, q.budgets, strict=True)],
            elapsed=lambda q: [calendar.elapsed(a, b) for a, b in zip(q.starts, q.ends, strict=True)],
        ),
        Contender(
            "sundial",
            "arrays",
            1_000_000,
            add=lambda q: calendar.add_many(q.starts, q.budgets),
            elapsed=lambda q: calendar.elapsed_many(q.starts, q.ends),
        ),
    ]


def measured(contender: Contender, ask: Callable[[Any], Any], asked: Questions, expected: list[Any]) -> Measured:
    """Compares the first answers with the expected ones, then times all of its questions."""
    some, all_of_them = (contender.form_of(asked.first(n)) for n in (COMPARED, contender.count))
    agree = sum(answer == right for answer, right in zip(plain(ask(some)), expected, strict=True))
    seconds = [clocked(lambda: ask(all_of_them)) for _ in range(REPEATS)]
    return Measured(agree, contender.count / statistics.median(seconds))


def plain(answers: Any) -> list[Any]:
    """Arrays as lists of aware datetimes or of timedeltas; lists as they are."""
    if not isinstance(answers, np.ndarray):
        return list(answers)
    return [value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for value in answers.tolist()]


def clocked(work: Callable[[], object]) -> float:
    """The seconds that it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def table_of(contenders: list[Contender], asked: Questions) -> Table:
    """Measures them all; the last column says how many times as fast Sundial's same form is."""
    table = Table(box=SIMPLE, padding=(0, 1))
    for heading in ("question", "form", "library"):
        table.add_column(heading, no_wrap=True)
    for heading in ("agrees", "a second", "Sundial"):
        table.add_column(heading, no_wrap=True, justify="right")
    ours = contenders[0]
    for question in ("add", "elapsed"):
        expected = plain(getattr(ours, question)(asked.first(COMPARED)))
        base: dict[str, float] = {}
        for contender in contenders:
            if (ask := getattr(contender, question)) is None:
                continue
            result = measured(contender, ask, asked, expected)
            pace = base.setdefault(contender.form, result.rate) / result.rate
            agrees = "" if contender is ours else f"{result.agree} of {COMPARED}"
            row = [question, contender.form, contender.library, agrees, f"{result.rate:,.0f}"]
            table.add_row(*row, "" if contender.library == "sundial" else f"{pace:,.1f} x")
        table.add_section()
    return table


def main() -> None:
    """Prints the table, and what compiling ten years costs."""
    console = Console()
    holidays = italian_holidays()
    spec = rome(holidays)
    compiling = statistics.median(clocked(lambda: Calendar(spec)) for _ in range(4 * REPEATS))
    contenders = [*sundial(Calendar(spec)), *peers(ZONE, holidays)]
    console.print(table_of(contenders, questions(max(contender.count for contender in contenders))))
    versions = sorted({contender.library for contender in contenders} - {"sundial"})
    console.print("Beside " + ", ".join(f"{name} {version(name)}" for name in versions) + ".")
    console.print(f"Compiling ten years with {len(holidays)} holidays: {1000 * compiling:.1f} ms.")


if __name__ == "__main__":
    main()
