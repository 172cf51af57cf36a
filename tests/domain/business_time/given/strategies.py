"""Random calendars beside random changes of the clock, each with a second opinion from `brute_force`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from hypothesis import strategies as st

from domain.business_time import Calendar, CalendarSpec
from tests.domain.business_time.given.brute_force import MINUTE, Minutes, Plan, Watch
from tests.domain.business_time.given.tzif import Change, changes_of, every_zone

WHOLE_MINUTES_SINCE = datetime(1973, 1, 1, tzinfo=UTC)
"""Since then every zone's offset is a whole number of minutes."""
UNTIL = datetime(2045, 1, 1, tzinfo=UTC)
DAYS = 7
EDGE = timedelta(days=1)
"""How far from the ends of what was read no question is asked, so that its answer is seldom cut off."""


@dataclass(frozen=True)
class Case:
    """A calendar and the watch that somebody kept beside it."""

    calendar: Calendar
    watch: Watch


@st.composite
def minutes_of_a_day(draw: st.DrawFn) -> Minutes:
    """Up to three spans of a day, in order; often touching midnight, a quarter of an hour, or each other."""
    quarter = st.integers(0, 96).map(lambda n: n * 15)
    marks = sorted(draw(st.sets(quarter | st.integers(0, 1440), max_size=6)))
    spans = list(zip(marks[::2], marks[1::2], strict=False))
    to_midnight: bool = draw(st.booleans())
    if spans and to_midnight:
        spans.append((spans[-1][1], 1440))
    return tuple((a, b) for a, b in spans if a < b)


def interesting_changes(zone: str) -> list[Change]:
    """What the zone's clocks did since their offsets are whole minutes."""
    return [change for change in changes_of(zone) if WHOLE_MINUTES_SINCE < change.at < UNTIL]


@lru_cache
def zones_that_change() -> tuple[str, ...]:
    """The zones that have such changes."""
    return tuple(zone for zone in every_zone() if interesting_changes(zone))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A random calendar, watched for some days around a change of its zone's clocks."""
    zone = draw(st.sampled_from(zones_that_change()))
    change = draw(st.sampled_from(interesting_changes(zone)))
    start = change.at - timedelta(minutes=draw(st.integers(2 * 1440, (DAYS - 2) * 1440)))
    near = st.integers(-1, DAYS + 1).map(lambda n: start.date() + timedelta(days=n))
    name = st.sampled_from(["Fair", "Feast", "Move"])
    plan = Plan(
        week=tuple(draw(minutes_of_a_day()) for _ in range(7)),
        holidays=draw(st.dictionaries(near, name, max_size=3)),
        holiday_hours=draw(minutes_of_a_day()),
        dates=draw(st.dictionaries(near, st.tuples(name, minutes_of_a_day()), max_size=3)),
    )
    bounded = bool(plan.holidays) or draw(st.booleans())
    years = (start.year - 1, start.year + 1) if bounded else None
    return Case(Calendar(spec_of(plan, zone, years)), Watch(plan, zone, start, DAYS * 1440))


def spec_of(plan: Plan, zone: str, years: tuple[int, int] | None) -> CalendarSpec:
    """The plan as it stands in a contract file."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return CalendarSpec.model_validate(
        {
            "zone": zone,
            "week": {name: written(day) for name, day in zip(names, plan.week, strict=True)},
            "holidays": plan.holidays,
            "holiday_hours": written(plan.holiday_hours),
            "dates": {day: {"name": name, "hours": written(hours)} for day, (name, hours) in plan.dates.items()},
            "years": years,
        }
    )


def written(spans: Minutes) -> list[str]:
    """`(540, 1080)` as `09:00-18:00`."""
    return [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans]


def instants_in(watch: Watch) -> st.SearchStrategy[datetime]:
    """Instants that the watch saw, on the minute or anywhere in it."""
    ticks = int((watch.end - watch.start - 2 * EDGE) / timedelta.resolution)
    on_the_minute = st.integers(0, ticks // 60_000_000).map(lambda n: watch.start + EDGE + n * MINUTE)
    return on_the_minute | st.integers(0, ticks).map(lambda n: watch.start + EDGE + timedelta(microseconds=n))


budgets = st.integers(1, 2_400).map(lambda n: n * MINUTE) | st.timedeltas(timedelta.resolution, timedelta(hours=40))
