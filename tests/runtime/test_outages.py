"""An outage is a line when it begins, one when it ends, and at most one a minute in between."""

from itertools import pairwise
from typing import Any

from structlog.testing import capture_logs

from runtime.logging.outages import ECHO, REMINDER, Outage


class Watch:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def events(logs: list[Any]) -> list[str]:
    return [entry["event"] for entry in logs]


def test_an_outage_of_a_night_is_a_line_a_minute_however_much_fails() -> None:
    watch = Watch()
    outage = Outage("PostgreSQL", watch)
    with capture_logs() as logs:
        for _ in range(8 * 3600 * 2):
            outage.noticed("Connection refused", echo=True)
            watch.seconds += 0.5
        outage.ended()
    assert events(logs)[0] == "PostgreSQL does not answer"
    assert set(events(logs)[1:-1]) == {"PostgreSQL still does not answer"}
    assert events(logs)[-1] == "PostgreSQL answers again"
    assert len(logs) == 8 * 60 + 1
    said = [entry["after_seconds"] for entry in logs[1:]]
    assert min(later - earlier for earlier, later in pairwise(said)) >= REMINDER
    assert logs[-1]["entries_held_back"] == 8 * 3600 * 2 - 8 * 60


def test_a_short_outage_is_two_lines_and_says_what_it_held_back() -> None:
    watch = Watch()
    outage = Outage("Temporal", watch)
    with capture_logs() as logs:
        for _ in range(200):
            outage.noticed("calls fail", echo=True)
        watch.seconds += 7
        outage.ended()
        outage.ended()
    assert logs == [
        {"event": "Temporal does not answer", "why": "calls fail", "log_level": "warning"},
        {
            "event": "Temporal answers again",
            "after_seconds": 7,
            "entries_held_back": 199,
            "log_level": "info",
        },
    ]


def test_what_fails_just_after_the_end_began_before_and_makes_no_outage() -> None:
    watch = Watch()
    outage = Outage("PostgreSQL", watch)
    with capture_logs() as logs:
        outage.noticed("Connection refused")
        outage.ended()
        watch.seconds += ECHO - 1
        outage.noticed("connection was closed", echo=True)
        assert not outage.lasts
        outage.noticed("its process has ended")
        assert outage.lasts
    assert events(logs)[2:] == ["PostgreSQL does not answer"]


def test_what_goes_on_failing_after_that_is_the_next_outage() -> None:
    watch = Watch()
    outage = Outage("PostgreSQL", watch)
    with capture_logs():
        outage.noticed("Connection refused")
        outage.ended()
        watch.seconds += ECHO + 1
        outage.noticed("Connection refused", echo=True)
    assert outage.lasts
