"""How an explanation reads: each promise with the intervals that make its deadline."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from domain.showing.explain import Explanation, Interval, PromiseExplained, reason
from domain.showing.sentences import duration
from doors.cli.looking.status_lines import verdict
from doors.cli.rendering import clock, say, say_styled, short_clock, show_table

LEAST = timedelta(seconds=1)
"""What is shorter is no row of its own."""


def show_explanation(explained: Explanation, how: str | None = None) -> None:
    """The explanation on standard output, and `how` it is known."""
    zone = explained.zone
    say_styled((f"{explained.ticket} as of {clock(explained.at, zone)}, in the office's time ({zone})", ""))
    if how:
        say(f"({how})")
    if explained.standing_for:
        say(f"The clock stands: {reason(explained.standing_for)}.")
    if all(promise.judged_at for promise in explained.promises):
        say("Nothing runs towards a deadline.")
    if explained.not_guaranteed_because:
        say(f"Without guarantee: {explained.not_guaranteed_because}")
    for promise in explained.promises:
        say("")
        say_styled(*_heading(promise, zone))
        rows = list(_rows(promise.intervals, zone))
        if rows:
            show_table(None, ("from", "to", "counts", "why"), rows)


def _heading(promise: PromiseExplained, zone: str) -> Iterator[tuple[str, str]]:
    of = {"escalation": "escalation to ", "answer": "answer of "}.get(promise.promise, promise.promise)
    yield f"{of}{promise.level or ''}: {duration(promise.budget)}, of which {duration(promise.spent)} spent", "bold"
    if promise.earlier:
        yield f"{duration(promise.earlier)} were counted before the first of these lines", ""
    due = clock(promise.deadline, zone) if promise.deadline else None
    match promise.state:
        case "kept":
            yield f"kept {clock(promise.judged_at, zone)}" + (f", due {due}" if due else ""), ""
        case "missed":
            called, style = verdict(breach=bool(promise.breach))
            yield f"{called}, due {due}", style
        case "reached":
            yield f"reached {clock(promise.judged_at, zone)}" + (f", due {due}" if due else ""), ""
        case "running":
            yield f"due {due}", ""
        case "standing":
            yield f"stands; if it were resumed now, due {clock(promise.if_resumed_now, zone)}", ""


def _rows(intervals: tuple[Interval, ...], zone: str) -> Iterator[tuple[str, str, str, str]]:
    shown = [one for one in intervals if one.end - one.start >= LEAST]
    for (counts, why), group in groupby(shown, key=lambda one: (one.counts, one.why)):
        same = list(group)
        start, end = same[0].start, same[-1].end
        counted = sum((one.end - one.start for one in same), timedelta())
        exact = end - start < timedelta(minutes=1)
        yield (
            short_clock(start, zone, exact=exact),
            short_clock(end, zone, exact=exact),
            duration(counted) if counts else "-",
            why,
        )
