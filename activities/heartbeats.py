"""Heartbeats of an activity that may take a while: Temporal so learns within seconds that its worker was killed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from temporalio import activity

EVERY = 2.0


@contextmanager
def heartbeating(*known: object) -> Iterator[None]:
    """Tell Temporal every few seconds that this activity is at work, and what the next attempt is to know.

    One that ends before says nothing: that is a request less to the server, and an action less that is billed.
    """
    loop = asyncio.get_running_loop()
    coming: asyncio.TimerHandle

    def beat() -> None:
        nonlocal coming
        activity.heartbeat(*known)
        coming = loop.call_later(EVERY, beat)

    coming = loop.call_later(EVERY, beat)
    try:
        yield
    finally:
        coming.cancel()
