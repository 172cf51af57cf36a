"""The outages of a process's servers: a line when one goes, a line when it is back, at most one a minute in between.

What else would be said of an outage (each activity that fails, each call that is repeated) is counted and held back.
"""

import threading
import time
from collections.abc import Callable

import structlog

_log = structlog.get_logger("sundial.servers")

REMINDER = 60.0
"""Seconds from one line of an outage to the next."""
ECHO = 10.0
"""Seconds after an outage in which what began during it may still fail."""


class Outage:
    """Whether one server is down, as this process sees it. What happens to it is said where it is noticed first."""

    def __init__(self, server: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Watch a server, which the log calls by this name. `clock` counts seconds."""
        self._server = server
        self._clock = clock
        self._since: float | None = None
        self._last_said = self._last_ended = float("-inf")
        self._held_back = 0
        # The SDK's core logs from threads of its own.
        self._lock = threading.RLock()

    @property
    def lasts(self) -> bool:
        """Whether it is down."""
        return self._since is not None

    def noticed(self, why: str, *, echo: bool = False) -> None:
        """It does not answer. An `echo` may be of an outage that is over: it makes none."""
        with self._lock:
            now = self._clock()
            if self._since is None:
                if echo and now - self._last_ended < ECHO:
                    return
                self._since, self._last_said, self._held_back = now, now, 0
                _log.warning(f"{self._server} does not answer", why=why)
            elif now - self._last_said < REMINDER:
                self._held_back += 1
            else:
                self._last_said = now
                _log.warning(f"{self._server} still does not answer", why=why, **self._lasting(now))

    def ended(self) -> None:
        """It answers. Nothing is said where it did all the time."""
        with self._lock:
            if self._since is not None:
                now = self._clock()
                _log.info(f"{self._server} answers again", **self._lasting(now))
                self._since, self._last_ended = None, now

    def _lasting(self, now: float) -> dict[str, int]:
        assert self._since is not None
        return {"after_seconds": round(now - self._since), "entries_held_back": self._held_back}


DATABASE = Outage("PostgreSQL")
TEMPORAL = Outage("Temporal")
"""Those of this process, which its log and all its parts share, as they share its loggers."""
