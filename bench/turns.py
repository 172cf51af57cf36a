"""What a decision costs without Temporal: `python -m bench.turns`, turns of the pure domain a second on one core."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.table import Table

from activities.deciding import resolver
from bench.lives import REQUEST
from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.deciding.turns import open_ticket, take, tick
from domain.terms.request import Request
from domain.ticket.commands import Acknowledge, AddNote, OpenTicket
from domain.ticket.evolve import replay
from runtime.process import end
from runtime.timezones import use_packaged_time_zones

TURNS, ROUNDS = 200, 5


def turns() -> dict[str, Callable[[], object]]:
    """The kinds of turns of a quiet P2."""
    terms = resolver(load_all(), public_holidays)
    at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    opening = OpenTicket(ticket="T-1", customer="Acme Ltd", subject="No calls", request=Request(**REQUEST))
    ticket = replay(open_ticket(opening, lambda when: terms(opening.request, when), at).events)
    return {
        "open": lambda: open_ticket(opening, lambda when: terms(opening.request, when), at),
        "take (acknowledge)": lambda: take(ticket, Acknowledge(), at + timedelta(minutes=5), awaited=True),
        "take (note)": lambda: take(ticket, AddNote(text="x"), at + timedelta(minutes=5), awaited=True),
        "tick (a warning)": lambda: tick(ticket, at + timedelta(minutes=61)),
    }


def a_second(turn: Callable[[], object]) -> float:
    """How many of a turn are taken a second, by the middle one of a few rounds."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for _ in range(TURNS):
            turn()
        rounds.append(TURNS / (time.perf_counter() - begun))
    return sorted(rounds)[ROUNDS // 2]


def main() -> None:
    """Measure and print."""
    use_packaged_time_zones()
    table = Table("turn", "a second", title="The pure domain, one core")
    for name, turn in turns().items():
        table.add_row(name, f"{a_second(turn):,.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
    end(0)
