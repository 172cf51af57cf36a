"""How soon a ticket answers while very many others sleep beside it."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from bench.lives import OurDesk, a_name

ASKED = 50


@dataclass(frozen=True)
class Latency:
    """How long answers took, in seconds."""

    what: str
    p50: float
    p99: float


async def latency(desk: OurDesk, sleepers: Sequence[str]) -> tuple[Latency, ...]:
    """Ask one after the other: open new ones, take some that sleep in charge, look at them."""
    asked = sleepers[:: max(1, len(sleepers) // ASKED)]
    return (
        await _timed(f"open, beside {len(sleepers):,}", [lambda: desk.open(a_name()) for _ in asked]),
        await _timed("acknowledge", [lambda name=name: desk.send(name, "acknowledge") for name in asked]),  # type: ignore[misc]
        await _timed("snapshot", [lambda name=name: desk.tickets.snapshot(name) for name in asked]),  # type: ignore[misc]
    )


async def _timed(what: str, work: Sequence[Callable[[], Awaitable[object]]]) -> Latency:
    took = []
    for one in work:
        begun = time.perf_counter()
        await one()
        took.append(time.perf_counter() - begun)
    return Latency(what, *(quantiles(took, n=100)[at] for at in (49, 98)))
