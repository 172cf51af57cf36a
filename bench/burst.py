"""A burst: very many lives for which something is due at one instant, and P1s that are opened in the middle of it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import quantiles
from typing import Any

from temporalio.client import WorkflowHandle

from bench.history import kind
from bench.lives import Desk, a_name, in_turn
from bench.workers import Served

TRIED = 32
"""So many are opened first, to learn how long it takes, as all must be open when the instant comes."""
SPARE, AT_LEAST = 1.5, timedelta(seconds=10)
AT_ONCE = 16
P1S = 5
BETWEEN_P1S = 1.0
"""One is opened after the other, from so many seconds after the instant."""


@dataclass(frozen=True)
class Burst:
    """What became of a burst."""

    names: tuple[str, ...]
    decided: tuple[float, ...]
    """Seconds from the instant to what each decided, in order."""
    cpu: float
    """Seconds of the worker process's CPU for each."""
    p1: tuple[float, ...]
    """Seconds that P1s took which were opened while they were decided, in order."""

    @property
    def p99(self) -> float:
        """Seconds within which 99 of 100 were decided."""
        return quantiles(self.decided, n=100)[98]


async def burst(desk: Desk, served: Served, lives: int) -> Burst:
    """Open so many lives, wait for the instant at which all are due, and for what they then do."""
    names = [a_name() for _ in range(lives)]
    took = await _opened(desk, [a_name() for _ in range(TRIED)], None)
    due = datetime.now(UTC).replace(microsecond=0) + took * (lives / TRIED) * SPARE + AT_LEAST
    await _opened(desk, names, due)
    ahead = (due - datetime.now(UTC)).total_seconds()
    if ahead < 0:
        raise RuntimeError(f"opening {lives} lives took {-ahead:.0f} s too long for a burst; this machine is too busy")
    await asyncio.sleep(ahead)
    before = served.cpu()
    p1 = [await _p1(desk) for _ in range(P1S)]
    seconds = [await decided(desk.handle(name), due) for name in names]
    return Burst(tuple(names), tuple(sorted(seconds)), (served.cpu() - before) / lives, tuple(sorted(p1)))


async def _opened(desk: Desk, names: list[str], due: datetime | None) -> timedelta:
    begun = time.perf_counter()
    await in_turn([lambda name=name: desk.open(name, due) for name in names], AT_ONCE)  # type: ignore[misc]
    return timedelta(seconds=time.perf_counter() - begun)


async def _p1(desk: Desk) -> float:
    await asyncio.sleep(BETWEEN_P1S)
    begun = time.perf_counter()
    await desk.open(a_name(), None, priority="P1")
    return time.perf_counter() - begun


async def decided(handle: WorkflowHandle[Any, Any], due: datetime) -> float:
    """Seconds from the instant at which something was due until it was decided."""
    while True:
        events = (await handle.fetch_history()).events
        rung = next((at for at, event in enumerate(events) if kind(event) == "TIMER_FIRED"), None)
        if rung is not None:
            for event in events[rung:]:
                if kind(event) == "MARKER_RECORDED":
                    return event.event_time.ToDatetime(UTC).timestamp() - due.timestamp()
        await asyncio.sleep(0.5)


def middle(values: Sequence[float]) -> float:
    """The median."""
    return sorted(values)[len(values) // 2]
