"""The report as tables of words, the same for the terminal and the page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.showing.sentences import office_time, sentence
from studies.simulation.report import PromiseCount, Report, Spread
from studies.simulation.running import Life

FEW_WEEKS = 16


class Table(NamedTuple):
    """A table of words. Every column but the first `texts` is a number or a duration."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: int = 1


def number(count: int) -> str:
    """A count, with its thousands apart."""
    return f"{count:,}"


def count(number_: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 ticket`, `2,300 tickets`."""
    return f"{number_:,} {one if number_ == 1 else many or one + 's'}"


def hours(seconds: int) -> str:
    """A long duration: `28,585 h`."""
    return f"{seconds / 3600:,.0f} h" if seconds >= 36_000 else f"{clocked(seconds)} h"


def clocked(seconds: int) -> str:
    """A duration in hours and minutes: `2:05`."""
    minutes = round(seconds / 60)
    return f"{minutes // 60:,}:{minutes % 60:02}"


def distance(late: int) -> str:
    """How far from a deadline, in hours and minutes, or in hours where they are many: `2:00 left`, `145 h late`."""
    long = f"{abs(late) / 3600:,.0f} h" if abs(late) >= 360_000 else clocked(abs(late))
    return f"{long} left" if late <= 0 else f"{long} late"


def percent(part: int, whole: int) -> str:
    """A share, never 100% where something is missing and never 0% where there is something."""
    if not whole:
        return "-"
    share = 100 * part / whole
    if part < whole and share > 99.5:
        return f"{min(share, 99.9):.1f}%"
    return f"{share:.1f}%" if part and share < 0.5 else f"{share:.0f}%"


def promised(row: PromiseCount) -> str:
    """What the row is about."""
    return f"{row.promise} of {row.level}" if row.level else row.promise


def promises(report: Report) -> Table:
    """How each promise came out at each priority. What never happened has no column."""
    shown = [state for state in _HEADS if any(getattr(row, state) for row in report.promises)]
    rows = [
        (
            f"{row.priority} {promised(row)}",
            f"{number(row.kept)} ({percent(row.kept, row.judged)})",
            *(number(getattr(row, state)) for state in shown),
            *_spread(row.distance),
        )
        for row in report.promises
    ]
    columns = ("promise", "kept", *(_HEADS[state] for state in shown), "median", "p90", "worst")
    return Table("Promises, and how far from their deadlines (working time, h:mm)", columns, rows)


_HEADS = {"breached": "breached", "missed": "missed, no guarantee", "open": "open", "dropped": "ended unjudged"}


def _spread(spread: Spread | None) -> tuple[str, str, str]:
    if spread is None:
        return "-", "-", "-"
    return distance(spread.median), distance(spread.p90), distance(spread.worst)


def told(report: Report) -> Table:
    """Who would have been told how often."""
    rows = [
        (one.recipient, *map(number, (one.total, one.alarms, one.news, one.outside, one.night, one.night_alarms)))
        for one in report.told
    ]
    columns = ("who", "told", "of alarms", "of news", "office closed", "at night", "woken")
    return Table("Who would have been told", columns, rows)


def escalations(report: Report) -> Table:
    """How often each level was reached, and in which week."""
    levels = [one.level for one in report.escalations]
    weeks = sorted({week for one in report.escalations for week in one.weeks})
    rows: list[Sequence[str]] = [
        ("in all", *(number(one.by_clock + one.asked) for one in report.escalations)),
        ("because somebody asked", *(number(one.asked) for one in report.escalations)),
    ]
    for week in weeks[:FEW_WEEKS]:
        rows.append((f"week of {week}", *(number(one.weeks.get(week, 0)) for one in report.escalations)))
    if len(weeks) > FEW_WEEKS:
        later = [sum(one.weeks.get(week, 0) for week in weeks[FEW_WEEKS:]) for one in report.escalations]
        rows.append((f"{len(weeks) - FEW_WEEKS} later weeks", *(number(total) for total in later)))
    return Table("Escalations", ("reached", *levels), rows)


def paused(report: Report) -> Table:
    """How long was waited, and on whom."""
    rows = [(one.on, number(one.tickets), hours(one.working_seconds), hours(one.seconds)) for one in report.paused]
    return Table("Waiting", ("on", "tickets", "working time not counted", "in all"), rows)


def nearest(report: Report) -> Table:
    """The closest calls."""
    rows = [
        (
            one.incident,
            one.priority,
            one.promise,
            "open" if one.state == "open" else "kept",
            clocked(one.left),
            clocked(one.budget),
            percent(one.budget - one.left, one.budget),
        )
        for one in report.nearest
    ]
    return Table(
        "Nearest to a breach (working time, h:mm)",
        ("ticket", "priority", "promise", "now", "left", "of", "used"),
        rows,
        texts=4,
    )


def not_taken(report: Report) -> Table:
    """What tickets did not take, and why."""
    rows = [
        (one.asked, "the ticket had closed" if one.after_closing else one.example, number(one.count))
        for one in report.not_taken
    ]
    return Table("Not taken by the tickets", ("command", "why", "how often"), rows, texts=2)


def story(life: Life) -> Table:
    """What happened to one ticket, when, and who was told."""
    ticket = life.moments[-1].ticket
    rows = [
        (
            office_time(moment.recorded.event.occurred_at, ticket.terms.zone),
            sentence(moment.recorded.event, ticket.terms.zone),
            ", ".join(told.recipient for told in moment.told),
        )
        for moment in life.moments
    ]
    title = f"{ticket.id} under {ticket.terms.contract} {ticket.terms.plan}: {ticket.subject}"
    return Table(title, ("when", "what", "who was told"), rows, texts=3)


def all_of(report: Report) -> Iterator[Table]:
    """Every table with rows, in the order of the report."""
    tables = (promises, told, escalations, paused, nearest, not_taken)
    yield from (table for table in (make(report) for make in tables) if table.rows and len(table.columns) > 1)


def summary(report: Report, *, several: bool = True) -> Iterator[str]:
    """What was simulated, and what became of every row, in sentences; `several`: and under what."""
    source = report.source
    unopened = f", {number(len(report.unopened))} more not opened" if report.unopened else ""
    yield f"{source.file}, {source.format}, wall clock {source.zone}, up to {report.until:%Y-%m-%d %H:%M} UTC"
    yield (
        f"{count(source.rows, 'row')}: {number(source.used)} used, {number(source.unchanged)} without a change, "
        f"{number(source.reported)} unreadable"
    )
    statuses = ", ".join(f"{number(many)} {status}" for status, many in report.statuses.items())
    stand = f" ({statuses})" if statuses else ""
    yield f"{count(report.simulated, 'ticket')} simulated{stand}{unopened}, {count(report.events, 'event')}"
    if report.held_back:
        yield f"{count(len(report.held_back), 'ticket')} not judged, as a part of the history could not be read"
    for policy, many in report.policies.items() if several else ():
        yield f"under {policy}: {count(many, 'ticket')}"
    if report.to_come:
        yield f"{count(report.to_come, 'command')} after that instant left out"
