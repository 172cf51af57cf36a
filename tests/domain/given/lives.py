"""Random lives: an office, a contract and what happens, drawn by hypothesis, for the engine and for brute force."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hypothesis import Phase, settings
from hypothesis import strategies as st

from domain.business_time import CalendarSpec, OpenHours, Week
from domain.terms.terms import Level, OnCall, PromiseName, Row, Silence, Step, Target, Terms, Within
from domain.ticket.commands import (
    Acknowledge,
    AddNote,
    ChangePriority,
    Close,
    Command,
    ConfirmPriority,
    EngageOnCall,
    Escalate,
    RecordCustomerResponse,
    RecordThirdPartyResponse,
    Reopen,
    Resolve,
    StopWaiting,
    WaitForCustomer,
    WaitForThirdParty,
)
from tests.domain.given.brute_commands import Deed
from tests.domain.given.brute_force import Rules

LAW = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)
LEVELS = ("desk", "manager", "maker", "board")
PRIORITIES = ("high", "middle", "low")
DAYS = 5
HORIZON = DAYS * 24 * 60
MENU = ((), ("09:00-18:00",), ("09:00-13:00", "14:00-18:00"), ("00:00-24:00",), ("00:00-03:30", "22:00-24:00"))
STARTS = (
    ("Europe/Rome", datetime(2026, 3, 26, tzinfo=UTC)),
    ("Europe/Rome", datetime(2026, 10, 22, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 2, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 26, tzinfo=UTC)),
)


@dataclass(frozen=True)
class Office:
    """A zone, the hours of seven weekdays, and the days that are holidays."""

    zone: str
    start: datetime
    week: tuple[tuple[str, ...], ...]
    holidays: tuple[date, ...]

    def spec(self) -> CalendarSpec:
        """The office as the engine knows it."""
        days = [tuple(OpenHours.parse(text) for text in hours) for hours in self.week]
        named = dict(zip(Week.model_fields, days, strict=True))
        years = (2025, 2031)
        return CalendarSpec(
            zone=self.zone, week=Week(**named), holidays={day: "Holiday" for day in self.holidays}, years=years
        )


@lru_cache(maxsize=64)
def open_minutes(office: Office) -> bytes:
    """For each minute from the start whether a clock on the office's wall reads open hours."""
    zone, minutes = ZoneInfo(office.zone), bytearray()
    week = [[(_read(text[:5]), _read(text[6:])) for text in hours] for hours in office.week]
    for minute in range(HORIZON):
        wall = (office.start + timedelta(minutes=minute)).astimezone(zone)
        reads = wall.hour * 60 + wall.minute
        is_open = any(opens <= reads < closes for opens, closes in week[wall.weekday()])
        minutes.append(is_open and wall.date() not in office.holidays)
    return bytes(minutes)


