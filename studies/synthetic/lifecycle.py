"""The course of an incident: its states, and when each of its rows was written.

How often a state follows another, and how long it takes, was counted in a real export, and rounded. What is so rare
there that a file of some hundred incidents could lack it is a little more frequent here: the waits for a vendor and for
evidence, reopenings, and incidents that are closed twice.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple

from studies.synthetic.chance import Chance, Curve, curve
from studies.synthetic.closing import closed

FIRST = {"New": 690, "Active": 255, "Resolved": 30, "Awaiting User Info": 15, "Awaiting Problem": 10}
NEXT: Mapping[str, Mapping[str, int]] = {
    "New": {"Active": 505, "Resolved": 350, "Awaiting User Info": 125, "Awaiting Problem": 20},
    "Active": {
        **{"Resolved": 570, "Awaiting User Info": 360, "Awaiting Problem": 30},
        **{"Awaiting Vendor": 26, "Awaiting Evidence": 14},
    },
    "Awaiting User Info": {
        **{"Resolved": 730, "Active": 220, "Awaiting Problem": 30},
        **{"Awaiting Evidence": 12, "Awaiting Vendor": 8},
    },
    "Awaiting Problem": {"Resolved": 570, "Awaiting User Info": 230, "Active": 200},
    "Awaiting Vendor": {"Active": 400, "Resolved": 250, "Awaiting Evidence": 200, "Awaiting User Info": 150},
    "Awaiting Evidence": {"Resolved": 500, "Active": 350, "Awaiting User Info": 100, "Awaiting Problem": 50},
    "Resolved": {"Closed": 980, "Active": 20},
}
STAYS = {
    **{"New": 610, "Active": 600, "Awaiting User Info": 650, "Awaiting Problem": 530},
    **{"Awaiting Vendor": 300, "Awaiting Evidence": 300, "Resolved": 30, "Closed": 10},
}
"""How often, of a thousand, the next row has the same state: it says something else, or nothing new."""

SOON = curve(0, 0, 0, 1, 10, 60, 1_600, 6_000, 20_000, 50_000)
VISIT = curve(0, 0, 1, 10, 90, 1_000, 3_000, 6_000, 15_000, 50_000)
WORK = curve(0, 0, 0, 2, 48, 1_300, 7_000, 20_000, 60_000, 170_000)
WAIT = curve(0, 1, 4, 140, 1_400, 5_400, 13_000, 36_000, 140_000, 300_000)
ANSWER = curve(0, 0, 0, 2, 100, 3_000, 20_000, 40_000, 110_000, 220_000)
AFTERTHOUGHT = curve(7, 10, 20, 60, 1_000, 8_000, 11_000, 12_000, 15_000, 20_000)
STAYING: Mapping[str, Curve] = {
    **{"New": VISIT, "Active": WORK, "Awaiting User Info": WAIT, "Awaiting Problem": WORK},
    **{"Awaiting Vendor": WAIT, "Awaiting Evidence": WAIT, "Resolved": AFTERTHOUGHT, "Closed": AFTERTHOUGHT},
}
"""How long it is, in minutes of the wall clock, from a row to the next one of the same state."""
LEAVING: Mapping[str, Curve] = {
    **{"New": VISIT, "Active": WORK, "Awaiting User Info": ANSWER, "Awaiting Problem": ANSWER},
    **{"Awaiting Vendor": WAIT, "Awaiting Evidence": ANSWER, "Resolved": AFTERTHOUGHT},
}
"""The same to a row of another state."""
ASKED_SOON = ("Awaiting User Info", "Awaiting Problem")
"""What people put off for these, they put off soon after they have begun."""

NIGHTLY = 90
"""Of a thousand new incidents that stay new, so many are touched by the job that runs at night."""
HURRY = timedelta(minutes=15)
OPEN, CLOSE = 8, 18
MORNING = 360
"""Minutes within which people get to what is left from the evening before."""
LATE_WORK = 200
"""Of a thousand rows that fall outside the office's hours, so many are written there and then."""


class Step(NamedTuple):
    """One row: its state, when it was written, and whether the system did it."""

    state: str
    at: datetime
    by_system: bool = False


def course(began: datetime, chance: Chance) -> Iterator[Step]:
    """The rows of an incident, the first of which was written when it began, up to its end."""
    step = Step(chance.of(FIRST), began)
    yield step
    while step.state != "Closed":
        step = _next(step, chance)
        yield step
    while chance.happens(STAYS["Closed"]):
        step = Step("Closed", _after(step.at, STAYING["Closed"], chance))
        yield step


def _next(step: Step, chance: Chance) -> Step:
    state, at, _ = step
    if chance.happens(STAYS[state]):
        if state == "New" and chance.happens(NIGHTLY):
            return Step(state, _at_night(at, chance), by_system=True)
        return Step(state, _after(at, STAYING[state], chance))
    following = chance.of(NEXT[state])
    if following == "Closed":
        return Step(following, *closed(at, chance))
    soon = state == "Active" and following in ASKED_SOON
    return Step(following, _after(at, SOON if soon else LEAVING[state], chance))


def _after(at: datetime, takes: Curve, chance: Chance) -> datetime:
    """When somebody gets to it: in the office's hours where it takes longer than people stay for."""
    taken = timedelta(minutes=chance.minutes(takes))
    found = at + taken
    works = found.weekday() < 5 and OPEN <= found.hour < CLOSE
    if works or taken <= HURRY or chance.happens(LATE_WORK):
        return found
    day = found.date() + timedelta(days=found.hour >= OPEN)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, time(OPEN)) + timedelta(minutes=chance.below(MORNING))


def _at_night(at: datetime, chance: Chance) -> datetime:
    return datetime.combine(at.date() + timedelta(days=1), time(1, 30)) + timedelta(minutes=chance.below(30))
