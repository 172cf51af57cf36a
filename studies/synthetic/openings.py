"""When incidents are opened: most on working days and in the hours of an office, some at night and on weekends."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from studies.synthetic.chance import Chance

DAY = timedelta(days=1)
WEEKDAYS = (20, 22, 22, 20, 16, 3, 2)
"""How the openings of a week are spread, from Monday to Sunday."""
A_WEEK = 1_000
"""Openings. Fewer are spread over a week all the same, so that even a small file has nights and a weekend."""
HOURS = {
    **{0: 2, 1: 5, 2: 3, 3: 1, 4: 2, 5: 1, 6: 4, 7: 10, 8: 55, 9: 73, 10: 69, 11: 71},
    **{12: 56, 13: 45, 14: 67, 15: 57, 16: 22, 17: 17, 18: 5, 19: 12, 20: 7, 21: 4, 22: 3, 23: 3},
}


def openings(count: int, first: date, chance: Chance) -> Iterator[datetime]:
    """So many instants on one wall clock from a day on, none before the one before it. Holds those of one day only."""
    weeks = max(1, -(-count // A_WEEK))
    whole, passed, opened = weeks * sum(WEEKDAYS), 0, 0
    for number in range(7 * weeks):
        day = first + number * DAY
        passed += WEEKDAYS[day.weekday()]
        until = count * passed // whole
        yield from sorted(_on(day, chance) for _ in range(opened, until))
        opened = until


def _on(day: date, chance: Chance) -> datetime:
    return datetime.combine(day, time(chance.of(HOURS), chance.below(60)))