def _read(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


@dataclass(frozen=True)
class Drawn:
    """One drawn life."""

    office: Office
    rules: Rules
    opened: int
    priority: str
    phoned: bool
    deeds: tuple[tuple[int, Deed], ...]

    @property
    def open_minutes(self) -> bytes:
        """For each minute whether the office is open."""
        return open_minutes(self.office)

    def instant(self, minute: int) -> datetime:
        """The instant of a minute."""
        return self.office.start + timedelta(minutes=minute)

    def minute(self, instant: datetime) -> int:
        """The minute of an instant, which has to be a whole one."""
        number, rest = divmod(instant - self.office.start, timedelta(minutes=1))
        assert not rest, instant
        return number


BUDGET = st.integers(1, 24).map(lambda number: number * 20)
LONGER = st.integers(2, 60).map(lambda number: number * 20)
DEED: st.SearchStrategy[Deed] = st.sampled_from(
    [
        *[("wait", whom) for whom in ("customer", "customer", "Acme", "Bell")],
        *[("respond", ""), ("respond", ""), ("respond", "accepts"), ("party", "Acme"), ("party", "")],
        *[("priority", priority) for priority in PRIORITIES],
        *[("acknowledge", ""), ("acknowledge", "manager"), ("acknowledge", "maker"), ("confirm", "")],
        *[("escalate", "customer"), ("escalate", "manager"), ("phone", ""), ("stop", ""), ("note", "")],
        *[("resolve", ""), ("reopen", ""), ("close", "")],
    ]
)


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """An office that is open on some day, near a switch of the clocks."""
    zone, start = draw(st.sampled_from(STARTS))
    week = draw(st.tuples(*[st.sampled_from(MENU)] * 7).filter(any))
    off = draw(st.sets(st.integers(0, DAYS), max_size=2))
    return Office(zone, start, week, tuple(sorted((start + timedelta(days=day)).date() for day in off)))


@st.composite
def rules(draw: st.DrawFn, closes: bool = True) -> Rules:
    """What a contract promises, in whole minutes, and in twenties where fractions are warned of.

    One that never `closes` by itself does not lower a priority by itself either.
    """
    reminders = tuple(sorted(draw(st.sets(BUDGET, max_size=2))))
    return Rules(
        reaction={priority: draw(BUDGET) for priority in draw(st.sets(st.sampled_from(PRIORITIES)))},
        notification=draw(BUDGET),
        ladder={priority: _ladder(draw) for priority in PRIORITIES},
        warnings=draw(st.sampled_from([(), (0.5,), (0.5, 0.75, 0.9)])),
        reminders=reminders,
        step_down=draw(LONGER) if closes else 20_000,
        propose=draw(LONGER) if closes else 20_000,
        close=draw(st.none() | LONGER) if closes else None,
        disagree=draw(LONGER) if closes else 20_000,
        answers={"manager": (draw(BUDGET), "office"), "maker": (draw(BUDGET), "24x7")},
        on_call=tuple(sorted(draw(st.sets(st.sampled_from(PRIORITIES))), key=PRIORITIES.index)),
        alarm_on_any_channel=draw(st.booleans()),
        levels=LEVELS,
        priorities=PRIORITIES,
    )


def _ladder(draw: st.DrawFn) -> tuple[tuple[str, int], ...]:
    levels = sorted(draw(st.sets(st.sampled_from(LEVELS[1:]))), key=LEVELS.index)
    after = sorted(draw(st.sets(LONGER, min_size=len(levels), max_size=len(levels))))
    return tuple(zip(levels, after, strict=True))


@st.composite
def lives(draw: st.DrawFn, deeds: st.SearchStrategy[Deed] = DEED, closes: bool = True) -> Drawn:
    """A whole life: the office, the contract, the opening, and up to a dozen commands."""
    office = draw(offices())
    opened = draw(st.integers(0, 24 * 60))
    minutes = st.integers(opened, HORIZON - 1)
    happens = draw(
        st.lists(st.tuples(minutes, deeds), min_size=2, max_size=12).map(lambda some: sorted(some, key=_when))
    )
    contract = draw(rules(closes))
    return Drawn(office, contract, opened, draw(st.sampled_from(PRIORITIES)), draw(st.booleans()), tuple(happens))


def _when(happening: tuple[int, Deed]) -> int:
    return happening[0]


def terms_of(drawn: Drawn) -> Terms:
    """The drawn contract as the engine knows it."""
    rules = drawn.rules
    answers = {name: Within(budget=_minutes(budget), calendar=on) for name, (budget, on) in rules.answers.items()}
    asks = {"manager": ("customer",), "maker": ("manager",)}
    return Terms(
        contract="drawn",
        plan="any",
        theatre="any",
        calendars={"office": drawn.office.spec(), "24x7": CalendarSpec.always(drawn.office.zone)},
        priorities=rules.priorities,
        levels=tuple(
            Level(name=name, requested_by=asks.get(name, ()), answers=answers.get(name)) for name in rules.levels
        ),
        promises=("priority-notification", "reaction"),
        rows={priority: _row(rules, priority) for priority in rules.priorities},
        on_call=_on_call(rules) if rules.on_call else None,
        on_call_channels=("phone",) if rules.on_call else (),
        warnings=rules.warnings,
        silence=Silence(
            reminders=tuple(_minutes(number) for number in rules.reminders),
            step_down=_minutes(rules.step_down),
            propose_closing=_minutes(rules.propose),
            close=None if rules.close is None else _minutes(rules.close),
        ),
        time_to_disagree=_minutes(rules.disagree),
    )


def _on_call(rules: Rules) -> OnCall:
    return OnCall(
        priorities=rules.on_call,
        promises=("priority-notification", "reaction"),
        alarm_on_any_channel=True if rules.alarm_on_any_channel else None,
    )


def _row(rules: Rules, priority: str) -> Row:
    promises: dict[PromiseName, Target] = {}
    if priority == rules.priorities[0]:
        promises["priority-notification"] = Within(budget=_minutes(rules.notification))
    if priority in rules.reaction:
        promises["reaction"] = Within(budget=_minutes(rules.reaction[priority]))
    return Row(
        promises=promises,
        ladder=tuple(Step(level=level, after=_minutes(after)) for level, after in rules.ladder[priority]),
    )


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def command_of(deed: Deed) -> Command:
    """A deed as the command that the engine knows."""
    kind, what = deed
    commands: dict[str, Command] = {
        "wait": WaitForCustomer() if what == "customer" else WaitForThirdParty(party=what or "nobody"),
        "respond": RecordCustomerResponse(accepts_solution=what == "accepts"),
        "party": RecordThirdPartyResponse(party=what or None),
        "stop": StopWaiting(),
        "priority": ChangePriority(priority=what or "none"),
        "acknowledge": Acknowledge(level=what or None),
        "confirm": ConfirmPriority(),
        "escalate": Escalate(to="manager" if what == "customer" else "maker", requested_by=what or "nobody"),
        "phone": EngageOnCall(),
        "note": AddNote(text="Noted"),
        "resolve": Resolve(),
        "reopen": Reopen(),
        "close": Close(),
    }
    return commands[kind]
