"""The report as plain data: what a policy would have done to the incidents of a file. JSON and pages are made of it."""

from collections.abc import Mapping
from datetime import date

from domain.text import Instant
from domain.value import Value


class Source(Value):
    """The file, and what became of each of its rows. `used + unchanged + reported` is `rows`."""

    file: str
    format: str
    zone: str
    rows: int
    used: int
    unchanged: int
    reported: int
    remarks: tuple["Noted", ...]


class Noted(Value):
    """What there is to say about one row."""

    line: int
    incident: str | None
    sentence: str
    lost: bool


class Spread(Value):
    """How far from the deadline, in seconds of business time: negative before it, positive after."""

    median: int
    p90: int
    """Nine of ten were at most this late."""
    worst: int


class PromiseCount(Value):
    """How one promise came out at one priority."""

    priority: str
    promise: str
    level: str | None
    kept: int
    breached: int
    missed: int
    """As breached, where the contract gave no guarantee."""
    open: int
    dropped: int
    """A change of priority ended the promise before it was judged."""
    distance: Spread | None
    """Of those kept, breached or missed."""
    shares: tuple[int, ...]
    """Of the same: how many used 0 to 10 % of the budget, 10 to 20 %, and so on; the last has all from 200 % on."""

    @property
    def judged(self) -> int:
        """Those that were kept, breached or missed."""
        return self.kept + self.breached + self.missed


class Escalations(Value):
    """How often a level was reached: by the clock, because somebody asked, and in each week (by its Monday)."""

    level: str
    by_clock: int
    asked: int
    weeks: Mapping[str, int]


class Told(Value):
    """How often somebody would have been told."""

    recipient: str
    alarms: int
    """Warnings, misses, escalations and proposals to close, by the clock; calls of the technician on call."""
    news: int
    """Because somebody did something: opened, answered, resolved."""
    outside: int
    """While the office was closed."""
    night: int
    """From 22:00 to 06:00 on the office's clock."""
    night_alarms: int
    """Of them, the alarms, which wake."""
    nights: int
    """The nights in which an alarm rang."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.alarms + self.news


class Woken(Value):
    """An alarm at night: whom it woke, for which ticket, and what it said."""

    at: Instant
    zone: str
    night: date
    """The day on which the night began, on the office's clock."""
    recipient: str
    incident: str
    priority: str
    alarm: str


class Heat(Value):
    """Announcements to the team by weekday (Monday first) and hour of the office's clock."""

    alarms: tuple[tuple[int, ...], ...]
    news: tuple[tuple[int, ...], ...]
    outside: tuple[tuple[int, ...], ...]
    """Of both, those while the office was closed."""


class Paused(Value):
    """How long tickets waited on somebody."""

    on: str
    tickets: int
    seconds: int
    working_seconds: int
    """Of them, in office hours: what the pauses spared the clocks."""


class Near(Value):
    """A promise that was kept, or is still open, with little of its time left."""

    incident: str
    customer: str
    subject: str
    priority: str
    promise: str
    state: str
    left: int
    """Seconds of business time."""
    budget: int


class NotTaken(Value):
    """Commands that tickets did not take: which, why, and how often."""

    asked: str
    after_closing: bool
    """The ticket had closed already, as a rule by itself."""
    count: int
    example: str
    """The sentence of the first one."""


class Unopened(Value):
    """An incident that the contract refuses, or that was opened after the simulation ends."""

    incident: str
    sentence: str


class HeldBack(Value):
    """An incident of which a part of the history could not be read, so that nothing of it is judged (semantics 24b)."""

    incident: str
    lines: tuple[int, ...]
    """The rows that could not be read, 20 at most."""
    sentence: str


class Report(Value):
    """What a policy would have done to the incidents of a file."""

    source: Source
    until: Instant
    policies: Mapping[str, int]
    """How many incidents each contract, plan and theatre had."""
    zones: tuple[str, ...]
    """The offices' zones, on whose clocks weeks, hours and nights are told."""
    incidents: int
    """All that the file has: those simulated, and those in `unopened` and `held_back`."""
    simulated: int
    unopened: tuple[Unopened, ...]
    held_back: tuple[HeldBack, ...]
    statuses: Mapping[str, int]
    events: int
    to_come: int
    """Commands after `until`, which were left out."""
    promises: tuple[PromiseCount, ...]
    escalations: tuple[Escalations, ...]
    told: tuple[Told, ...]
    woken: tuple[Woken, ...]
    """The first alarms at night, 20 at most; `told` counts them all."""
    heat: Heat
    paused: tuple[Paused, ...]
    nearest: tuple[Near, ...]
    not_taken: tuple[NotTaken, ...]
