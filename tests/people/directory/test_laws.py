"""What holds for every directory: shifts cover the span, and are what one is told at each instant of it."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from people.directory.directory import Directory
from people.directory.local_time import DAYS, Handover
from people.directory.rotation import Rotation
from tests.people.directory.given import EUROPE, a_directory, away, office_hours, person, rotation, team

LAW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
ZONES = st.sampled_from(
    ["Europe/Rome", "America/New_York", "Asia/Dubai", "Australia/Lord_Howe", "America/Havana", "Africa/Cairo"]
)
PEOPLE = ["anna", "bo", "carla", "dario"]
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
MINUTES = st.integers(0, 400 * 24 * 60)
"""Of 2026 and a little more."""


def instant(minute: int) -> datetime:
    return FIRST + timedelta(minutes=minute)


@st.composite
def spans(draw: st.DrawFn, people: list[str]) -> list[dict[str, str]]:
    bounds = sorted(draw(st.sets(MINUTES, min_size=2, max_size=6)))
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    return [away(draw(st.sampled_from(people)), instant(a).isoformat(), instant(b).isoformat()) for a, b in pairs]


@st.composite
def rotations(draw: st.DrawFn) -> dict[str, Any]:
    clock = draw(st.times().filter(lambda one: one.tzinfo is None))
    return rotation(
        *draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=5)),
        starts=draw(st.dates(FIRST.date(), FIRST.date() + timedelta(days=200))).isoformat(),
        handover=f"{draw(st.sampled_from(DAYS))} {clock:%H:%M}",
        zone=draw(ZONES),
        weeks=draw(st.integers(1, 4)),
        overrides=draw(spans(PEOPLE)),
    )


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    level = draw(rotations())
    if draw(st.booleans()):
        level = {"people": ["anna", "bo"], **office_hours(out_of_hours=level)}
    # Deputies only from left to right, so that none goes round in a circle.
    people = {
        key: person(key.title(), zone=draw(ZONES), deputies=draw(spans(PEOPLE[number + 1 :])))
        for number, key in enumerate(PEOPLE[:-1])
    }
    return a_directory(team({"support-team": level}), people=people)


@LAW
@given(directories(), MINUTES, MINUTES)
def test_shifts_cover_the_span_without_gap_or_overlap_and_neighbours_differ(
    directory: Directory, one: int, other: int
) -> None:
    start, end = instant(min(one, other)), instant(max(one, other) + 1)
    shifts = directory.shifts(*EUROPE, "support-team", start, end)
    assert (shifts[0].interval.start, shifts[-1].interval.end) == (start, end)
    assert all(before.interval.end == after.interval.start for before, after in pairwise(shifts))
    assert all(before.told != after.told for before, after in pairwise(shifts))
    assert all(shift.interval.length > timedelta(0) for shift in shifts)


@LAW
@given(directories(), st.lists(MINUTES, min_size=1, max_size=20))
def test_who_is_told_at_an_instant_is_the_shift_at_that_instant(directory: Directory, minutes: list[int]) -> None:
    shifts = directory.shifts(*EUROPE, "support-team", FIRST, instant(401 * 24 * 60))
    for at in map(instant, minutes):
        shift = next(one for one in shifts if one.interval.contains(at))
        assert directory.who(*EUROPE, "support-team", at) == shift.told


@LAW
@given(ZONES, st.sampled_from(DAYS), st.times(), st.integers(1, 4), st.integers(0, 60))
def test_every_handover_is_the_first_instant_at_which_the_clock_reads_its_time_or_later(
    zone: str, day: str, clock: time, weeks: int, turn: int
) -> None:
    handover = Handover.parse(f"{day} {clock:%H:%M}")
    one = Rotation(people=("anna",), starts=FIRST.date(), handover=handover, zone=zone, weeks=weeks)
    start = one.start_of(turn)
    local = start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wall = datetime.combine(handover.first_from(FIRST.date()) + turn * timedelta(weeks=weeks), handover.clock)
    before = (start - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert local >= wall > before
    # A clock that is not changed around then reads exactly that time.
    unchanged = {(start + timedelta(hours=hours)).astimezone(ZoneInfo(zone)).utcoffset() for hours in range(-3, 4)}
    assert local == wall or len(unchanged) > 1


@LAW
@given(directories(), MINUTES)
def test_whoever_is_tried_next_is_not_told_and_comes_once(directory: Directory, minute: int) -> None:
    at = instant(minute)
    told = {one.key for one in directory.who(*EUROPE, "support-team", at).people}
    line = [one.person.key for one in directory.line_of(*EUROPE, "support-team", at)]
    assert not told & set(line)
    assert len(set(line)) == len(line)
