"""Spans of time that a file gives: none backwards, none over another."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.business_time import Interval
from domain.contract.faults import Finding, Path
from people.directory.local_time import Moment


class Spanning(Protocol):
    """What has a start and an end."""

    @property
    def starts(self) -> Moment:
        """Its first instant."""

    @property
    def until(self) -> Moment:
        """The first instant that is no longer in it."""


def intervals(spans: Sequence[Spanning], zone: ZoneInfo) -> Iterator[tuple[int, Interval]]:
    """Those that run forwards, with their positions."""
    for number, span in enumerate(spans):
        start, end = span.starts.on(zone), span.until.on(zone)
        if start < end:
            yield number, Interval(start, end)


def check(here: Path, spans: Sequence[Spanning], zone: ZoneInfo) -> Iterator[Finding]:
    """Spans that end before they start, or share time."""
    forwards = dict(intervals(spans, zone))
    for number in range(len(spans)):
        if number not in forwards:
            yield Finding((*here, number, "until"), "is not after its start", "give the first day that is free again")
    in_order = sorted(forwards.items(), key=lambda one: one[1].start)
    for (first, before), (second, after) in pairwise(in_order):
        if before.intersect(after):
            earlier, later = sorted((first, second))
            wrong = f"overlaps the one before it (number {earlier + 1} of the list)"
            yield Finding((*here, later), wrong, "let one end where the other starts")
