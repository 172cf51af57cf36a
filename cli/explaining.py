"""How an explanation reads: each promise with the intervals that make its deadline."""

from collections.abc import Iterator

from cli.rendering import clock, say, show_table
from domain.explain import Explanation, Interval, PromiseExplained, reason
from domain.telling import duration


def show_explanation(explained: Explanation) -> None:
    """The explanation on standard output."""
    zone = explained.zone
    say(f"{explained.ticket} as of {clock(explained.at, zone)}, in the office's time ({zone})")
    if explained.standing_for:
        say(f"The clock stands: {reason(explained.standing_for)}.")
    if not explained.promises:
        say("Nothing runs towards a deadline.")
    if explained.not_guaranteed_because:
        say(f"Without guarantee: {explained.not_guaranteed_because}")
    for promise in explained.promises:
        say("", *_heading(promise, zone))
        show_table(None, ("from", "to", "counts", "why"), _rows(promise.intervals, zone))


def _heading(promise: PromiseExplained, zone: str) -> Iterator[str]:
    of = {"escalation": "escalation to ", "answer": "answer of "}.get(promise.promise, promise.promise)
    yield f"{of}{promise.level or ''}: {duration(promise.budget)}, of which {duration(promise.spent)} spent"
    if promise.earlier:
        yield f"{duration(promise.earlier)} were counted before the first of these lines"
    if promise.deadline:
        yield f"due {clock(promise.deadline, zone)}"
    elif promise.if_resumed_now:
        yield f"stands; if it were resumed now, due {clock(promise.if_resumed_now, zone)}"


def _rows(intervals: tuple[Interval, ...], zone: str) -> list[tuple[str, str, str, str]]:
    return [
        (
            clock(interval.start, zone),
            clock(interval.end, zone),
            duration(interval.end - interval.start) if interval.counts else "-",
            interval.why,
        )
        for interval in intervals
    ]
